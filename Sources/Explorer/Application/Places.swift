import Files
import Foundation

/// The folders and files that the program knows from its surroundings.
struct Places: Sendable {
    /// Absolute path of the working directory.
    let working: String
    let home: String
    let recent: RecentFiles
    /// Folder of the sample pictures; nil where there is none.
    let samples: String?

    init(working: String, home: String, recent: RecentFiles, samples: String?) {
        self.working = working
        self.home = home
        self.recent = recent
        self.samples = samples
    }

    /// Those of this process.
    static func current() -> Places {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? NSHomeDirectory()
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return Places(
            working: FileManager.default.currentDirectoryPath, home: home,
            recent: RecentFiles(environment: environment, home: home),
            samples: SampleLibrary.folder(
                environment: environment, executable: link ?? CommandLine.arguments.first ?? "/"))
    }

    /// Where training runs are looked for: the folder `runs` of the working directory where there is one, else all of it.
    var runs: String {
        let folder = PathText.joining(working, "runs")
        return PathKind(of: folder) == .folder ? folder : working
    }

    /// A path from the command line made absolute.
    func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: working + "/")).standardizedFileURL.path
    }
}
