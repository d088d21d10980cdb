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
        host = SystemProcess.hostName
        self.identifier = identifier
        startTicks = SystemProcess.startTicks(of: identifier) ?? 0
        bootIdentifier = SystemProcess.bootIdentifier
    }

    /// Whether the process is there; nil where it cannot be told, because it is on another machine.
    package var isAlive: Bool? {
        guard host == SystemProcess.hostName else { return nil }
        guard bootIdentifier == SystemProcess.bootIdentifier else { return false }
        guard kill(identifier, 0) == 0 || errno == EPERM else { return false }
        guard startTicks != 0 else { return true }
        return SystemProcess.startTicks(of: identifier) == startTicks
    }
}

/// The beginning of a regular file, at most 64 KiB; nil where it cannot be read or is no text.
func smallFile(_ path: String) -> String? {
    (try? PlainFile.read(path, limit: 1 << 16)).flatMap { String(bytes: $0, encoding: .utf8) }
}
