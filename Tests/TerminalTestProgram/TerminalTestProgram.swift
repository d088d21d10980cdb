import Glibc
import Terminal

/// Shows a picture and the last event, and ends in every way that a program can end.
@main
struct TerminalTestProgram {
    static func main() {
        do {
            try run(graphics: GraphicsRequest(rawValue: CommandLine.arguments.dropFirst().first ?? "") ?? .auto)
            print("bye")
        } catch {
            print(error)
            exit(1)
        }
    }

    private static func run(graphics: GraphicsRequest) throws {
        let screen = try Screen(graphics: graphics)
        let pictures = (0..<10).map { picture(phase: $0) }
        var index = 0
        var status = "ready"
        // One event to a line, left of the picture.
        var log: [String] = []
        while true {
            var frame = Frame(size: screen.size)
            let (area, line) = frame.bounds.split(bottom: 1)
            frame.place(pictures[index], in: area)
            frame.put(
                "\(status) \(screen.capabilities.graphics) picture \(index)", in: line,
                style: TextStyle(foreground: .rgb(255, 128, 0)))
            for (row, text) in log.enumerated() { frame.put(text, at: Position(column: 0, row: row)) }
            screen.present(frame)
            guard let event = screen.nextEvent(timeoutMilliseconds: 30_000) else { exit(2) }
            switch event {
            case .key(.character("q")):
                screen.close()
                return
            case .key(.character("n")):
                index = (index + 1) % pictures.count
                continue
            case .key(.character("d")):
                log.removeFirst(min(log.count, 3))
                continue
            case .key(.character("x")): fatalError("meant to crash")
            case .key(.character("e")): exit(7)
            case .key(.character("w")): status = "warning of a library"
            case .key(let key): status = "key \(key.code) \(key.modifiers.rawValue)"
            case .mouse(let mouse): status = "mouse \(mouse.action) \(mouse.position.column),\(mouse.position.row)"
            case .paste(let text): status = "paste \(text)"
            case .resize(let size): status = "resize \(size.columns)x\(size.rows)"
            case .resumed: status = "resumed"
            case .wake: continue
            }
            log.append(String(status.suffix(16)))
            writeToStandardError(status + "\n")
        }
    }

    private static func writeToStandardError(_ text: String) {
        _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    }

    private static func picture(phase: Int) -> Bitmap {
        let (width, height) = (512, 512)
        var rgb = [UInt8](repeating: 0, count: 3 * width * height)
        rgb.withUnsafeMutableBufferPointer { rgb in
            for y in 0..<height {
                for x in 0..<width {
                    let index = 3 * (y * width + x)
                    rgb[index] = UInt8(x / 2)
                    rgb[index + 1] = UInt8(y / 2)
                    rgb[index + 2] = UInt8((x * y / 64 + phase * 25) & 255)
                }
            }
        }
        return Bitmap(width: width, height: height, rgb: rgb)
    }
}
