import Terminal

/// What is seen of a help page: its filter and the first line shown.
package struct HelpState: Equatable, Sendable {
    package var filter = TextField()
    /// Whether typed characters go to the filter.
    package var isFiltering = false
    package private(set) var firstLine = 0

    package init() {}

    /// Moves by so many lines, as far as there are any.
    package mutating func scroll(by lines: Int, in sheet: HelpSheet) {
        let room = sheet.lastFirstRow
        firstLine = min(max(firstLine + min(max(lines, -room), room), 0), room)
    }
}

/// Where the lines of a help page stand: side by side in as many columns as the screen is wide enough for.
package struct HelpLayout: Equatable {
    package let title: Rect
    package let columns: [Rect]

    package init(size: Size) {
        title = Rect(column: 2, row: 0, columns: size.columns - 4, rows: 1)
        let page = Rect(column: 2, row: 2, columns: size.columns - 4, rows: max(1, size.rows - 4))
        columns = page.columns(count: max(1, size.columns / 55), gap: 4)
    }

    /// Rows that a page key moves by.
    package var page: Int { columns.first?.rows ?? 1 }

    /// The page broken into rows for this screen.
    package func sheet(_ lines: [HelpLine]) -> HelpSheet { HelpSheet(lines, in: columns) }
}

/// A help page.
package struct HelpView {
    let lines: [HelpLine]
    let help: HelpState
    let theme: Theme
    let layout: HelpLayout

    /// - Parameter lines: what passes the filter of `help`.
    package init(_ lines: [HelpLine], help: HelpState, theme: Theme, layout: HelpLayout) {
        (self.lines, self.help, self.theme, self.layout) = (lines, help, theme, layout)
    }

    package func draw(in frame: inout Frame) {
        let sheet = layout.sheet(lines)
        drawTitle(place: sheet.placeText(from: help.firstLine), in: &frame)
        if sheet.rows.isEmpty {
            frame.put(
                "Nothing matches “\(help.filter.text)”; Esc shows everything.", in: layout.columns[0],
                style: theme.quiet)
        }
        sheet.draw(in: &frame, from: help.firstLine, theme: theme)
    }

    private func drawTitle(place: String, in frame: inout Frame) {
        frame.put("Help", in: layout.title, style: theme.accent)
        if help.isFiltering || !help.filter.isEmpty {
            let (_, rest) = layout.title.split(left: 8)
            let (field, _) = rest.split(left: min(30, rest.columns))
            frame.put("/", at: field.origin.offset(columns: -2), style: theme.accent)
            frame.field(help.filter, in: field, style: theme.field, isFocused: help.isFiltering)
        }
        frame.put(place, in: layout.title, style: theme.quiet, alignment: .trailing)
    }
}
