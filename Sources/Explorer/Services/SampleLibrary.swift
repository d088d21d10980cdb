import Files
import Foundation

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
