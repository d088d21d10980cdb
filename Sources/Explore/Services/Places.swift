import Files
import Foundation
import Screens

/// The folders and files that the program knows from its surroundings.
package struct Places: Sendable {
    /// Absolute path of the working directory.
    let working: String
    let home: String
    let recent: RecentFiles
    let sessions: SessionShelf
    let agents: AgentShelf
    /// Folder of the sample pictures; nil where there is none.
    package let samples: String?
    /// Folder of looks made with them, beside theirs; nil where there is none.
    let gallery: String?
    /// The file of a person's settings.
    package let settings: String

    init(
        working: String, home: String, recent: RecentFiles, samples: String?, settings: String = "/nowhere/config.json",
        environment: [String: String] = [:]
    ) {
        agents = AgentShelf(environment: environment, home: home)
        self.settings = settings
        self.working = working
        self.home = home
        self.recent = recent
        sessions = SessionShelf(folder: PathText.joining(PathText.parent(of: recent.path), "sessions"))
        self.samples = samples
        let looks = samples.map { PathText.joining(PathText.parent(of: $0), "gallery") }
        gallery = looks.flatMap { PathKind(of: $0) == .folder ? $0 : nil }
    }

    /// Those of this process.
    package static func current() -> Places {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? NSHomeDirectory()
        let link = LinkTarget.of("/proc/self/exe")
        return Places(
            working: Folder.working, home: home,
            recent: RecentFiles(environment: environment, home: home),
            samples: SampleLibrary.folder(
                environment: environment, executable: link ?? CommandLine.arguments.first ?? "/"),
            settings: Settings.path(environment: environment, home: home), environment: environment)
    }

    /// The session kept last, for `--last`; nil where there is none.
    package var lastSession: String? { sessions.paths().first }

    /// Where training runs are looked for: the folder `runs` of the working directory where there is one, else all of it.
    package var runs: String {
        let folder = PathText.joining(working, "runs")
        return PathKind(of: folder) == .folder ? folder : working
    }

    /// A path from the command line made absolute.
    package func absolute(_ path: String) -> String { AbsolutePath.of(path, in: working) }
}

/// The pictures opened last, newest first, in `$XDG_STATE_HOME/ministyler/recent`, one path a line. The list is a
/// convenience: a folder that cannot be written leaves it as it is.
struct RecentFiles: Sendable {
    static let limit = 50

    /// The list's own file.
    let path: String

    /// - Parameters:
    ///   - environment: variables of the process.
    ///   - home: the person's home folder, used where `XDG_STATE_HOME` is not set to an absolute path.
    init(environment: [String: String], home: String) {
        let stated = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        path = (stated ?? home + "/.local/state") + "/ministyler/recent"
    }

    func paths() -> [String] {
        guard let data = try? PlainFile.read(path) else {
            return []
        }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    func remember(_ file: String) {
        guard !file.contains("\n") else {
            return
        }
        let paths = [file] + paths().filter { $0 != file }
        let text = paths.prefix(Self.limit).map { $0 + "\n" }.joined()
        try? Folder.create(PathText.parent(of: path))
        try? AtomicFile.write(Array(text.utf8), to: path)
    }
}

/// Finds the sample pictures that come with the program.
enum SampleLibrary {
    /// The first folder that exists: `$MINISTYLER_ASSETS/samples`, `assets/samples` beside the executable or in a
    /// folder above it, `share/ministyler/samples` of the prefix that the executable is installed under.
    static func folder(environment: [String: String], executable: String) -> String? {
        candidates(environment: environment, executable: executable).first { PathKind(of: $0) == .folder }
    }

    static func candidates(environment: [String: String], executable: String) -> [String] {
        var candidates: [String] = []
        if let assets = environment["MINISTYLER_ASSETS"], !assets.isEmpty {
            candidates.append(PathText.joining(assets, "samples"))
        }
        var folder = PathText.parent(of: executable)
        let prefix = PathText.parent(of: folder)
        while folder != "/", folder != "." {
            candidates.append(PathText.joining(folder, "assets/samples"))
            folder = PathText.parent(of: folder)
        }
        candidates.append(PathText.joining(prefix, "share/ministyler/samples"))
        return candidates
    }
}
