import Files
import Foundation

/// Folders given where an image may stand.
package enum PictureFolder {
    /// The pictures directly in `folder`, told by their content, in name order; hidden files are left out.
    ///
    /// - Parameter pass: told of each file that is named like one and is none.
    /// - Throws: `EngineError.failed` where there is none or the folder cannot be read.
    package static func images(in folder: String, passingOver pass: (String) -> Void = { _ in }) throws -> [String] {
        guard let names = try? Folder.names(in: folder) else {
            throw EngineError.failed("The folder \(folder) cannot be read; check its name and permissions.")
        }
        let paths = names.filter { !$0.hasPrefix(".") }.sorted().map { (folder as NSString).appendingPathComponent($0) }
        var images: [String] = []
        for path in paths where PathKind(of: path) != .folder {
            if try ImageFacts.recognizes(path) {
                images.append(path)
            } else if PictureEndings.hasOne(path) {
                pass(path)
            }
        }
        guard !images.isEmpty else {
            throw EngineError.failed("The folder \(folder) holds no picture that is read here; name another one.")
        }
        return images
    }
}
