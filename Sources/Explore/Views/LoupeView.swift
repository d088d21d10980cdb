import Screens
import Terminal

/// The loupe in the place of content and style, and two corners of what it shows on the picture.
struct LoupeView {
    let state: ExplorerState
    let loupe: Loupe
    /// The picture that is on the screen.
    let bitmap: Bitmap
    let area: Rect

    func draw(in frame: inout Frame) {
        let (glass, caption) = area.split(bottom: 1)
        guard !glass.isEmpty else { return }
        let source = loupe.source(in: bitmap, area: glass, cell: state.surface.cell)
        frame.place(bitmap, in: glass, fit: .crop(source), quality: .steady, palette: SessionView.palette(state))
        frame.put("loupe ×\(loupe.factor)", in: caption, style: state.surface.theme.quiet, alignment: .center)
        markCorners(of: source, in: &frame)
    }

    private func markCorners(of source: PixelRect, in frame: inout Frame) {
        guard let cells = state.geometry?.cells(of: source) else { return }
        var style = state.surface.theme.current
        style.reversed = true
        func mark(column: Int, row: Int) {
            let place = Rect(column: column, row: row, columns: 1, rows: 1)
            frame.openOverlay(place)
            frame.fill(place, style: style)
        }
        guard cells.columns > 1, cells.rows > 1 else {
            mark(column: cells.column, row: cells.row)
            return
        }
        // One a row: between two of a row, the terminal's library may write blanks over the picture.
        mark(column: cells.column, row: cells.row)
        mark(column: cells.endColumn - 1, row: cells.endRow - 1)
    }
}
