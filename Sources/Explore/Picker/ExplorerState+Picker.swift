import Screens

extension ExplorerState {
    /// Opens the picker for one of the two places.
    mutating func openPicker(_ role: SourceRole) -> [Effect] {
        overlays.append(.picker(PickerState(role: role, place: pickerPlace, folder: pickerFolder)))
        return [.list(pickerPlace, folder: pickerFolder)]
    }

    /// The picker, where it is what has the keys; assigning puts it back.
    var picker: PickerState? {
        get {
            if case .picker(let picker) = overlays.last { picker } else { nil }
        }
        set {
            guard let newValue, case .picker = overlays.last else {
                return
            }
            overlays[overlays.count - 1] = .picker(newValue)
        }
    }

    mutating func listed(_ place: PickerPlace, folder: String, _ listing: FolderListing) -> [Effect] {
        guard let index = overlays.lastIndex(where: { if case .picker = $0 { true } else { false } }),
            case .picker(var picker) = overlays[index], picker.place == place,
            place != .folder || picker.folder == folder
        else {
            return []
        }
        let preferred = picker.selected?.path ?? picker.arrivedFrom ?? self[picker.role].picture?.path
        picker.listing = place == .samples ? listing.favouring(picker.role) : listing
        picker.arrivedFrom = nil
        picker.select(path: preferred)
        let effects = picker.refreshPreview()
        overlays[index] = .picker(picker)
        return effects
    }

    mutating func previewed(_ status: PreviewStatus) -> [Effect] {
        guard let index = overlays.lastIndex(where: { if case .picker = $0 { true } else { false } }),
            case .picker(var picker) = overlays[index], picker.preview.path == status.path
        else {
            return []
        }
        picker.preview = status
        overlays[index] = .picker(picker)
        return []
    }

    mutating func performInPicker(_ command: Command, _ picker: PickerState) -> [Effect] {
        var picker = picker
        switch command {
        case .up: picker.moveSelection(by: -1)
        case .down: picker.moveSelection(by: 1)
        case .pageUp: picker.moveSelection(by: -10)
        case .pageDown: picker.moveSelection(by: 10)
        case .toTop: picker.moveSelection(by: -picker.visible.count)
        case .toBottom: picker.moveSelection(by: picker.visible.count)
        case .accept, .usePlainPicture:
            return choose(in: picker, plain: command == .usePlainPicture)
        case .parentFolder:
            return leaveFolder(picker)
        case .nextPlace, .previousPlace:
            let places = PickerPlace.allCases
            let index = places.firstIndex(of: picker.place) ?? 0
            let offset = command == .nextPlace ? 1 : places.count - 1
            return show(places[(index + offset) % places.count], in: picker)
        case .toggleAllFiles:
            let path = picker.selected?.path
            picker.showsAllFiles.toggle()
            picker.select(path: path)
        case .deleteBackward:
            if picker.filter.isEmpty {
                return leaveFolder(picker)
            }
            picker.filter.deleteBackward()
            picker.filterChanged()
        case .deleteWord, .deleteToStart:
            picker.filter.deleteToStart()
            picker.filterChanged()
        default:
            return []
        }
        let effects = picker.refreshPreview()
        self.picker = picker
        return effects
    }

    /// Another place of the picker, with an empty filter.
    mutating func show(_ place: PickerPlace, in picker: PickerState) -> [Effect] {
        var picker = picker
        picker.place = place
        picker.filter = TextField()
        picker.listing = .loading
        picker.selection = 0
        picker.preview = .none
        self.picker = picker
        return [.list(place, folder: picker.folder)]
    }

    private mutating func leaveFolder(_ picker: PickerState) -> [Effect] {
        guard picker.place == .folder else {
            return show(.folder, in: picker)
        }
        return enter(PathText.parent(of: picker.folder), from: picker.folder, in: picker)
    }

    private mutating func enter(_ folder: String, from: String?, in picker: PickerState) -> [Effect] {
        var picker = picker
        picker.folder = folder
        picker.arrivedFrom = from
        pickerFolder = folder
        return show(.folder, in: picker)
    }

    private mutating func choose(in picker: PickerState, plain: Bool) -> [Effect] {
        guard let entry = picker.selected else {
            return []
        }
        switch entry.kind {
        case .parent:
            return leaveFolder(picker)
        case .folder:
            return enter(entry.path, from: nil, in: picker)
        case .picture, .other:
            overlays.removeLast()
            pickerPlace = picker.place
            guard !hasStepsToLose else {
                overlays.append(.confirmation(.replace(role: picker.role, path: entry.path, plain: plain)))
                return []
            }
            return load(picker.role, path: entry.path, size: workingSize, plain: plain)
        }
    }
}

extension PickerState {
    /// Asks for the preview of the selected file unless it is the one that is there.
    mutating func refreshPreview() -> [Effect] {
        guard let selected, !selected.isFolder else {
            preview = .none
            return []
        }
        guard preview.path != selected.path else {
            return []
        }
        preview = .loading(path: selected.path)
        return [.preview(path: selected.path)]
    }

    /// Selects the best match of the changed filter.
    mutating func filterChanged() {
        if filter.isEmpty {
            select(path: nil)
        } else {
            selection = 0
        }
    }
}
