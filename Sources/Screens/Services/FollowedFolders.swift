import Foundation

/// What a thread that looks at folders again and again waits for: time, another folder to follow, its end.
package final class FollowedFolders: @unchecked Sendable {
    // Guards `isStopping` and `added`.
    private let condition = NSCondition()
    private var isStopping = false
    private var added: [String] = []

    package init() {}

    /// Ends the thread after its present look; does not wait for it.
    package func stop() {
        condition.withLock {
            isStopping = true
            condition.signal()
        }
    }

    /// Has a folder followed too, at once.
    package func add(_ folder: String) {
        condition.withLock {
            added.append(folder)
            condition.signal()
        }
    }

    /// Waits until it is time for the next look.
    ///
    /// - Parameter seconds: how long at most; not at all where something has been asked meanwhile.
    /// - Returns: the folders added since the last call; nil where the thread is to end.
    package func wait(seconds: Double) -> [String]? {
        condition.withLock {
            let deadline = Date(timeIntervalSinceNow: seconds)
            while !isStopping, added.isEmpty, condition.wait(until: deadline) {}
            defer { added = [] }
            return isStopping ? nil : added
        }
    }
}
