import Foundation

/// A picture as kitty's graphics protocol transmits it (https://sw.kovidgoyal.net/kitty/graphics-protocol/).
struct KittyPixels: Sendable, Hashable {
    /// A PNG where compressed, else 3·width·height bytes.
    let bytes: [UInt8]
    let size: PixelSize
    let isCompressed: Bool

    /// Characters of one chunk.
    private static let chunk = 4096

    /// The commands that have the terminal keep the picture under a number: the pixels themselves, in chunks.
    func transmission(id: Int) -> [UInt8] {
        let text = Data(bytes).base64EncodedData()
        let format = isCompressed ? "f=100" : "f=24,s=\(size.width),v=\(size.height)"
        var commands: [UInt8] = []
        commands.reserveCapacity(text.count + text.count / Self.chunk * 16 + 64)
        for start in stride(from: 0, to: text.count, by: Self.chunk) {
            let end = min(start + Self.chunk, text.count)
            let more = end < text.count ? 1 : 0
            // Failures are told, successes not.
            let keys = start == 0 ? "a=t,t=d,i=\(id),\(format),q=1,m=\(more)" : "m=\(more)"
            commands += "\u{1B}_G\(keys);".utf8
            commands += text[start..<end]
            commands += "\u{1B}\\".utf8
        }
        return commands
    }

    /// The command for pixels that lie in shared memory of this name, which the terminal removes.
    func transmission(id: Int, sharedMemory name: String) -> [UInt8] {
        let keys =
            "a=t,t=s,i=\(id),f=24,s=\(size.width),v=\(size.height),S=\(bytes.count),q=1"
        return Array("\u{1B}_G\(keys);\(Data(name.utf8).base64EncodedString())\u{1B}\\".utf8)
    }
}
