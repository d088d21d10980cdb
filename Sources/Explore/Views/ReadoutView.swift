import Engine
import Screens
import Terminal

/// The measures of the frame that is shown and the options of the next one.
struct ReadoutView {
    let state: ExplorerState
    let layout: ExplorerLayout

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        if layout.density == .spacious {
            frame.box(layout.readoutPanel, title: "Read-out", style: theme.line, titleStyle: theme.quiet)
        }
        var row = layout.readout.row
        for line in lines {
            guard row < layout.readout.endRow else {
                return
            }
            let rect = Rect(column: layout.readout.column, row: row, columns: layout.readout.columns, rows: 1)
            frame.put(line.label, in: rect, style: theme.quiet)
            let used = CharacterWidth.columns(line.label) + 1
            let (_, value) = rect.split(left: used)
            frame.put(line.value, in: value, style: line.style ?? TextStyle(), alignment: .trailing)
            row += 1
        }
    }

    private struct Line {
        let label: String
        let value: String
        var style: TextStyle?

        static let blank = Line(label: "", value: "")
    }

    private var lines: [Line] {
        let shown = state.sequence.nearestFrame
        let report = shown?.report
        let step = Line(label: "step", value: stepText, style: theme.current)
        let time =
            figuresStep.map { Line(label: "figures", value: "of \($0)") }
            ?? Line(label: "time", value: report.map { ReadoutText.seconds($0.seconds) } ?? "–")
        let measures = measures(of: report)
        let next = Line(label: "next step", value: nextText)
        let size = Line(label: "size", value: sizeText)
        switch layout.density {
        case .compact:
            return [timedStep(report, time: time.value)] + measures
        case .regular where knowsLosses:
            return [timedStep(report, time: time.value)] + measures + [next, size]
        case .regular:
            return [step, time] + measures + [next, size]
        case .spacious:
            let all =
                [step, time] + measures + [
                    .blank, Line(label: "made with", value: shown?.options.map(optionsText) ?? "–"), next,
                    Line(label: "other takes", value: otherTakes), .blank, size,
                    Line(label: "weights", value: weightsText),
                ]
            return all.count > layout.readout.rows ? all.filter { !$0.label.isEmpty } : all
        }
    }

    /// Step and time in one line, where lines are scarce.
    private func timedStep(_ report: StepReport?, time: String) -> Line {
        let place = stepText.replacing(" of ", with: "/")
        if let figuresStep {
            // Without its label the line has room for two long numbers.
            return Line(label: "", value: "\(place), as \(figuresStep)", style: theme.current)
        }
        return Line(label: "step", value: report == nil ? place : "\(place), \(time)", style: theme.current)
    }

    /// The step that the figures belong to, where a blend is shown, which has none of its own.
    private var figuresStep: String? {
        guard !state.sequence.position.isWhole, let shown = state.sequence.nearestFrame else {
            return nil
        }
        return shown.step == 0 ? "the content" : "step \(shown.step)"
    }

    private var knowsLosses: Bool {
        state.sequence.history.frames.contains { $0.report?.styleLoss != nil }
    }

    private func measures(of report: StepReport?) -> [Line] {
        let actionSize = Line(label: "action size", value: ReadoutText.measure(report?.actionSize))
        let entropy = Line(label: "entropy", value: ReadoutText.measure(report?.entropy))
        // Known of other steps: that of a new one is on its way.
        let isComing = knowsLosses && report != nil && report?.styleLoss == nil
        let assessed = { (label: String, value: Float?) in
            Line(label: label, value: isComing ? "…" : ReadoutText.measure(value))
        }
        let reward = assessed("reward", report?.reward)
        let q = assessed("Q", report?.q)
        guard knowsLosses else {
            return [actionSize, entropy, reward, q]
        }
        let styleLoss = assessed("style loss", report?.styleLoss)
        let contentLoss = assessed("content loss", report?.contentLoss)
        guard layout.density == .compact else {
            return [actionSize, entropy, reward, styleLoss, contentLoss, q]
        }
        // There is room for four: the style loss is the reward again, and the mean action has no size.
        let isSampled = (report?.actionSize ?? 0) > 0
        return [isSampled ? actionSize : entropy, reward, contentLoss, q]
    }

    private var stepText: String {
        guard !state.sequence.history.isEmpty else {
            return "–"
        }
        let planned = state.sequence.plannedStep
        return planned == 0 ? "content" : "\(state.sequence.position.label) of \(planned)"
    }

    private var nextText: String {
        "α \(percent(state.sequence.alphaPercent)) \(state.sequence.isSampling ? "sample" : "mean")"
    }

    private func optionsText(_ options: StepOptions) -> String {
        let alpha = "α \(percent(Int((options.alpha * 100).rounded())))"
        switch options.action {
        case .mean: return "\(alpha) mean"
        case .sample(let seed): return "\(alpha) seed \(seed)"
        }
    }

    private func percent(_ value: Int) -> String {
        value == 100 ? "1" : "0.\(value < 10 ? "0" : "")\(value)"
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
        guard content.isReduced else {
            return size
        }
        let whole = "\(size) of \(content.originalWidth)×\(content.originalHeight)"
        return CharacterWidth.columns(whole) + 5 <= layout.readout.columns ? whole : "\(size), reduced"
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
