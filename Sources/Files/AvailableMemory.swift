import Glibc

/// What the machine has left.
package enum AvailableMemory {
    /// Bytes that are free or can be freed at once; nil where the system does not tell.
    package static func bytes() -> Int? {
        guard let text = try? String(decoding: PlainFile.read("/proc/meminfo"), as: UTF8.self),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        return kilobytes << 10
    }

    /// Makes sure that `count` bytes of a file can be in memory at once, before they are asked for: to ask for too much ends the
    /// program. Throws `FileError.tooLargeForMemory`.
    static func check(_ count: Int, of path: String) throws {
        // What is small is there, and not worth a look.
        guard count > 1 << 26, let available = bytes(), count > available else { return }
        throw FileError.tooLargeForMemory(path: path, bytes: count, available: available)
    }

    /// A number of bytes for people.
    package static func text(_ bytes: Int) -> String {
        guard bytes >= 1 << 30 else { return "\((bytes + (1 << 20) - 1) >> 20) MiB" }
        let tenths = (Double(bytes) / 0x1p30 * 10).rounded()
        return "\(tenths / 10) GiB"
    }
}
