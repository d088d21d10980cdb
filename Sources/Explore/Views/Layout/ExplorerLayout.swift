import Screens
import Terminal

/// Where the parts of the explorer stand: the picture first, as large as its shape and the window's allow, and around it what
/// is left. A part without room is empty.
struct ExplorerLayout: Equatable {
    static let minimum = Size(columns: 60, rows: 16)

    /// What is shown beside the picture.
    enum Panels: Equatable, Sendable {
        /// Content, style and read-out.
        case all
        /// The slider and its numbers.
        case slider
        /// The slider alone, in the last row.
        case none
    }

    /// Where the panels stand.
    enum Arrangement: Equatable {
        /// The slider below the picture and a narrow column beside both: landscapes.
        case below
        /// Everything beside the picture, which is as high as the window: portraits.
        case beside
        /// The picture alone.
        case full
    }

    let size: Size
    let arrangement: Arrangement
    /// Names and screens.
    private(set) var header: Rect
    /// Where the large frame goes.
    let picture: Rect
    /// The sources, captions included.
    private(set) var contentPanel: Rect
    private(set) var stylePanel: Rect
    private(set) var readout: Rect
    /// Filmstrip and slider.
    private(set) var strip: Rect
    private(set) var filmstrip: Rect
    /// One row: track, ticks and handle.
    private(set) var track: Rect
    /// One row: the numbers under the ticks.
    private(set) var numbers: Rect
    /// One row of news and progress; without room of its own, over the numbers.
    private(set) var activity: Rect
    /// The last row; no image ever touches it.
    let status: Rect

    /// Forms and lists open here, over the lower part of the picture, which does not move.
    var sheet: Rect {
        let rows = min(max(size.rows / 4, 7), 14)
        return Rect(column: 0, row: size.rows - 1 - rows, columns: size.columns, rows: rows)
    }

    /// Everything but the status bar; the picker and the help page fill it.
    var page: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows - 1) }

    /// Where a source's picture goes: the panel without its caption.
    func thumbnail(in panel: Rect) -> Rect { panel.split(bottom: 1).rest }

    /// Where the loupe stands, with its caption: over both sources.
    var loupe: Rect {
        let (a, b) = (contentPanel, stylePanel)
        return Rect(
            column: a.column, row: a.row, columns: max(a.endColumn, b.endColumn) - a.column,
            rows: max(a.endRow, b.endRow) - a.row)
    }

    /// The loupe without its caption.
    var loupeGlass: Rect { thumbnail(in: loupe) }

    /// Whether there is hardly room for a word beside a number.
    var isNarrow: Bool { readout.columns < 24 }

    static func fits(_ size: Size) -> Bool {
        size.columns >= minimum.columns && size.rows >= minimum.rows
    }

    /// - Parameters:
    ///   - size: at least `minimum`.
    ///   - shape: extent of the picture, pixels.
    ///   - cell: of a character cell, pixels.
    init(
        size: Size, shape: PixelSize = PixelSize(width: 3, height: 2),
        cell: PixelSize = PixelSize(width: 10, height: 20),
        panels: Panels = .all
    ) {
        self.size = size
        let none = Rect(column: 0, row: 0, columns: 0, rows: 0)
        (header, contentPanel, stylePanel, readout) = (none, none, none, none)
        (strip, filmstrip, numbers) = (none, none, none)
        let (columns, rows) = (size.columns, size.rows)
        status = Rect(column: 0, row: rows - 1, columns: panels == .none ? 0 : columns, rows: panels == .none ? 0 : 1)
        if panels == .none {
            arrangement = .full
            picture = Rect(column: 0, row: 0, columns: columns, rows: rows - 1)
            strip = Rect(column: 0, row: rows - 1, columns: columns, rows: 1)
            track = Rect(column: 1, row: rows - 1, columns: columns - 12, rows: 1)
            activity = strip
            return
        }
        let fitted = Fitting(shape: shape, cell: cell)
        let side = panels == .all ? max(15, columns / 8) : 0
        let below = Size(columns: columns - side, rows: rows - 3)
        // A column that everything goes into has to be wide.
        let beside = Size(columns: columns - max(36, columns / 3), rows: rows - 1)
        if panels == .all, fitted.scale(in: beside) > 1.02 * fitted.scale(in: below) {
            arrangement = .beside
            picture = Rect(column: 0, row: 0, columns: fitted.size(in: beside).columns, rows: rows - 1)
            (track, activity) = (none, none)
            fillBeside()
        } else {
            arrangement = .below
            let used = fitted.size(in: below)
            // What a wide picture leaves goes to news, names and the filmstrip, in this order.
            let spare = below.rows - used.rows
            let (newsRows, headerRows) = (spare >= 1 ? 1 : 0, spare >= 2 ? 1 : 0)
            let filmRows = spare >= 4 ? min(spare - 2, 5) : 0
            let pictureRows = below.rows - newsRows - headerRows - filmRows
            picture = Rect(
                column: 0, row: headerRows, columns: panels == .all ? used.columns : columns, rows: pictureRows)
            header = Rect(column: 0, row: 0, columns: columns, rows: headerRows)
            strip = Rect(column: 0, row: picture.endRow, columns: columns, rows: filmRows + 2)
            filmstrip = Rect(column: 1, row: strip.row, columns: columns - 2, rows: filmRows)
            track = Rect(column: 1, row: filmstrip.endRow, columns: columns - 2, rows: 1)
            numbers = Rect(column: 1, row: track.endRow, columns: columns - 2, rows: 1)
            activity = newsRows == 0 ? numbers : Rect(column: 1, row: numbers.endRow, columns: columns - 2, rows: 1)
            if panels == .all { fillColumn() }
        }
    }

    /// The column right of the picture: content, style and read-out, one below the other or, where it is wide, the first two side
    /// by side.
    private mutating func fillColumn() {
        let column = Rect(
            column: picture.endColumn + 1, row: picture.row, columns: size.columns - picture.endColumn - 2,
            rows: picture.rows)
        if column.columns >= 30 {
            let (top, rest) = column.split(top: 1 + min(column.rows / 3, 9))
            let halves = top.columns(count: 2, gap: 1)
            (contentPanel, stylePanel) = (halves[0], halves[1])
            readout = rest.split(top: 1).rest
            return
        }
        let rows = 1 + min(max(column.rows / 6, 2), 7)
        let (content, others) = column.split(top: rows)
        let (style, rest) = others.split(top: rows)
        (contentPanel, stylePanel) = (content, style)
        readout = rest.split(top: rest.rows > 12 ? 1 : 0).rest
    }

    /// All of it right of the picture.
    private mutating func fillBeside() {
        let column = Rect(
            column: picture.endColumn + 1, row: 0, columns: size.columns - picture.endColumn - 2, rows: size.rows - 1)
        let (top, rest) = column.split(top: 1)
        header = top
        let filmRows = column.rows >= 34 ? 4 : column.rows >= 21 ? 3 : 0
        let (body, lower) = rest.split(bottom: filmRows + 3)
        strip = lower.split(bottom: 1).rest
        filmstrip = strip.split(top: filmRows).top
        track = strip.split(top: filmRows).rest.split(top: 1).top
        numbers = strip.split(bottom: 1).bottom
        activity = lower.split(bottom: 1).bottom
        let (sources, figures) = body.split(top: 1 + min(max(body.rows / 3, 3), 12))
        let halves = sources.columns(count: 2, gap: 2)
        (contentPanel, stylePanel) = (halves[0], halves[1])
        readout = figures.split(top: figures.rows > 14 ? 1 : 0).rest
    }

    func scale(lastStep: Int) -> SliderScale {
        SliderScale(column: track.column, columns: track.columns, lastStep: lastStep)
    }
}

/// How large a picture is in an area of cells.
private struct Fitting {
    /// Width and height of the picture in cells, up to a factor.
    private let width: Double, height: Double

    init(shape: PixelSize, cell: PixelSize) {
        width = Double(max(shape.width, 1)) / Double(max(cell.width, 1))
        height = Double(max(shape.height, 1)) / Double(max(cell.height, 1))
    }

    func scale(in area: Size) -> Double {
        min(Double(area.columns) / width, Double(area.rows) / height)
    }

    /// Cells that it touches.
    func size(in area: Size) -> Size {
        let scale = scale(in: area)
        return Size(
            columns: min(Int((width * scale).rounded(.up)), area.columns),
            rows: min(Int((height * scale).rounded(.up)), area.rows))
    }
}
