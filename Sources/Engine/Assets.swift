import Files
import Foundation

/// Files that come with the program.
package enum Assets {
    /// The file `name` of the program's assets: the path in the environment variable, else `assets/name` in a folder above
    /// the executable (a checkout), else `share/ministyler/name` beside its `bin` (an installation). Nil where none exists.
    package static func path(of name: String, variable: String? = nil) -> String? {
        let environment = ProcessInfo.processInfo.environment
        if let variable, let path = environment[variable], !path.isEmpty { return path }
        return candidates(name).first { PathKind(of: $0) != .missing }
    }

    /// What `load` gives for a path; where the path came from an environment variable, an error of the file names that.
    static func naming<Value>(_ variable: String, for path: String, _ load: () throws -> Value) throws -> Value {
        do {
            return try load()
        } catch let error as FileError where ProcessInfo.processInfo.environment[variable] == path {
            throw EngineError.failed("\(error); the environment variable \(variable) names it.")
        }
    }

    /// Where `path(of:)` looks besides the variable, in order.
    private static func candidates(_ name: String) -> [String] {
        var folder = executableFolder
        var result = [folder.deletingLastPathComponent().appendingPathComponent("share/ministyler/\(name)").path]
        while folder.path != "/" {
            result.append(folder.appendingPathComponent("assets/\(name)").path)
            folder.deleteLastPathComponent()
        }
        return result
    }

    private static var executableFolder: URL {
        let path = LinkTarget.of("/proc/self/exe") ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: path).deletingLastPathComponent()
    }
}
