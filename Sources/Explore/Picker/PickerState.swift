import Screens
import Terminal

/// The file picker: a place, a type-ahead filter, a selection and its preview.
struct PickerState: Equatable, Sendable {
    /// What choosing leads to.
    enum Outcome: Equatable, Sendable {
        case effect(Effect)
        /// Another folder is shown.
        case entered(folder: String)
        /// A file was chosen; `plain` takes the picture itself and not the session in it.
        case chose(path: String, plain: Bool)
    }

    let role: SourceRole
    var place: PickerPlace
    /// Absolute path; the folder shown by `.folder`.
    var folder: String
    var listing: FolderListing = .loading
    var filter = TextField()
    /// Index into `visible`.
    var selection = 0
    var preview: PreviewStatus = .none
    /// The folder that was left upwards: it becomes the selection when the listing arrives.
    var arrivedFrom: String?
    /// The picture that stands in the role's place, selected at first.
    let present: String?
    /// Small pictures instead of a list.
    var isGrid = false
    /// Small pictures that are there, by path; without one where a file cannot be read.
    var thumbnails = BoundedStore<String, Thumbnail>(limit: 500)
    /// Those that were asked for.
    var awaited: [String] = []
    /// Show files whose names do not look like a picture's as well.
    var showsAllFiles = false

    init(role: SourceRole, place: PickerPlace, folder: String, present: String? = nil) {
        self.role = role
        self.place = place
        self.folder = folder
        self.present = present
    }

    /// The entries that pass the filter, best match first; in the listing's order where there is no filter.
    var visible: [FolderEntry] {
        let nameFilter = NameFilter(filter.text)
        let wantsHidden = filter.text.hasPrefix(".")
        let shown = listing.entries.filter { entry in
            (entry.kind != .other || showsAllFiles) && (role == .content || !entry.isSession)
                && (!entry.name.hasPrefix(".") || entry.kind == .parent || wantsHidden)
        }
        if nameFilter.isEmpty {
            return shown
        }
        let scored = shown.enumerated().compactMap { index, entry -> (score: Int, index: Int, entry: FolderEntry)? in
            guard entry.kind != .parent, let score = nameFilter.score(entry.name) else {
                return nil
            }
            return (score, index, entry)
        }
        return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.entry)
    }

    /// Files in the folder that are not shown, since their names are not those of pictures.
    var passedOver: Int {
        showsAllFiles ? 0 : listing.entries.count { $0.kind == .other && !$0.name.hasPrefix(".") }
    }

    /// What was typed where it is a path, from the root or from home, rather than a part of a name.
    var typedPath: String? {
        guard filter.text.hasPrefix("/") || filter.text.hasPrefix("~/") else { return nil }
        let path = filter.text.hasSuffix("/") ? String(filter.text.dropLast()) : filter.text
        return path.isEmpty ? "/" : path
    }

    /// The places that there are pictures for this role in.
    var places: [PickerPlace] { PickerPlace.allCases.filter { $0 != .gallery || role == .content } }

    var selected: FolderEntry? {
        let entries = visible
        return entries.indices.contains(selection) ? entries[selection] : nil
    }

    mutating func moveSelection(by rows: Int) {
        let last = max(visible.count - 1, 0)
        selection = min(max(selection + rows, 0), last)
    }

    /// Selects the entry at `path` where it is visible, else the first picture or folder below the parent entry.
    mutating func select(path: String?) {
        let entries = visible
        if let path, let index = entries.firstIndex(where: { $0.path == path }) {
            selection = index
        } else {
            selection = entries.firstIndex { $0.kind == .picture } ?? min(1, max(entries.count - 1, 0))
        }
    }
}

/// Where the picker looks for pictures.
enum PickerPlace: Equatable, Hashable, Sendable, CaseIterable {
    case folder
    case samples
    case recent
    /// Looks that come with the program, each a picture with its recipe.
    case gallery

    var title: String {
        switch self {
        case .folder: "Folder"
        case .samples: "Samples"
        case .gallery: "Gallery"
        case .recent: "Recent"
        }
    }
}

/// A small picture of a file; none where it cannot be read.
struct Thumbnail: Equatable, Sendable {
    let bitmap: Bitmap?
}
