import Engine
import Files
import Foundation
import Screens

/// Follows the runs below some folders from a thread of its own and reports what changes.
final class RunFeed: Sendable {
    /// Time between two looks at the folders while something happens, and while nothing does, in seconds.
    private static let interval = 0.5
    private static let quietInterval = 1.0
    /// How long one look may read before what is there is shown.
    private static let budget = Duration.milliseconds(200)

    /// Share of the time that looking for new files may take.
    private static let searchShare = 0.005

    private let directories: [String]
    private let post: @Sendable (WatchEvent) -> Void
    private let followed = FollowedFolders()

    /// - Parameter post: called from the feed's thread.
    init(directories: [String], post: @escaping @Sendable (WatchEvent) -> Void) {
        self.directories = directories
        self.post = post
    }

    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "runs"
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// Ends the thread after its present look; does not wait for it.
    func stop() { followed.stop() }

    /// Also follows the run in a folder, at once and wherever it is.
    func follow(_ folder: String) { followed.add(folder) }

    private func run() {
        let log = EventLog(directories)
        var observer = RunObserver()
        var isFirst = true
        var failures: [FileError] = []
        var lastChange = Date()
        var nextSearch = ContinuousClock.now
        while true {
            let searches = .now >= nextSearch
            let progress = log.poll(for: Self.budget, searches: searches)
            if searches { nextSearch = .now + max(.milliseconds(900), log.searchDuration / Self.searchShare) }
            let runs = observer.observe(log.runs, now: Date().timeIntervalSince1970)
            if progress.hasChanged || observer.hasChanged || isFirst {
                post(.runs(runs, isLoading: progress.isUnfinished))
                lastChange = Date()
            }
            if progress.failures != failures {
                failures = progress.failures
                if !failures.isEmpty { post(.unreadable(failures)) }
            }
            isFirst = false
            let isQuiet = -lastChange.timeIntervalSinceNow > 10
            let pause = progress.isUnfinished ? 0 : isQuiet ? Self.quietInterval : Self.interval
            guard let folders = followed.wait(seconds: pause) else { return }
            if !folders.isEmpty {
                folders.forEach(log.add)
                nextSearch = .now
                lastChange = Date()
            }
        }
    }
}
