import Files
import Glibc

@testable import Terminal

/// A terminal with kitty's graphics protocol, as far as its pictures go: takes a program's bytes and says what is on its screen.
final class KittyTerminal {
    struct Placement {
        let position: Position
        let source: PixelRect
        let picture: Picture
    }

    private(set) var pictures: [Int: Picture] = [:]
    private(set) var placements: [String: Placement] = [:]
    /// What the terminal would answer.
    private(set) var answers: [String] = []
    /// Bytes of pixels that came over the line.
    private(set) var transmitted = 0
    private var cursor = Position(column: 0, row: 0)
    private var chunks: (keys: [String: String], text: String)?

    init() {}

    func feed(_ bytes: [UInt8]) throws {
        var rest = String(decoding: bytes, as: UTF8.self)[...]
        while let escape = rest.firstIndex(of: "\u{1B}") {
            rest = rest[rest.index(after: escape)...]
            if rest.hasPrefix("_G") {
                let end = rest.range(of: "\u{1B}\\")!
                try command(rest[..<end.lowerBound].dropFirst(2))
                rest = rest[end.upperBound...]
            } else if let match = rest.prefixMatch(of: #/\[(\d+);(\d+)H/#) {
                cursor = Position(column: Int(match.2)! - 1, row: Int(match.1)! - 1)
                rest = rest[match.range.upperBound...]
            }
        }
    }

    /// The pixels of a screen of this size, black where there is no picture.
    func screen(_ size: Size, cell: PixelSize) -> [UInt8] {
        let width = size.columns * cell.width
        var rgb = [UInt8](repeating: 0, count: 3 * width * size.rows * cell.height)
        for placement in placements.values {
            for y in 0..<placement.source.height {
                let from = 3 * ((placement.source.y + y) * placement.picture.width + placement.source.x)
                let to =
                    3 * ((placement.position.row * cell.height + y) * width + placement.position.column * cell.width)
                let count = 3 * placement.source.width
                rgb.replaceSubrange(to..<to + count, with: placement.picture.rgb[from..<from + count])
            }
        }
        return rgb
    }

    private func command(_ text: Substring) throws {
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        let keys = Dictionary(
            parts[0].split(separator: ",").map { ($0.prefix(1).description, $0.dropFirst(2).description) }
        ) { $1 }
        if var begun = chunks {
            begun.text += parts[1]
            chunks = begun
        } else if keys["a"] == "t" || keys["a"] == "q" {
            chunks = (keys, parts.count > 1 ? String(parts[1]) : "")
        } else {
            return act(keys)
        }
        if keys["m"] == "1" { return }
        let (first, payload) = chunks!
        chunks = nil
        let id = Int(first["i"]!)!
        let bytes = Self.decoded(payload)
        if first["t"] == "d" { transmitted += bytes.count }
        guard let data = first["t"] == "s" ? Self.shared(String(decoding: bytes, as: UTF8.self)) : bytes else {
            return answers.append("\(id);EBADF:")
        }
        if first["a"] == "q" { return answers.append("\(id);OK") }
        if first["f"] == "100" {
            pictures[id] = try Picture(decoding: data, named: "picture \(id)")
        } else {
            pictures[id] = Picture(width: Int(first["s"]!)!, height: Int(first["v"]!)!, rgb: data)
        }
    }

    private func act(_ keys: [String: String]) {
        let number = { (key: String) in Int(keys[key] ?? "0")! }
        switch (keys["a"], keys["d"]) {
        case ("p", _):
            guard let picture = pictures[number("i")] else { return answers.append("\(number("i"));ENOENT:") }
            placements["\(number("i")).\(number("p"))"] = Placement(
                position: cursor,
                source: PixelRect(x: number("x"), y: number("y"), width: number("w"), height: number("h")),
                picture: picture)
        case ("d", "i"): placements["\(number("i")).\(number("p"))"] = nil
        case ("d", "I"):
            pictures[number("i")] = nil
            placements = placements.filter { !$0.key.hasPrefix("\(number("i")).") }
        case ("d", "a"): placements = [:]
        case ("d", "A"): (placements, pictures) = ([:], [:])
        default: answers.append("unknown command \(keys)")
        }
    }

    private static func decoded(_ text: String) -> [UInt8] {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var (bits, count, bytes) = (0, 0, [UInt8]())
        for character in text where character != "=" {
            bits = bits << 6 | digits.firstIndex(of: character)!
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> count & 255))
                bits &= (1 << count) - 1
            }
        }
        return bytes
    }

    /// What lies in shared memory, taken away; nil where nothing does.
    private static func shared(_ name: String) -> [UInt8]? {
        let descriptor = shm_open(name, O_RDONLY, 0)
        defer { close(descriptor) }
        guard descriptor >= 0 else { return nil }
        shm_unlink(name)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return bytes
    }
}
