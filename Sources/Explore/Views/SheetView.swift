import Screens
import Terminal

/// Forms, lists and questions in the lower part of the screen, above the strip.
struct SheetView {
    let state: ExplorerState
    let layout: ExplorerLayout

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        switch state.mode {
        case .runTo(let field): drawRunTo(field, in: &frame)
        case .export(let form): drawExport(form, in: &frame)
        case .palette(let palette): drawPalette(palette, in: &frame)
        case .confirmation(let question): drawConfirmation(question, in: &frame)
        case .explore, .pan, .loupe, .branches, .practice, .picker, .help: break
        }
    }

    /// Opens the sheet and returns what is inside: within a box where there is room for one, else under a line.
    private func open(title: String, footer: String? = nil, in frame: inout Frame) -> Rect {
        let sheet = layout.sheet
        frame.openOverlay(sheet)
        if sheet.rows >= 8 {
            frame.box(sheet, title: title, style: theme.line, titleStyle: theme.accent, footer: footer)
        } else {
            frame.horizontalLine(at: sheet.origin, columns: sheet.columns, style: theme.line)
            frame.put(" \(title) ", at: sheet.origin.offset(columns: 1), style: theme.accent)
        }
        return Self.inside(of: sheet)
    }

    /// What the box or the line leaves.
    static func inside(of sheet: Rect) -> Rect {
        sheet.rows >= 8 ? sheet.inset(columns: 2, rows: 1) : sheet.split(top: 1).rest.inset(columns: 1, rows: 0)
    }

    private func row(_ offset: Int, of rect: Rect) -> Rect {
        Rect(column: rect.column, row: rect.row + offset, columns: rect.columns, rows: offset < rect.rows ? 1 : 0)
    }

    private func drawRunTo(_ field: TextField, in frame: inout Frame) {
        let inside = open(title: "Run to a step", in: &frame)
        let line = row(0, of: inside)
        let used = frame.put("Step", at: line.origin, style: theme.quiet) + 1
        let input = Rect(column: line.column + used, row: line.row, columns: 7, rows: 1)
        frame.field(field, in: input, style: theme.selected, isFocused: true)
        let note = Rect(
            column: input.endColumn + 2, row: line.row, columns: line.endColumn - input.endColumn - 2, rows: 1)
        frame.put(runToNote(field), in: note, style: theme.quiet)
    }

    private func runToNote(_ field: TextField) -> String {
        let planned = state.sequence.plannedStep
        guard let target = Int(field.text), target > 0 else {
            return "1 to \(state.sequence.stepLimit)"
        }
        let missing = min(target, state.sequence.stepLimit) - planned
        guard missing > 0 else {
            return "is there already"
        }
        let steps = missing == 1 ? "1 more step" : "\(missing) more steps"
        guard let seconds = state.sequence.history.frames.last?.report?.seconds else {
            return steps
        }
        return "\(steps), about \(ReadoutText.seconds(seconds * Double(missing)))"
    }

    private func drawExport(_ form: ExportForm, in frame: inout Frame) {
        let title =
            form.scope == .frame
            ? "Export step \(form.position.label)" : "Export steps 1 to \(state.sequence.history.lastStep)"
        let inside = open(title: title, in: &frame)
        let labels = 8
        func input(_ offset: Int, _ label: String) -> Rect {
            let line = row(offset, of: inside)
            frame.put(label, in: line, style: theme.quiet)
            return line.split(left: labels).rest
        }
        let nameRow = input(0, form.scope == .frame ? "Name" : "Names")
        let suffix = (form.scope == .frame || form.format.isOneFile ? "" : "-01") + ".\(form.format.fileExtension)"
        let (nameField, suffixRect) = nameRow.split(right: suffix.count + 1)
        let isName = form.focus == .name
        frame.field(form.name, in: nameField, style: isName ? theme.selected : theme.field, isFocused: isName)
        frame.put(suffix, in: suffixRect, style: theme.quiet)

        let folderRow = input(1, "Folder")
        let isFolder = form.focus == .folder
        frame.field(form.folder, in: folderRow, style: isFolder ? theme.selected : theme.field, isFocused: isFolder)

        let optionRow = input(2, "Format")
        var column = optionRow.column
        for format in ExportForm.Format.offered(for: form.scope) {
            let mark = format == form.format ? "(•)" : "( )"
            let style = form.focus == .format ? theme.selected : TextStyle()
            column += frame.put(
                " \(mark) \(format.label) ", at: Position(column: column, row: optionRow.row), style: style)
        }
        if form.parts.contains(.blends) {
            column += frame.put(
                " [\(form.includesBlends ? "x" : " ")] blends between ",
                at: Position(column: column + 2, row: optionRow.row),
                style: form.focus == .blends ? theme.selected : TextStyle())
        }
        let text = " [\(form.includesRecipe ? "x" : " ")] with the recipe "
        frame.put(
            text, at: Position(column: column + 2, row: optionRow.row),
            style: form.focus == .recipe ? theme.selected : TextStyle())
        drawExportNote(form, at: inside, in: &frame)
    }

    private func drawExportNote(_ form: ExportForm, at inside: Rect, in frame: inout Frame) {
        let (_, note) = inside.split(top: 3)
        if form.isBusy {
            frame.put("Writing…", in: note, style: theme.accent)
        } else if let problem = form.problem {
            frame.putWrapped(problem, in: note, style: theme.warning)
        } else if form.focusedField == nil {
            frame.put("Space changes the option.", in: note, style: theme.quiet)
        } else if let content = state.pair.content.picture {
            frame.put("\(content.width)×\(content.height) pixels", in: note, style: theme.quiet)
        }
    }

    private func drawPalette(_ palette: PaletteState, in frame: inout Frame) {
        let matches = palette.matches
        let inside = open(title: "Commands", footer: "\(matches.count)", in: &frame)
        let places = PaletteLayout(inside: inside)
        frame.put(":", in: places.filter, style: theme.accent)
        frame.field(
            palette.filter, in: places.filter.split(left: 2).rest, style: theme.field, isFocused: true,
            placeholder: "type to filter", placeholderStyle: theme.quiet)
        let list = places.list
        if matches.isEmpty {
            frame.put("Nothing matches; Backspace takes a letter back.", in: list, style: theme.quiet)
        }
        let first = places.firstMatch(palette)
        for (offset, command) in matches.dropFirst(first).prefix(list.rows).enumerated() {
            let line = row(offset, of: list)
            let isSelected = first + offset == palette.selection
            if isSelected {
                frame.fill(line, style: theme.selected)
            }
            let names = state.keys.keys(of: command, in: .explore).map(\.label).joined(separator: "  ")
            let (name, shortcut) = line.split(right: CharacterWidth.columns(names) + 1)
            frame.put(" \(command.title)", in: name, style: isSelected ? theme.selected : TextStyle())
            frame.put(names, in: shortcut, style: isSelected ? theme.selected : theme.accent)
        }
    }

    private func drawConfirmation(_ question: Confirmation, in frame: inout Frame) {
        let (title, text): (String, String) =
            switch question {
            case .quitPractice:
                ("Quit?", "What the agent learned is lost; Enter in the practice keeps it. Quit all the same?")
            case .keepPractice(let update):
                (
                    "Go on with this agent?",
                    "The sequence begins anew with the agent after \(update) updates; the steps so far are kept as a session. Go on?"
                )
            case .leavePractice:
                ("Leave the practice?", "What the agent learned is lost; Enter in the practice goes on with it. Leave?")
            case .quitWhileBusy:
                ("Quit?", "Something is still being computed or written; quitting ends it. Quit all the same?")
            case .openReduced(_, let path, let width, let height, let shortSide):
                (
                    "Large picture",
                    "\(PathText.lastComponent(path)) is \(width)×\(height), over the largest size of 4096×4096. Open "
                        + "it with a short side of \(shortSide) pixels?"
                )
            case .replace(let role, let path, _):
                (
                    "Another \(role.rawValue)",
                    "With \(PathText.lastComponent(path)) as \(role.rawValue) the sequence begins anew. Its steps are kept as a "
                        + "session, which \(state.keys.label(of: .sessions, in: .explore)) opens again. Go on?"
                )
            case .resize(let size):
                (
                    "Other size",
                    "Both pictures open again with another working size (\(size.label)), without the steps taken. They are kept as "
                        + "a session, which \(state.keys.label(of: .sessions, in: .explore)) opens again. Go on?"
                )
            }
        let inside = open(title: title, in: &frame)
        frame.putWrapped(text, in: inside, style: theme.warning)
    }
}
