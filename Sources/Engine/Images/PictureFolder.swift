import Files
import Foundation

/// Folders given where an image may stand.
package enum PictureFolder {
    /// The pictures directly in `folder`, told by their content, in name order; hidden files are left out.
    ///
    /// - Parameter pass: told of each file that is named like one and is none, and of each that cannot be read: a link that leads
    ///   nowhere, a file without permission.
    /// - Throws: `EngineError.failed` where there is none or the folder cannot be read.
    package static func images(
        in folder: String, passingOver pass: (SkippedImage) -> Void = { _ in }
    ) throws -> [String] {
        guard let names = try? Folder.names(in: folder) else {
            throw EngineError.failed("The folder \(folder) cannot be read; check its name and permissions.")
        }
        let paths = names.filter { !$0.hasPrefix(".") }.sorted().map { (folder as NSString).appendingPathComponent($0) }
        var images: [String] = []
        for path in paths where PathKind(of: path) != .folder {
            do {
                if try ImageFacts.recognizes(path) {
                    images.append(path)
                } else if PictureEndings.hasOne(path) {
                    let reason = "\(path) is no picture that is read here, whatever its name says; passed over"
                    pass(SkippedImage(path: path, reason: reason))
                }
            } catch FileError.notAFile where !PictureEndings.hasOne(path) {
                // A pipe or a socket that is not called a picture is none.
                continue
            } catch {
                pass(SkippedImage(path: path, reason: "\(error)"))
            }
        }
        guard !images.isEmpty else {
            throw EngineError.failed("The folder \(folder) holds no picture that is read here; name another one.")
        }
        return images
    }
}
