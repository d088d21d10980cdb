import Engine
import Screens
import Terminal

/// The measures of the frame that is shown, each with its line along the steps, and the options of the next one.
struct ReadoutView {
    let state: ExplorerState
    let layout: ExplorerLayout

    private var theme: Theme { state.surface.theme }
    private var area: Rect { layout.readout }

    func draw(in frame: inout Frame) {
        guard !area.isEmpty else { return }
        let lines = lines
        let curves = lines.filter { $0.curve != nil }.count
        // A line below each number where there is room for all, else beside it, else none.
        let isTall = lines.count + curves <= area.rows
        var row = area.row
        for line in lines.count <= area.rows ? lines : lines.filter({ !$0.label.isEmpty || !$0.value.isEmpty }) {
            guard row < area.endRow else { return }
            let rect = Rect(column: area.column, row: row, columns: area.columns, rows: 1)
            frame.put(line.label, in: rect, style: theme.quiet)
            let value = rect.split(left: CharacterWidth.columns(line.label) + 1).rest
            frame.put(line.value, in: value, style: line.style ?? TextStyle(), alignment: .trailing)
            row += 1
            guard let curve = line.curve else { continue }
            if isTall, row < area.endRow {
                draw(curve, in: Rect(column: area.column, row: row, columns: area.columns, rows: 1), &frame)
                row += 1
            } else if area.columns >= 44 {
                draw(
                    curve, in: Rect(column: area.column + 14, row: rect.row, columns: area.columns - 26, rows: 1),
                    &frame)
            }
        }
    }

    private func draw(_ curve: [Float?], in rect: Rect, _ frame: inout Frame) {
        guard let text = Sparkline.text(curve, columns: rect.columns) else { return }
        frame.put(text, in: rect, style: TextStyle(foreground: theme.accentColor))
        // The place that is shown.
        let width = text.count
        let here = state.sequence.position.nearestStep
        for (column, character) in text.enumerated()
        where Sparkline.step(atColumn: column, count: curve.count, width: width) == here {
            frame.put(String(character), at: rect.origin.offset(columns: column), style: theme.current)
        }
    }

    private struct Line {
        let label: String
        let value: String
        var style: TextStyle?
        /// Values along the steps.
        var curve: [Float?]?

        static let blank = Line(label: "", value: "")
    }

    private var lines: [Line] {
        let shown = state.sequence.nearestFrame
        let report = shown?.report
        var lines = [Line(label: "step", value: stepText, style: theme.current)]
        if let marked = state.view.comparedLabels {
            lines = [
                Line(label: "A", value: marked), Line(label: "B", value: "step \(stepText)", style: theme.current),
            ]
        }
        if state.view.contrast == .changes, let before = state.sequence.frameBefore {
            lines = [Line(label: "change", value: "step \(before.step + 1)", style: theme.current)]
        }
        if let figuresStep { lines.append(Line(label: "figures", value: "of \(figuresStep)")) }
        lines += measures(of: report)
        lines += [.blank, Line(label: "α", value: alphaText)]
        lines.append(Line(label: "next", value: state.sequence.isSampling ? "sampled" : "mean"))
        if layout.isNarrow {
            if area.rows >= 24 { lines.append(Line(label: "took", value: timeText(report))) }
            lines.append(Line(label: "", value: sizeText, style: theme.quiet))
            return lines
        }
        lines.append(Line(label: "made with", value: shown?.options.map(ReadoutText.options) ?? "–"))
        lines.append(Line(label: "other takes", value: otherTakes))
        lines += [
            .blank, Line(label: "took", value: timeText(report)), Line(label: "size", value: sizeText),
            Line(label: "weights", value: weightsText),
        ]
        return lines
    }

    private func timeText(_ report: StepReport?) -> String {
        report.map { ReadoutText.seconds($0.seconds) } ?? "–"
    }

    /// The step that the figures belong to, where a blend is shown, which has none of its own.
    private var figuresStep: String? {
        guard !state.sequence.position.isWhole, let shown = state.sequence.nearestFrame else {
            return nil
        }
        return shown.step == 0 ? "the content" : "step \(shown.step)"
    }

    private func measures(of report: StepReport?) -> [Line] {
        let reports = state.sequence.history.frames.map(\.report)
        let knowsLosses = reports.contains { $0?.styleLoss != nil }
        // Mean actions all have the size 0, which tells nothing.
        let isSampled = reports.contains { ($0?.actionSize ?? 0) > 0 }
        func line(_ label: String, isAssessed: Bool = true, _ value: (StepReport) -> Float?) -> Line {
            let known = report.flatMap(value)
            // Known of other steps: that of a new one is on its way.
            let isComing = isAssessed && knowsLosses && report != nil && report?.styleLoss == nil
            return Line(
                label: label,
                value: isComing
                    ? "…" : ReadoutText.measure(known, columns: area.columns - CharacterWidth.columns(label) - 1),
                curve: reports.map { $0.flatMap(value) })
        }
        var lines = [line("reward") { $0.reward }]
        if knowsLosses {
            lines += [
                line(layout.isNarrow ? "style" : "style loss") { $0.styleLoss },
                line(layout.isNarrow ? "content" : "content loss") { $0.contentLoss }, line("SSIM") { $0.ssim },
            ]
        }
        lines.append(line("Q") { $0.q })
        lines.append(
            isSampled
                ? line(layout.isNarrow ? "action" : "action size", isAssessed: false) { $0.actionSize }
                : line("entropy", isAssessed: false) { $0.entropy })
        return lines
    }

    private var stepText: String {
        guard !state.sequence.history.isEmpty else {
            return "–"
        }
        let planned = state.sequence.plannedStep
        return planned == 0 ? "content" : "\(state.sequence.position.label) of \(planned)"
    }

    /// A bar of tenths and the number.
    private var alphaText: String {
        let tenths = layout.isNarrow ? 5 : 10
        let filled = (state.sequence.alphaPercent * tenths + 50) / 100
        return String(repeating: "■", count: filled) + String(repeating: "·", count: tenths - filled) + " "
            + ReadoutText.alpha(Float(state.sequence.alphaPercent) / 100)
    }

    private var otherTakes: String {
        let count = state.sequence.history.alternatives(at: state.sequence.position.nearestStep)
        return count == 0 ? "–" : "\(count) (u)"
    }

    private var sizeText: String {
        guard let content = state.pair.content.picture else {
            return "–"
        }
        let size = "\(content.width)×\(content.height)"
        guard content.isReduced, !layout.isNarrow else {
            return size
        }
        let whole = "\(size) of \(content.originalWidth)×\(content.originalHeight)"
        return CharacterWidth.columns(whole) + 5 <= area.columns ? whole : "\(size), reduced"
    }

    private var weightsText: String {
        switch state.pair.agent {
        case .loading: "reading…"
        case .missing: "none"
        case .failed: "unusable"
        case .ready(let summary): PathText.lastComponent(summary.path)
        }
    }
}
