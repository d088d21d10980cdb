import Engine
import Foundation
import Screens
import Terminal

/// A practice: the picture of the take that is shown, curves of what was measured at its step, the losses' weights, and the
/// takes along the updates.
struct PracticeView {
    let state: ExplorerState
    let practice: PracticeState
    let layout: ExplorerLayout

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        let session = SessionView(state: state, layout: layout)
        if !layout.header.isEmpty { session.drawHeader(in: &frame) }
        if let bitmap = practice.bitmap ?? state.shownBitmap, state.surface.showsImages {
            frame.place(bitmap, in: layout.picture)
        }
        session.drawSource(.content, panel: layout.contentPanel, in: &frame)
        session.drawSource(.style, panel: layout.stylePanel, in: &frame)
        drawReadout(in: &frame)
        drawTrack(in: &frame)
        drawNews(in: &frame)
    }

    // MARK: Numbers

    private struct Line {
        let label: String
        var value = ""
        var style: TextStyle?
        var curve: [Float] = []
    }

    private var lines: [Line] {
        let take = practice.take
        let reports = practice.ownReports
        // What the shown take came from.
        let known = reports.last { $0.update <= take?.update ?? 0 } ?? reports.first
        func line(_ label: String, _ value: (PracticeReport) -> Float?) -> Line {
            let columns = layout.readout.columns - CharacterWidth.columns(label) - 1
            return Line(
                label: label, value: ReadoutText.measure(known.flatMap(value), columns: columns),
                curve: reports.compactMap(value))
        }
        var lines = [
            Line(label: "update", value: take.map { "\($0.update)" } ?? "–", style: theme.current),
            Line(label: "step", value: "\(practice.step) of \(PracticeState.steps)", style: theme.current),
            line("reward") { $0.reward }, line("content") { $0.content },
        ]
        for name in ["palette", "edges", "strokes"] { lines.append(line(name) { $0.terms["loss/\(name)"] }) }
        lines.append(Line(label: ""))
        for part in PracticeEmphasis.Part.allCases {
            let isSelected = part == practice.selected
            let filled = Int((practice.emphasis.level(part) * 12).rounded())
            let bar = String(repeating: "■", count: filled) + String(repeating: "·", count: 12 - filled) + " "
            let factor = "×" + Self.text(practice.emphasis.factor(part))
            lines.append(
                Line(
                    label: "λ\(layout.isNarrow ? "" : " ")\(part.rawValue)",
                    value: layout.isNarrow ? factor : bar + factor,
                    style: isSelected ? theme.selected : nil))
        }
        return lines
    }

    /// Two digits: 1.4, .71.
    private static func text(_ factor: Float) -> String {
        let text = String(format: "%.2g", factor)
        return text.hasPrefix("0") ? String(text.dropFirst()) : text
    }

    private func drawReadout(in frame: inout Frame) {
        let area = layout.readout
        guard !area.isEmpty else { return }
        let lines = lines
        let isTall = lines.count + lines.filter { !$0.curve.isEmpty }.count <= area.rows
        var row = area.row
        for line in lines where row < area.endRow {
            let rect = Rect(column: area.column, row: row, columns: area.columns, rows: 1)
            frame.put(line.label, in: rect, style: theme.quiet)
            frame.put(
                line.value, in: rect.split(left: CharacterWidth.columns(line.label) + 1).rest,
                style: line.style ?? TextStyle(), alignment: .trailing)
            row += 1
            if isTall, !line.curve.isEmpty, row < area.endRow {
                if let text = Sparkline.text(line.curve.map { Optional($0) }, columns: area.columns) {
                    frame.put(
                        text, at: Position(column: area.column, row: row),
                        style: TextStyle(foreground: theme.accentColor))
                }
                row += 1
            }
        }
    }

    // MARK: Takes

    private func drawTrack(in frame: inout Frame) {
        let scale = layout.scale(lastStep: max(practice.total, 1))
        let row = layout.track.row
        let column = { (update: Int) in scale.column(at: Double(update)) }
        guard !layout.track.isEmpty else { return }
        frame.horizontalLine(
            at: Position(column: column(0), row: row), columns: column(practice.total) - column(0) + 1, character: "┄",
            style: theme.line)
        frame.horizontalLine(
            at: Position(column: column(0), row: row), columns: column(practice.updates) - column(0) + 1,
            character: "━", style: TextStyle(foreground: theme.warmColor))
        for take in practice.takes {
            frame.put("┃", at: Position(column: column(take.update), row: row), style: theme.quiet)
        }
        if let take = practice.take {
            frame.put("●", at: Position(column: column(take.update), row: row), style: theme.current)
        }
        guard !layout.numbers.isEmpty else { return }
        var free = 0
        for take in practice.takes {
            let text = "\(take.update)"
            let start = column(take.update) - (text.count - 1) / 2
            guard start >= free else { continue }
            frame.put(
                text, at: Position(column: start, row: layout.numbers.row),
                style: take == practice.take ? theme.current : theme.quiet)
            free = start + text.count + 2
        }
    }

    private func drawNews(in frame: inout Frame) {
        if state.notice != nil {
            ActivityView(state: state, layout: layout).draw(in: &frame)
            return
        }
        let text =
            switch practice.phase {
            case .starting: "Preparing the practice…"
            case .learning: "The agent learns on this pair: update \(practice.updates) of \(practice.total)."
            case .keeping: "Writing the agent…"
            case .paused: "Paused at update \(practice.updates)."
            case .ended: "\(practice.total) updates: Enter goes on with the agent shown, Space learns more."
            }
        // Without a row of its own it would hide the numbers, so there the picture gives its last row.
        var row = layout.activity
        if layout.strip.contains(row) {
            row = Rect(column: 1, row: layout.picture.endRow - 1, columns: layout.size.columns - 2, rows: 1)
        }
        frame.openOverlay(row)
        frame.put(text, in: row, style: theme.quiet)
    }
}
