import Screens
import Terminal

/// Where the parts of the explorer stand on a screen of a given size.
struct ExplorerLayout: Equatable {
    static let minimum = Size(columns: 60, rows: 16)

    enum Density {
        /// 60×16: no boxes, everything at its smallest.
        case compact
        /// 80×24.
        case regular
        /// 120×36 and more: every panel in a box of its own.
        case spacious
    }

    let size: Size
    let density: Density
    let header: Rect
    /// Box around the large frame; nil in the smaller arrangements.
    let pictureBox: Rect?
    /// Where the large frame goes.
    let picture: Rect
    /// Panels of the two sources, caption or border included.
    let contentPanel: Rect
    let stylePanel: Rect
    /// Where their thumbnails go.
    let contentThumbnail: Rect
    let styleThumbnail: Rect
    /// The read-out with its border, where it has one.
    let readoutPanel: Rect
    let readout: Rect
    /// Filmstrip and slider with their border, where they have one.
    let strip: Rect
    let filmstrip: Rect
    /// One row: track, ticks and handle.
    let track: Rect
    /// One row: the numbers under the ticks.
    let numbers: Rect
    /// One row of news and progress.
    let activity: Rect
    /// The last row; no image ever touches it.
    let status: Rect

    /// Forms and lists open here, over the strip and the activity row, so that the large frame never moves.
    var sheet: Rect {
        Rect(column: 0, row: strip.row, columns: size.columns, rows: strip.rows + activity.rows)
    }

    /// Everything but the status bar; the picker and the help page fill it.
    var page: Rect {
        Rect(column: 0, row: 0, columns: size.columns, rows: size.rows - 1)
    }

    static func fits(_ size: Size) -> Bool {
        size.columns >= minimum.columns && size.rows >= minimum.rows
    }

    /// - Parameter size: at least `minimum`.
    init(size: Size) {
        self.size = size
        let isSpacious = size.columns >= 120 && size.rows >= 36
        let isRegular = size.columns >= 76 && size.rows >= 22
        density = isSpacious ? .spacious : isRegular ? .regular : .compact

        let columns = size.columns
        header = Rect(column: 0, row: 0, columns: columns, rows: 1)
        status = Rect(column: 0, row: size.rows - 1, columns: columns, rows: 1)
        activity = Rect(column: 1, row: size.rows - 2, columns: columns - 2, rows: 1)

        let filmRows = isSpacious ? (columns >= 150 ? 5 : 4) : isRegular ? 3 : 2
        let border = isSpacious ? 1 : 0
        let stripRows = filmRows + 2 + 2 * border
        strip = Rect(column: 0, row: activity.row - stripRows, columns: columns, rows: stripRows)
        filmstrip = Rect(
            column: 1 + border, row: strip.row + border, columns: columns - 2 - 2 * border, rows: filmRows)
        track = Rect(column: filmstrip.column, row: filmstrip.row + filmRows, columns: filmstrip.columns, rows: 1)
        numbers = Rect(column: track.column, row: track.row + 1, columns: track.columns, rows: 1)

        let bodyRows = strip.row - 1
        let sideColumns = isSpacious ? min(max(columns / 4, 34), 44) : isRegular ? 26 : 21
        let side = Rect(column: columns - sideColumns, row: 1, columns: sideColumns, rows: bodyRows)
        let leftColumns = columns - sideColumns
        if isSpacious {
            let sourceRows = min(max((bodyRows - 15) / 2, 7), 13)
            pictureBox = Rect(column: 0, row: 1, columns: leftColumns, rows: bodyRows)
            picture = Rect(column: 2, row: 2, columns: leftColumns - 4, rows: bodyRows - 2)
            contentPanel = Rect(column: side.column, row: 1, columns: sideColumns, rows: sourceRows)
            stylePanel = Rect(column: side.column, row: 1 + sourceRows, columns: sideColumns, rows: sourceRows)
            contentThumbnail = Self.inside(contentPanel)
            styleThumbnail = Self.inside(stylePanel)
            readoutPanel = Rect(
                column: side.column, row: 1 + 2 * sourceRows, columns: sideColumns, rows: bodyRows - 2 * sourceRows)
            readout = Self.inside(readoutPanel)
            return
        }
        let margin = isRegular ? 1 : 0
        let half = (sideColumns - 2) / 2
        let thumbnailRows = isRegular ? min(max(bodyRows - 12, 4), 7) : 3
        let top = 1 + margin
        pictureBox = nil
        picture = Rect(column: 1, row: top, columns: leftColumns - 2, rows: bodyRows - 2 * margin)
        contentPanel = Rect(column: side.column, row: top, columns: half, rows: thumbnailRows + 1)
        stylePanel = Rect(column: side.column + half + 1, row: top, columns: half, rows: thumbnailRows + 1)
        contentThumbnail = Rect(column: contentPanel.column, row: top + 1, columns: half, rows: thumbnailRows)
        styleThumbnail = Rect(column: stylePanel.column, row: top + 1, columns: half, rows: thumbnailRows)
        let used = thumbnailRows + 1 + 2 * margin
        readoutPanel = Rect(
            column: side.column, row: 1 + used, columns: sideColumns - 1, rows: bodyRows - used)
        readout = readoutPanel
    }

    private static func inside(_ box: Rect) -> Rect {
        Rect(column: box.column + 2, row: box.row + 1, columns: box.columns - 4, rows: box.rows - 2)
    }

    func scale(lastStep: Int) -> SliderScale {
        SliderScale(column: track.column, columns: track.columns, lastStep: lastStep)
    }
}
