import Files
import Glibc

/// The images of a folder and its subfolders, in name order.
package struct ImageFolder: Sendable {
    /// The folder.
    package let path: String
    /// The usable images.
    package let images: [String]
    /// The images that are unreadable or too small.
    package let skipped: [SkippedImage]

    /// The shortest side of a usable image in pixels.
    package static let minimumSide = 32

    /// Looks at the headers of all files below `path`; hidden ones, and those that are no images by content and by name,
    /// are passed over. Links are followed.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - role: what the images are to be, such as "content", for messages.
    ///   - minimumCount: how many usable ones there must be, at least 1.
    /// - Throws: `RunError` where the folder cannot be listed or holds fewer.
    package init(_ path: String, role: String, minimumCount: Int = 1) throws {
        self.path = path
        var files: [String] = []
        var visited: Set<FileIdentity> = []
        try Self.collect(path, into: &files, visited: &visited, isTop: true)
        var images: [String] = []
        var skipped: [SkippedImage] = []
        for file in files.sorted() {
            do {
                let size = try Picture.dimensions(of: file)
                if min(size.width, size.height) >= Self.minimumSide {
                    images.append(file)
                } else {
                    let reason = "\(file) is too small (\(size.width)×\(size.height)) to learn from"
                    skipped.append(SkippedImage(path: file, reason: reason))
                }
            } catch FileError.notAnImage where !PictureEndings.hasOne(file) {
                continue
            } catch FileError.empty where !PictureEndings.hasOne(file) {
                continue
            } catch {
                skipped.append(SkippedImage(path: file, reason: "\(error)"))
            }
        }
        self.images = images
        self.skipped = skipped
        guard images.count >= max(1, minimumCount) else {
            throw RunError.tooFewImages(
                folder: path, role: role, found: images.count, needed: max(1, minimumCount), skipped: skipped.count)
        }
    }

    private static func collect(
        _ folder: String, into files: inout [String], visited: inout Set<FileIdentity>, isTop: Bool
    ) throws {
        guard let stream = opendir(folder.systemPath) else {
            let code = errno
            guard isTop else {
                // Kept, so that it is named among the skipped.
                files.append(folder)
                return
            }
            throw RunError.noImageFolder(folder: folder, reason: systemErrorText(code))
        }
        defer { closedir(stream) }
        var identity = stat()
        guard fstat(dirfd(stream), &identity) == 0,
            visited.insert(FileIdentity(identity)).inserted
        else { return }
        while let entry = readdir(stream) {
            let name = Folder.name(of: entry)
            if name.hasPrefix(".") { continue }
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            var status = stat()
            if stat(path.systemPath, &status) != 0 {
                // A link that leads nowhere: kept, so that it is named among the skipped.
                files.append(path)
            } else if status.st_mode & S_IFMT == S_IFDIR {
                try collect(path, into: &files, visited: &visited, isTop: false)
            } else if status.st_mode & S_IFMT == S_IFREG || PictureEndings.hasOne(name) {
                // A pipe or a socket that is called a picture is named too.
                files.append(path)
            }
        }
    }
}
