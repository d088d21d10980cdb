import Terminal

/// The help page.
struct HelpView {
    let help: HelpState
    let theme: Theme
    let layout: HelpLayout

    func draw(in frame: inout Frame) {
        let sheet = layout.sheet(filter: help.filter.text)
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
