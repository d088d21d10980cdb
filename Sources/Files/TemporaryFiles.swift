import Glibc
import Synchronization

/// The hidden files that are written before they take their names, and those that a killed process has left.
///
/// `.ministyler-<place>-<process>-<start>-<random>.tmp`: place is what process numbers belong to (machine, its start, namespace) and
/// start the moment that the process began, which tells it from a later one of the same number.
enum TemporaryFiles {
    private static let prefix = ".ministyler-"
    private static let suffix = ".tmp"
    /// A file of another place, whose processes cannot be looked at, is left alone until nothing was written to it for so long, in
    /// seconds.
    private static let foreignAge = 86_400
    /// What a process that is gone has left is left alone for so long: a number of seconds that no look at processes lasts.
    private static let age = 10

    /// A folder's number alone is given to another one when it is gone.
    private struct SweptFolder: Hashable {
        let path: String
        let identity: FileIdentity
    }

    private static let swept = Mutex<Set<SweptFolder>>([])
    private static let place = hash(
        [SystemProcess.hostName, SystemProcess.bootIdentifier, LinkTarget.of("/proc/self/ns/pid") ?? ""])
    private static let start = SystemProcess.startTicks(of: getpid()) ?? 0

    /// A name that no other file has.
    static func name() -> String {
        let random = String(UInt64.random(in: .min ... .max), radix: 36)
        return "\(prefix)\(place)-\(getpid())-\(start)-\(random)\(suffix)"
    }

    /// Removes what processes that are gone have left in `folder`; once for each folder and process.
    static func sweep(_ folder: String) {
        guard let identity = FileIdentity(of: folder) else { return }
        let known = SweptFolder(path: folder, identity: identity)
        guard swept.withLock({ $0.insert(known).inserted }) else { return }
        removeLeftovers(in: folder)
    }

    /// - Parameter now: seconds since 1970.
    static func removeLeftovers(in folder: String, now: Int = time(nil)) {
        for name in (try? Folder.names(in: folder)) ?? [] where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            var status = stat()
            guard lstat(path.systemPath, &status) == 0, FileKind(status) == .regular else { continue }
            if isLeftover(name, age: now - status.st_mtim.tv_sec) { unlink(path.systemPath) }
        }
    }

    /// - Parameter age: seconds since something was written to the file.
    static func isLeftover(_ name: String, age: Int) -> Bool {
        let parts = name.dropFirst(prefix.count).dropLast(suffix.count).split(separator: "-")
        guard parts.count == 4, parts[0] == place, let process = Int32(parts[1]), let start = UInt64(parts[2]),
            start > 0
        else { return age > foreignAge }
        guard age > Self.age else { return false }
        // Of another's process the system may not tell the start; it is there all the same.
        if let ticks = SystemProcess.startTicks(of: process) { return ticks != start }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ texts: [String]) -> String {
        let value = texts.joined(separator: "\n").utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        return String(value, radix: 36)
    }
}
