/// One line of a folder's listing.
struct FolderEntry: Equatable, Sendable {
    enum Kind: Sendable {
        case parent
        case folder
        case picture
        /// A file whose name does not look like a picture's; shown on request, since files are read by content.
        case other
    }

    let name: String
    let path: String
    let kind: Kind
    /// Nil for folders.
    let byteCount: Int?

    var isFolder: Bool { kind == .folder || kind == .parent }
}
