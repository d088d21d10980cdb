import Glibc

/// What the system tells of processes and of itself.
package enum SystemProcess {
    /// When a process started, in clock ticks since the machine's start; nil for one that is gone or a zombie.
    package static func startTicks(of identifier: Int32) -> UInt64? {
        // Field 22. The second field is the name in parentheses and may itself hold spaces and parentheses.
        guard let text = text("/proc/\(identifier)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }

    /// The machine's name; empty where it has none.
    package static var hostName: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    /// The machine's start, an identifier drawn anew at each one; empty where the system does not tell.
    package static var bootIdentifier: String {
        (text("/proc/sys/kernel/random/boot_id") ?? "").filter { !$0.isWhitespace }
    }

    private static func text(_ path: String) -> String? {
        (try? PlainFile.read(path, limit: 1 << 16)).map { String(decoding: $0, as: UTF8.self) }
    }
}
