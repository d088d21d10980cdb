import Foundation

/// Reference files beside the project, in `../shared` or where MINISTYLER_SHARED says, which a checkout elsewhere does not have.
/// Tests that need one are `.enabled(if: Shared.has(…))`, so that they are shown as skipped without it.
package enum Shared {
    private static let root: String = {
        if let path = ProcessInfo.processInfo.environment["MINISTYLER_SHARED"], !path.isEmpty { return path }
        let package = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return package.deletingLastPathComponent().appendingPathComponent("shared").path
    }()

    /// The VGG-16 trunk of the package stlpips-pytorch that MINISTYLER_VGG names; nil where it names none.
    package static let vgg: String? = {
        let path = ProcessInfo.processInfo.environment["MINISTYLER_VGG"] ?? ""
        return path.isEmpty ? nil : path
    }()

    /// Where a reference file is.
    package static func path(_ name: String) -> String { root + "/" + name }

    /// Whether all of some reference files are there.
    package static func has(_ names: String...) -> Bool {
        names.allSatisfy { FileManager.default.fileExists(atPath: path($0)) }
    }
}
