import Foundation

/// Reference files beside the project, which a checkout elsewhere does not have.
enum Shared {
    static let root: String = {
        if let path = ProcessInfo.processInfo.environment["MINISTYLER_SHARED"], !path.isEmpty { return path }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared").path
    }()

    static func path(_ name: String) -> String { root + "/" + name }

    /// Whether a reference file is there; says so where it is not.
    static func isAvailable(_ name: String) -> Bool {
        if FileManager.default.fileExists(atPath: path(name)) { return true }
        print("skipped: the reference file \(name) is not there")
        return false
    }
}
