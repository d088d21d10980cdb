import Terminal

/// Where the lines of the help page stand: in two columns where the screen is wide.
struct HelpLayout: Equatable {
    let title: Rect
    let columns: [Rect]

    init(size: Size) {
        title = Rect(column: 2, row: 0, columns: size.columns - 4, rows: 1)
        let page = Rect(column: 2, row: 2, columns: size.columns - 4, rows: size.rows - 4)
        columns = page.columns(count: size.columns >= 110 ? 2 : 1, gap: 4)
    }

    /// The page, with a filter only what matches it.
    func sheet(filter: String) -> HelpSheet { HelpSheet(HelpPage.lines(filter: filter), in: columns) }
}
