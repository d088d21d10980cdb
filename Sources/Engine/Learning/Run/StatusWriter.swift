import Files
import Foundation

/// Keeps `status.json` of a run folder fresh from a thread of its own, so that neither a long update nor a busy disk
/// makes a trainer look dead or holds it up.
package final class StatusWriter: @unchecked Sendable {
    private let path: String
    private let interval: Double
    // Guards everything below.
    private let condition = NSCondition()
    private var status: RunStatus
    private var isEnding = false
    private var hasEnded = false

    /// Writes `status` at once, then every `interval` seconds.
    ///
    /// - Throws: `RunError` where the file cannot be written the first time; later failures are tried again at the next
    ///   interval.
    init(folder: String, status: RunStatus, interval: Double = 2) throws {
        path = folder + "/status.json"
        self.interval = interval
        self.status = status
        try Self.write(status, to: path)
        let thread = Thread { [self] in run() }
        thread.name = "status"
        thread.start()
    }

    /// The account as it stands.
    package var current: RunStatus {
        condition.lock()
        defer { condition.unlock() }
        return status
    }

    /// Changes the account; it is written at the next interval, a change of state at once. Cheap enough for every update.
    package func update(_ change: (inout RunStatus) -> Void) {
        condition.lock()
        let (state, updates) = (status.state, status.updates)
        change(&status)
        if status.updates != updates { status.progressAt = Date().timeIntervalSince1970 }
        if status.state != state { condition.signal() }
        condition.unlock()
    }

    /// Writes the account a last time and ends the thread.
    package func end() {
        condition.lock()
        isEnding = true
        condition.signal()
        while !hasEnded { condition.wait() }
        condition.unlock()
    }

    private func run() {
        condition.lock()
        var written = status.state
        while true {
            if !isEnding, status.state == written {
                _ = condition.wait(until: Date(timeIntervalSinceNow: interval))
            }
            let isLast = isEnding
            status.heartbeat = Date().timeIntervalSince1970
            let account = status
            written = account.state
            condition.unlock()
            // A full disk now may have room later; the trainer itself is not to end for it.
            try? Self.write(account, to: path)
            condition.lock()
            if isLast { break }
        }
        hasEnded = true
        condition.broadcast()
        condition.unlock()
    }

    /// By rename, so that no reader sees half of it; not flushed, as a status is worth nothing after a power failure.
    private static func write(_ status: RunStatus, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let temporary = path + ".tmp"
        do {
            try PlainFile.write(Array(encoder.encode(status)), to: temporary)
        } catch {
            throw RunError.unusable(path, error)
        }
        guard rename(temporary.systemPath, path.systemPath) == 0 else {
            throw RunError.inaccessible(path: path, reason: systemErrorText(errno))
        }
    }
}
