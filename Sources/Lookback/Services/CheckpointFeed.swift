import Foundation
import Screens

/// Follows the kept weights of the runs below some folders from a thread of its own.
final class CheckpointFeed: Sendable {
    /// Seconds between two looks at the known runs, and between two searches for others.
    private static let interval = 2.0
    private static let searchInterval = 10.0

    private let directories: [String]
    private let post: @Sendable (LookbackEvent) -> Void
    private let followed = FollowedFolders()

    init(directories: [String], post: @escaping @Sendable (LookbackEvent) -> Void) {
        self.directories = directories
        self.post = post
    }

    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "checkpoints"
        thread.start()
    }

    /// Ends the thread after its present look; does not wait for it.
    func stop() { followed.stop() }

    /// Also follows a run (a resolved folder) inside the folders or outside, looks at once and reports `nothingKept` where
    /// that is so.
    func follow(_ folder: String) { followed.add(folder) }

    private func run() {
        var folders: [String] = []
        var others: [String] = []
        var nextSearch = Date.distantPast
        var former: [LookbackRun]?
        var asked: [String] = []
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
            for folder in asked where !runs.contains(where: { $0.id == folder }) { post(.nothingKept(folder: folder)) }
            guard let added = followed.wait(seconds: Self.interval) else { return }
            asked = added
            others += added.filter { !others.contains($0) }
        }
    }
}
