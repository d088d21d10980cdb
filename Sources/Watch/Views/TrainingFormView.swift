import Screens
import Terminal

/// The form that starts a training run, over the charts.
struct TrainingFormView {
    let form: TrainingForm
    let theme: Theme

    /// Where the form and its lines lie on a screen of some size.
    struct Layout: Equatable {
        static let labels = 18
        /// Rows below the fields: an explanation or a problem.
        static let noteRows = 2

        let box: Rect
        let note: Rect
        /// The lines that fit, with their fields.
        let lines: [(field: TrainingField, rect: Rect)]
        /// Fields above and below those that fit.
        let hasMoreAbove: Bool
        let hasMoreBelow: Bool

        init(form: TrainingForm, size: Size, top: Int) {
            let columns = min(size.columns - 2, 96)
            let rows = min(form.fields.count + Self.noteRows + 2, size.rows - top - 1)
            box = Rect(column: (size.columns - columns) / 2, row: top, columns: columns, rows: rows)
            let (list, note) = box.inset().inset(columns: 1, rows: 0).split(bottom: Self.noteRows)
            self.note = note
            let capacity = max(1, list.rows)
            let place = form.fields.firstIndex(of: form.focus) ?? 0
            let first = min(max(0, place - capacity / 2), max(0, form.fields.count - capacity))
            lines = form.fields.dropFirst(first).prefix(capacity).enumerated().map { offset, field in
                (field, Rect(column: list.column, row: list.row + offset, columns: list.columns, rows: 1))
            }
            hasMoreAbove = first > 0
            hasMoreBelow = first + capacity < form.fields.count
        }

        func field(at position: Position) -> TrainingField? { lines.first { $0.rect.contains(position) }?.field }

        static func == (a: Layout, b: Layout) -> Bool {
            a.box == b.box && a.note == b.note && a.lines.map(\.field) == b.lines.map(\.field)
        }
    }

    func draw(in frame: inout Frame, below top: Int) {
        let layout = Layout(form: form, size: frame.size, top: top)
        frame.openOverlay(layout.box)
        let more = [layout.hasMoreAbove ? "↑" : "", layout.hasMoreBelow ? "↓" : ""].joined()
        frame.box(
            layout.box, title: title, style: theme.line, titleStyle: theme.accent,
            footer: more.isEmpty ? nil : "more \(more)")
        for (field, rect) in layout.lines { draw(field, in: &frame, rect) }
        if form.isBusy {
            frame.put("Looking at the folders and starting…", in: layout.note, style: theme.accent)
        } else if let problem = form.problem {
            frame.putWrapped(problem, in: layout.note, style: theme.warning)
        } else {
            frame.putWrapped(form.focus.explanation, in: layout.note, style: theme.quiet)
        }
    }

    private var title: String {
        switch form.purpose {
        case .new: "New training run"
        case .resume(_, let name, let updates): "Go on with \(name) after update \(NumberText.count(updates))"
        }
    }

    private func draw(_ field: TrainingField, in frame: inout Frame, _ rect: Rect) {
        let isFocused = field == form.focus && !form.isBusy
        let (label, input) = rect.split(left: Layout.labels)
        frame.put(field.title, in: label, style: isFocused ? theme.current : theme.quiet)
        guard field.choices.isEmpty else {
            // Six columns a choice beside its word; one less each where the window is narrow.
            let isNarrow = field.choices.reduce(0) { $0 + CharacterWidth.columns($1) + 6 } > input.columns
            var column = input.column
            for choice in field.choices {
                let isChosen = choice == form.value(field)
                let style = isFocused && isChosen ? theme.selected : isChosen ? TextStyle() : theme.quiet
                column += frame.put(
                    " \(isChosen ? "(•)" : "( )") \(choice)\(isNarrow ? "" : " ")",
                    at: Position(column: column, row: input.row),
                    style: style, clip: input)
            }
            return
        }
        frame.field(
            form[field], in: input, style: isFocused ? theme.selected : theme.field, isFocused: isFocused,
            placeholder: field.placeholder, placeholderStyle: theme.quiet)
    }
}
