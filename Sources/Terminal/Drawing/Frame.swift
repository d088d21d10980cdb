/// Everything a screen shows at one moment: a grid of cells, pictures that cover some of them, overlays that lie above
/// the pictures, and a cursor. A value: views build one, `Display.present` shows it, tests compare it.
///
/// Drawing outside the grid is clipped, never an error.
package struct Frame: Sendable, Hashable {
    /// Extent of the grid.
    package let size: Size
    /// Row-major, `size.columns` · `size.rows`. Cells under a picture stay hidden unless an overlay has them.
    package internal(set) var cells: [Cell]
    /// Pictures, drawn in this order above the cells.
    package var images: [ImagePlacement]
    /// Rectangles whose cells lie above the pictures.
    package private(set) var overlays: [Rect]
    /// Where to show the terminal's cursor; hidden where nil.
    package var cursor: Position?

    /// A blank grid.
    package init(size: Size, style: TextStyle = .standard) {
        self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
        cells = [Cell](repeating: Cell(text: " ", style: style), count: self.size.columns * self.size.rows)
        images = []
        overlays = []
    }

    /// The whole grid.
    package var bounds: Rect { Rect(size) }

    /// The cell at a position; reading outside the grid gives a blank, writing there does nothing. For text, `put`
    /// takes care of wide characters.
    package subscript(position: Position) -> Cell {
        get { bounds.contains(position) ? cells[index(position.column, position.row)] : .blank }
        set { if bounds.contains(position) { cells[index(position.column, position.row)] = newValue } }
    }

    /// Shows a bitmap in a rectangle of cells; nothing where the rectangle is empty.
    package mutating func place(
        _ bitmap: Bitmap, in rect: Rect, fit: ImageFit = .contain, quality: ImageQuality = .refined,
        palette: Bitmap? = nil
    ) {
        let clipped = rect.intersection(bounds)
        if clipped.isEmpty { return }
        images.append(ImagePlacement(bitmap: bitmap, rect: clipped, fit: fit, quality: quality, palette: palette))
    }

    /// Takes the pictures for which `isNew` holds as ones that are quickly sent.
    mutating func coarsen(where isNew: (ImagePlacement) -> Bool) {
        for index in images.indices where isNew(images[index]) { images[index].quality = .coarse }
    }

    /// Blanks a rectangle and lifts it above the pictures: what is drawn there afterwards covers them, as a menu does.
    package mutating func openOverlay(_ rect: Rect, style: TextStyle = .standard) {
        let clipped = rect.intersection(bounds)
        if clipped.isEmpty { return }
        fill(clipped, style: style)
        overlays.append(clipped)
    }

    /// Copies another frame's cells, pictures, overlays and cursor, its upper left cell coming to `origin`.
    package mutating func draw(_ other: Frame, at origin: Position) {
        for row in 0..<other.size.rows {
            for column in 0..<other.size.columns {
                self[origin.offset(columns: column, rows: row)] = other[Position(column: column, row: row)]
            }
        }
        func moved(_ rect: Rect) -> Rect {
            Rect(
                column: rect.column + origin.column, row: rect.row + origin.row, columns: rect.columns,
                rows: rect.rows)
        }
        for image in other.images {
            place(
                image.bitmap, in: moved(image.rect), fit: image.fit, quality: image.quality, palette: image.palette)
        }
        overlays += other.overlays.map { moved($0).intersection(bounds) }.filter { !$0.isEmpty }
        if let cursor = other.cursor {
            self.cursor = Position(column: cursor.column + origin.column, row: cursor.row + origin.row)
        }
    }

    /// Sets one cell and mends a wide character that it cuts in half.
    mutating func setCell(_ cell: Cell, column: Int, row: Int) {
        let here = index(column, row)
        if cells[here].text.isEmpty, column > 0 { cells[here - 1].text = " " }
        if column + 1 < size.columns, cells[here + 1].text.isEmpty { cells[here + 1].text = " " }
        cells[here] = cell
    }

    /// Changes the looks of a rectangle and keeps its text.
    package mutating func restyle(_ rect: Rect, _ change: (inout TextStyle) -> Void) {
        let clipped = rect.intersection(bounds)
        for row in clipped.row..<clipped.endRow {
            for column in clipped.column..<clipped.endColumn { change(&cells[index(column, row)].style) }
        }
    }

    func index(_ column: Int, _ row: Int) -> Int { row * size.columns + column }
}
