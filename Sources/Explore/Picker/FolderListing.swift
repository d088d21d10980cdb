import Screens

/// What is known of the place that the picker shows.
enum FolderListing: Equatable, Sendable {
    case loading
    case entries([FolderEntry])
    case failed(String)

    /// Those named after the role first: the samples are called content-… and style-….
    func favouring(_ role: SourceRole) -> FolderListing {
        guard case .entries(let entries) = self else {
            return self
        }
        let isMeant = { (entry: FolderEntry) in entry.name.contains(role.rawValue) }
        return .entries(entries.filter(isMeant) + entries.filter { !isMeant($0) })
    }

    var entries: [FolderEntry] {
        if case .entries(let entries) = self { entries } else { [] }
    }
}

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
    /// Whether it is a session that was kept, which stands for both pictures.
    var isSession = false
    /// Nil for folders.
    let byteCount: Int?

    var asSession: FolderEntry {
        var result = self
        result.isSession = true
        return result
    }

    var isFolder: Bool { kind == .folder || kind == .parent }
}
