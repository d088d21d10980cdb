import Foundation

/// Reference files beside the project, which a checkout elsewhere does not have.
enum Shared {
    private static let root: String = {
        if let path = ProcessInfo.processInfo.environment["MINISTYLER_SHARED"], !path.isEmpty { return path }
        let package = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return package.deletingLastPathComponent().appendingPathComponent("shared").path
    }()

    static func path(_ name: String) -> String { root + "/" + name }

    /// Whether a reference file is there; says so where it is not.
    static func isAvailable(_ name: String) -> Bool {
        if FileManager.default.fileExists(atPath: path(name)) { return true }
        print("skipped: the reference file \(name) is not there")
        return false
    }
}
