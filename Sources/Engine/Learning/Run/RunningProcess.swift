import Files
import Glibc

/// A process, told apart from a later one of the same number by the moment of its start.
package struct RunningProcess: Codable, Sendable, Equatable {
    /// The name of the machine.
    package let host: String
    /// The process id.
    package let identifier: Int32
    /// When it started, in clock ticks since the machine's start; 0 where the system does not tell.
    package let startTicks: UInt64
    /// The machine's start, an identifier drawn anew at each one; empty where the system does not tell.
    package let bootIdentifier: String

    /// The process that asks.
    package static let current = RunningProcess(identifier: getpid())

    /// The process of this machine that has the number now.
    init(identifier: Int32) {
        host = Self.hostName()
        self.identifier = identifier
        startTicks = Self.startTicks(of: identifier) ?? 0
        bootIdentifier = Self.bootIdentifier()
    }

    /// Whether the process is there; nil where it cannot be told, because it is on another machine.
    package var isAlive: Bool? {
        guard host == Self.hostName() else { return nil }
        guard bootIdentifier == Self.bootIdentifier() else { return false }
        guard kill(identifier, 0) == 0 || errno == EPERM else { return false }
        guard startTicks != 0 else { return true }
        return Self.startTicks(of: identifier) == startTicks
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    private static func bootIdentifier() -> String {
        (smallFile("/proc/sys/kernel/random/boot_id") ?? "").filter { !$0.isWhitespace }
    }

    /// Field 22 of /proc/<id>/stat; nil for a process that is gone or a zombie.
    private static func startTicks(of identifier: Int32) -> UInt64? {
        // The second field is the name in parentheses and may itself hold spaces and parentheses.
        guard let text = smallFile("/proc/\(identifier)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }
}

/// The beginning of a regular file, at most 64 KiB; nil where it cannot be read or is no text.
func smallFile(_ path: String) -> String? {
    (try? PlainFile.read(path, limit: 1 << 16)).flatMap { String(bytes: $0, encoding: .utf8) }
}
