import Screens
import Terminal

extension PickerState {
    /// Asks for the listing of its place.
    func opened() -> [Outcome] { [.effect(.list(place, folder: folder))] }

    /// Carries out a command.
    ///
    /// - Parameter layout: tells how far rows and pages go.
    mutating func reduce(_ command: ExplorerCommand, _ layout: PickerLayout) -> [Outcome] {
        switch command {
        case .up: moveSelection(by: -layout.entriesPerRow)
        case .down: moveSelection(by: layout.entriesPerRow)
        case .pageUp: moveSelection(by: -layout.entriesPerPage)
        case .pageDown: moveSelection(by: layout.entriesPerPage)
        case .cursorLeft: moveSelection(by: -1)
        case .cursorRight: moveSelection(by: 1)
        case .toggleGrid: isGrid.toggle()
        case .toTop: moveSelection(by: -visible.count)
        case .toBottom: moveSelection(by: visible.count)
        case .accept: return choose(plain: false)
        case .usePlainPicture: return choose(plain: true)
        case .parentFolder: return leaveFolder()
        case .nextPlace, .previousPlace:
            let places = places
            let index = places.firstIndex(of: place) ?? 0
            let offset = command == .nextPlace ? 1 : places.count - 1
            return show(places[(index + offset) % places.count])
        case .toggleAllFiles:
            let path = selected?.path
            showsAllFiles.toggle()
            select(path: path)
        case .deleteBackward:
            if filter.isEmpty { return leaveFolder() }
            filter.deleteBackward()
            filterChanged()
        case .deleteWord, .deleteToStart:
            filter.deleteToStart()
            filterChanged()
        default:
            return []
        }
        return refreshPreview()
    }

    /// Text for the filter.
    mutating func type(_ text: String) -> [Outcome] {
        let before = filter
        filter.insert(text)
        // Full, or nothing that can be typed.
        if filter == before { return [] }
        filterChanged()
        return refreshPreview()
    }

    /// A press on a place, or on an entry: the first selects it, the second opens it.
    mutating func press(at position: Position, _ layout: PickerLayout) -> [Outcome] {
        if let place = layout.place(at: position, picker: self) { return show(place) }
        guard let index = layout.entryIndex(at: position, picker: self) else { return [] }
        if index == selection { return reduce(.accept, layout) }
        selection = index
        return refreshPreview()
    }

    /// A listing has come; that of a place that is no longer shown is left out.
    mutating func listed(_ place: PickerPlace, folder: String, _ listing: FolderListing) -> [Outcome] {
        guard self.place == place, place != .folder || self.folder == folder else { return [] }
        let preferred = selected?.path ?? arrivedFrom ?? present
        self.listing = place == .samples ? listing.favouring(role) : listing
        arrivedFrom = nil
        select(path: preferred)
        return refreshPreview()
    }

    /// A preview has come; that of a file that is no longer selected is left out.
    mutating func previewed(_ status: PreviewStatus) {
        if preview.path == status.path { preview = status }
    }

    /// A small picture has come.
    mutating func take(_ thumbnail: Thumbnail, of path: String) {
        thumbnails.put(thumbnail, for: path)
        awaited.removeAll { $0 == path }
    }

    /// The pictures that show and are not there, where one of them was not asked for.
    mutating func missingThumbnails(_ layout: PickerLayout) -> [String] {
        let entries = visible
        let first = layout.firstEntry(selection: selection, count: entries.count)
        let shown = entries.dropFirst(first).prefix(layout.entriesPerPage)
        let wanted = shown.filter { !$0.isFolder && thumbnails[$0.path] == nil }.map(\.path)
        guard !wanted.allSatisfy(awaited.contains) else { return [] }
        awaited = wanted
        return wanted
    }

    /// Another place, with an empty filter.
    private mutating func show(_ place: PickerPlace) -> [Outcome] {
        self.place = place
        filter = TextField()
        listing = .loading
        selection = 0
        preview = .none
        return opened()
    }

    private mutating func leaveFolder() -> [Outcome] {
        guard place == .folder else { return show(.folder) }
        return enter(PathText.parent(of: folder), from: folder)
    }

    private mutating func enter(_ folder: String, from: String?) -> [Outcome] {
        self.folder = folder
        arrivedFrom = from
        return [.entered(folder: folder)] + show(.folder)
    }

    private mutating func choose(plain: Bool) -> [Outcome] {
        guard let entry = selected else { return [] }
        return switch entry.kind {
        case .parent: leaveFolder()
        case .folder: enter(entry.path, from: nil)
        case .picture, .other: [.chose(path: entry.path, plain: plain)]
        }
    }

    /// Asks for the preview of the selected file unless it is the one that is there.
    private mutating func refreshPreview() -> [Outcome] {
        guard let selected, !selected.isFolder else {
            preview = .none
            return []
        }
        guard preview.path != selected.path else { return [] }
        preview = .loading(path: selected.path)
        return [.effect(.preview(path: selected.path))]
    }

    /// Selects the best match of the changed filter.
    private mutating func filterChanged() {
        if filter.isEmpty { select(path: nil) } else { selection = 0 }
    }
}
