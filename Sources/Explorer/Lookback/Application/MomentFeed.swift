import Foundation

/// Follows the kept weights of the runs below some folders from a thread of its own.
final class MomentFeed: @unchecked Sendable {
    /// Seconds between two looks at the known runs, and between two searches for others.
    private static let interval = 2.0
    private static let searchInterval = 10.0

    private let directories: [String]
    private let post: @Sendable (LookbackEvent) -> Void
    // Guards `isStopping` and `added`.
    private let condition = NSCondition()
    private var isStopping = false
    private var added: [String] = []

    init(directories: [String], post: @escaping @Sendable (LookbackEvent) -> Void) {
        self.directories = directories
        self.post = post
    }

    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "moments"
        thread.start()
    }

    /// Ends the thread after its present look; does not wait for it.
    func stop() {
        condition.lock()
        isStopping = true
        condition.signal()
        condition.unlock()
    }

    /// Also follows a run outside the folders, and looks at once.
    func follow(_ folder: String) {
        condition.lock()
        added.append(folder)
        condition.signal()
        condition.unlock()
    }

    private func run() {
        var folders: [String] = []
        var others: [String] = []
        var nextSearch = Date.distantPast
        var former: [LookbackRun]?
        while true {
            if Date() >= nextSearch {
                folders = RunFinder.folders(below: directories)
                nextSearch = Date(timeIntervalSinceNow: Self.searchInterval)
            }
            let runs = (folders + others.filter { !folders.contains($0) }).compactMap(RunFinder.run)
            if runs != former {
                former = runs
                post(.runs(runs))
            }
            condition.lock()
            if !isStopping, added.isEmpty { _ = condition.wait(until: Date(timeIntervalSinceNow: Self.interval)) }
            let ends = isStopping
            others += added.filter { !others.contains($0) }
            added = []
            condition.unlock()
            if ends { return }
        }
    }
}
