import Screens
import Terminal

/// The picker: places, folder, filter and list at the left, preview at the right.
struct PickerView {
    let state: ExplorerState
    let picker: PickerState
    let layout: PickerLayout

    private static let noPictures = "There are no pictures here; Tab goes to the samples."

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        let title =
            switch (picker.role, picker.place) {
            case (_, .gallery): "Choose a look: its photograph and its style open with it"
            case (.content, .recent): "Open a session, or choose the content"
            case (.content, _): "Choose the content"
            case (.style, _): "Choose the style"
            }
        frame.put(title, in: layout.title, style: theme.accent)
        drawPlaces(in: &frame)
        drawFolder(in: &frame)
        frame.field(
            picker.filter, in: layout.filter, style: theme.field, isFocused: true,
            placeholder: "type to filter", placeholderStyle: theme.quiet)
        if picker.isGrid {
            PickerGridView(state: state, picker: picker, layout: layout).draw(in: &frame)
        } else {
            drawList(in: &frame)
            drawPreview(in: &frame)
        }
        if let message = emptyMessage(picker.visible) {
            frame.putWrapped(message.text, in: layout.list, style: message.style)
        }
    }

    private func drawPlaces(in frame: inout Frame) {
        for (place, columns) in layout.placeColumns(picker.places) {
            let style = place == picker.place ? theme.selected : theme.quiet
            frame.put(
                " \(place.title) ", at: Position(column: columns.lowerBound, row: layout.places.row), style: style)
        }
    }

    private func drawFolder(in frame: inout Frame) {
        let text: String
        switch picker.place {
        case .folder: text = PathText.abbreviatingHome(picker.folder, home: state.homeFolder)
        case .samples: text = "Pictures that come with the program"
        case .gallery: text = "Made with the pictures that come with the program"
        case .recent: text = picker.role == .content ? "Sessions, then pictures opened last" : "Pictures opened last"
        }
        let others = picker.passedOver
        let key = state.keys.label(of: .toggleAllFiles, in: .picker)
        let remark = others == 0 ? "" : others == 1 ? "1 other file: \(key)" : "\(others) other files: \(key)"
        let (name, aside) = layout.folder.split(right: remark.isEmpty ? 0 : CharacterWidth.columns(remark) + 1)
        frame.put(NameText.truncatedHead(text, columns: name.columns), in: name, style: theme.quiet)
        frame.put(remark, in: aside, style: theme.quiet, alignment: .trailing)
    }

    private func drawList(in frame: inout Frame) {
        let entries = picker.visible
        let list = layout.list
        let first = layout.firstEntry(selection: picker.selection, count: entries.count)
        for (offset, entry) in entries.dropFirst(first).prefix(list.rows).enumerated() {
            let line = Rect(column: list.column, row: list.row + offset, columns: list.columns, rows: 1)
            draw(entry, isSelected: first + offset == picker.selection, in: line, frame: &frame)
        }
        if entries.count > list.rows {
            drawScrollBar(first: first, count: entries.count, in: &frame)
        }
        drawRemark(below: entries, in: &frame)
    }

    /// A folder that holds other folders at most says so: it may be the first thing that is seen of the picker.
    private func drawRemark(below entries: [FolderEntry], in frame: inout Frame) {
        guard picker.place == .folder, picker.filter.isEmpty, !entries.isEmpty, entries.allSatisfy(\.isFolder) else {
            return
        }
        let list = layout.list
        let remark = Rect(
            column: list.column + 1, row: list.row + entries.count + 1, columns: list.columns - 1,
            rows: list.rows - entries.count - 1)
        if remark.rows > 0, remark.columns > 0 {
            frame.putWrapped(Self.noPictures, in: remark, style: theme.quiet)
        }
    }

    private func draw(_ entry: FolderEntry, isSelected: Bool, in line: Rect, frame: inout Frame) {
        if isSelected {
            frame.fill(line, style: theme.selected)
        }
        let size = entry.byteCount.map(ReadoutText.bytes) ?? ""
        let (name, bytes) = line.split(right: size.isEmpty ? 1 : CharacterWidth.columns(size) + 2)
        let style: TextStyle =
            switch entry.kind {
            case .folder, .parent: theme.accent
            case .picture: TextStyle()
            case .other: theme.quiet
            }
        let text = NameText.truncatedMiddle(
            entry.kind == .folder ? "\(entry.name)/" : entry.name, columns: name.columns - 1)
        frame.put(" \(text)", in: name, style: isSelected ? theme.selected : style)
        frame.put(" \(size)", in: bytes, style: isSelected ? theme.selected : theme.quiet)
    }

    private func drawScrollBar(first: Int, count: Int, in frame: inout Frame) {
        let list = layout.list
        let length = max(list.rows * list.rows / count, 1)
        let start = (list.rows - length) * first / max(count - list.rows, 1)
        frame.verticalLine(
            at: Position(column: list.endColumn, row: list.row), rows: list.rows, character: "│", style: theme.line)
        frame.verticalLine(
            at: Position(column: list.endColumn, row: list.row + start), rows: length, character: "┃",
            style: theme.quiet)
    }

    private func emptyMessage(_ entries: [FolderEntry]) -> (text: String, style: TextStyle)? {
        switch picker.listing {
        case .loading:
            return ("Reading…", theme.quiet)
        case .failed(let message):
            return (message, theme.failure)
        case .entries:
            guard entries.isEmpty else {
                return nil
            }
        }
        if picker.typedPath != nil { return ("Enter opens this file or folder.", theme.quiet) }
        if !picker.filter.isEmpty {
            return ("Nothing matches “\(picker.filter.text)”; Backspace takes a letter back.", theme.quiet)
        }
        switch picker.place {
        case .folder: return (Self.noPictures, theme.quiet)
        case .gallery:
            return ("There are no looks; the pictures that come with the program were not found.", theme.quiet)
        case .samples:
            return ("No samples were found; set MINISTYLER_ASSETS to the project's assets folder.", theme.quiet)
        case .recent: return ("Nothing yet: pictures that you open and sessions with steps appear here.", theme.quiet)
        }
    }

    private func drawPreview(in frame: inout Frame) {
        switch picker.preview {
        case .none:
            return
        case .loading(let path):
            centered("Reading \(PathText.lastComponent(path))…", style: theme.quiet, in: &frame)
        case .failed(_, let message):
            let area = layout.preview.inset(columns: 1, rows: 1)
            frame.putWrapped(message, in: area, style: theme.warning)
        case .ready(let preview):
            if state.surface.showsImages {
                frame.place(preview.bitmap, in: layout.preview)
            } else {
                centered("Pictures are off (--graphics none).", style: theme.quiet, in: &frame)
            }
            drawCaption(preview, in: &frame)
        }
    }

    private func centered(_ text: String, style: TextStyle, in frame: inout Frame) {
        let area = layout.preview
        frame.put(
            text,
            in: Rect(column: area.column, row: area.row + area.rows / 2, columns: area.columns, rows: 1), style: style,
            alignment: .center)
    }

    private func drawCaption(_ preview: PicturePreview, in frame: inout Frame) {
        // Right below the picture, which rarely fills its place.
        var caption = layout.caption
        if state.surface.showsImages {
            let covered = ImagePlacement(bitmap: preview.bitmap, rect: layout.preview)
                .coveredRect(cellPixelSize: state.surface.cell)
            caption.row = min(caption.row, covered.endRow + 1)
        }
        let rows = caption.rows(count: caption.rows)
        frame.put(
            PathText.lastComponent(preview.path), in: rows[0], style: TextStyle(bold: true), alignment: .center)
        frame.put("\(preview.width)×\(preview.height) pixels", in: rows[1], style: theme.quiet, alignment: .center)
        if let recipe = preview.recipe {
            frame.put(recipe, in: rows[2], style: theme.success, alignment: .center)
        }
    }
}
