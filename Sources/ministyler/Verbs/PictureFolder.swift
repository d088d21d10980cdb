import Files
import Foundation

/// Folders given where an image may stand.
enum PictureFolder {
    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// The PNG and JPEG files directly in `folder`, told by their content, in name order; hidden files are left out.
    static func images(in folder: String) throws -> [String] {
        let images = try files(in: folder).filter { try ImageFacts.recognizes($0) }
        guard !images.isEmpty else {
            throw CommandError("The folder \(folder) holds no PNG or JPEG image; name another one.")
        }
        return images
    }

    /// The files directly in `folder` that are named like a PNG or JPEG file and are none, in name order.
    static func mislabelled(in folder: String) throws -> [String] {
        try files(in: folder).filter { path in
            let name = path.lowercased()
            return try [".png", ".jpg", ".jpeg"].contains { name.hasSuffix($0) } && !ImageFacts.recognizes(path)
        }
    }

    private static func files(in folder: String) throws -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw CommandError("The folder \(folder) cannot be read; check its name and permissions.")
        }
        return names.filter { !$0.hasPrefix(".") }.sorted()
            .map { (folder as NSString).appendingPathComponent($0) }.filter { !isFolder($0) }
    }
}
