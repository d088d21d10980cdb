import Files
import Foundation
import Screens

/// Reads the entries of a folder for the picker.
enum FolderReader {
    /// The folder above first, then folders, then files, each in the order people expect of numbers in names.
    static func list(_ folder: String) -> FolderListing {
        let names: [String]
        do {
            names = try Folder.names(in: folder)
        } catch {
            let isThere = PathKind(of: folder) != .missing
            return .failed(
                isThere
                    ? "\(folder) cannot be read; check its permissions, or press Backspace for the folder above."
                    : "\(folder) is not there any more; press Backspace for the folder above.")
        }
        var entries = names.compactMap { entry(at: PathText.joining(folder, $0), name: $0) }
        entries.sort(by: precedes)
        if folder != "/" {
            entries.insert(
                FolderEntry(name: "..", path: PathText.parent(of: folder), kind: .parent, byteCount: nil), at: 0)
        }
        return .entries(entries)
    }

    /// The pictures in a folder and in the folders right below it, under names relative to it.
    static func tree(_ folder: String) -> FolderListing {
        let top = list(folder).entries.filter { $0.kind != .parent }
        let below = top.filter(\.isFolder).flatMap { subfolder in
            list(subfolder.path).entries.filter { $0.kind == .picture }.map { entry in
                FolderEntry(
                    name: "\(subfolder.name)/\(entry.name)", path: entry.path, kind: .picture,
                    byteCount: entry.byteCount)
            }
        }
        return .entries(top.filter { $0.kind == .picture } + below)
    }

    /// The pictures right in a folder; none where there is no folder.
    static func pictures(_ folder: String?) -> FolderListing {
        .entries(folder.map { list($0).entries.filter { $0.kind == .picture } } ?? [])
    }

    /// The files among `paths` that are still there, in the given order, under their full names.
    static func list(paths: [String]) -> FolderListing {
        .entries(paths.compactMap { entry(at: $0, name: PathText.lastComponent($0)) }.filter { !$0.isFolder })
    }

    private static func entry(at path: String, name: String) -> FolderEntry? {
        var information = stat()
        guard stat(path.systemPath, &information) == 0 else {
            return nil
        }
        switch information.st_mode & S_IFMT {
        case S_IFDIR:
            return FolderEntry(name: name, path: path, kind: .folder, byteCount: nil)
        case S_IFREG:
            let isPicture = PictureEndings.read.contains(PathText.fileExtension(name))
            return FolderEntry(
                name: name, path: path, kind: isPicture ? .picture : .other, byteCount: Int(information.st_size))
        default:
            return nil
        }
    }

    private static func precedes(_ a: FolderEntry, _ b: FolderEntry) -> Bool {
        if a.isFolder != b.isFolder {
            return a.isFolder
        }
        let order = a.name.compare(b.name, options: [.caseInsensitive, .numeric, .diacriticInsensitive])
        return order == .orderedSame ? a.name < b.name : order == .orderedAscending
    }
}
