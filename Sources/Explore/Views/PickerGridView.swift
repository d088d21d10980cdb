import Screens
import Terminal

/// The picker's entries as small pictures with their names below.
struct PickerGridView {
    let state: ExplorerState
    let picker: PickerState
    let layout: PickerLayout

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        let entries = picker.visible
        let first = layout.firstEntry(selection: picker.selection, count: entries.count)
        for (offset, entry) in entries.dropFirst(first).prefix(layout.entriesPerPage).enumerated() {
            draw(entry, isSelected: first + offset == picker.selection, in: layout.cells(of: offset), &frame)
        }
        drawCaption(in: &frame)
    }

    private func draw(_ entry: FolderEntry, isSelected: Bool, in cells: Rect, _ frame: inout Frame) {
        // A column and a row apart.
        let inside = cells.split(right: 1).rest
        let (picture, name) = inside.split(bottom: min(2, inside.rows))
        drawPicture(of: entry, in: picture, &frame)
        let isLook = picker.place == .gallery || entry.isSession
        let text = entry.kind == .folder ? "\(entry.name)/" : isLook ? PathText.stem(entry.name) : entry.name
        let line = name.split(top: 1).top
        if isSelected { frame.fill(line, style: theme.selected) }
        frame.put(
            NameText.truncatedMiddle(text, columns: line.columns), in: line,
            style: isSelected ? theme.selected : entry.isFolder ? theme.accent : theme.quiet, alignment: .center)
    }

    private func drawPicture(of entry: FolderEntry, in area: Rect, _ frame: inout Frame) {
        if let thumbnail = picker.thumbnails[entry.path], state.surface.showsImages {
            if let bitmap = thumbnail.bitmap {
                frame.place(bitmap, in: area)
            } else {
                put("no picture", in: area, style: theme.warning, &frame)
            }
        } else {
            put(entry.isFolder ? "folder" : "…", in: area, style: theme.line, &frame)
        }
    }

    private func put(_ text: String, in area: Rect, style: TextStyle, _ frame: inout Frame) {
        let middle = Rect(column: area.column, row: area.row + area.rows / 2, columns: area.columns, rows: 1)
        frame.put(text, in: middle, style: style, alignment: .center)
    }

    /// Of the selected file: name, extent, recipe.
    private func drawCaption(in frame: inout Frame) {
        switch picker.preview {
        case .ready(let preview):
            let parts = [
                PathText.lastComponent(preview.path), "\(preview.width)×\(preview.height) pixels", preview.recipe ?? "",
            ]
            frame.put(parts.filter { !$0.isEmpty }.joined(separator: "  "), in: layout.caption, style: theme.quiet)
        case .failed(_, let message): frame.put(message, in: layout.caption, style: theme.warning)
        case .loading, .none: break
        }
    }
}
