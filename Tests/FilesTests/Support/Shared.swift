import Foundation

/// Reference data beside the checkout, which not every machine has.
enum Shared {
    /// The path of a shared file; nil after a printed word where it is missing.
    static func path(_ name: String) -> String? {
        let beside = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared").standardized.path
        let folder = ProcessInfo.processInfo.environment["MINISTYLER_SHARED"] ?? beside
        let path = "\(folder)/\(name)"
        guard FileManager.default.fileExists(atPath: path) else {
            print("skipped: \(path) is not here")
            return nil
        }
        return path
    }
}
