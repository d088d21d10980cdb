import Screens
import Terminal

/// The row above the status bar: news, progress of a run, or what to do next. Long news grows upwards over the strip.
struct ActivityView {
    let state: ExplorerState
    let layout: ExplorerLayout

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        let isNews = state.notice != nil || state.sequence.run != nil || state.rendering != nil || hint != nil
        // Where news has no row of its own, it stands over the numbers or the slider.
        if isNews, layout.strip.contains(layout.activity) { frame.fill(layout.activity) }
        if let notice = state.notice {
            drawNotice(notice, in: &frame)
        } else if let run = state.sequence.run {
            drawProgress(run, in: &frame)
        } else if let rendering = state.rendering {
            drawRendering(rendering, in: &frame)
        } else if let hint {
            frame.put(hint, in: layout.activity, style: theme.quiet)
        }
    }

    private func drawNotice(_ notice: Notice, in frame: inout Frame) {
        let style = theme.style(of: notice.kind)
        let row = layout.activity
        if CharacterWidth.columns(notice.text) <= row.columns, !notice.text.contains("\n") {
            frame.put(notice.text, in: row, style: style)
            return
        }
        let lines = Frame.wrapped(notice.text, columns: row.columns - 3).count
        let rows = min(lines, layout.sheet.rows - 2) + 2
        let panel = Rect(column: row.column - 1, row: row.endRow - rows, columns: row.columns + 2, rows: rows)
        frame.openOverlay(panel)
        let inside = frame.box(panel, style: style)
        frame.putWrapped(notice.text, in: inside.inset(columns: 1, rows: 0), style: style)
    }

    private func drawProgress(_ run: RunProgress, in frame: inout Frame) {
        let words = "step \(state.sequence.history.lastStep + 1) of \(state.sequence.history.lastStep + run.plan.count)"
        drawBar(Double(run.finished) / Double(run.total), "\(words)\(remaining(run))", in: &frame)
    }

    private func drawRendering(_ rendering: RenderProgress, in frame: inout Frame) {
        let size = "\(rendering.width)×\(rendering.height)"
        let words = rendering.done.map { "step \(min($0 + 1, rendering.total)) of \(rendering.total)" } ?? "reading"
        drawBar(
            Double(rendering.done ?? 0) / Double(rendering.total),
            "full size \(size): \(words); \(state.keys.label(of: .cancelRun, in: .explore)) stops it", in: &frame
        )
    }

    private func drawBar(_ fraction: Double, _ words: String, in frame: inout Frame) {
        let row = layout.activity
        let (bar, text) = row.split(left: min(24, row.columns / 3))
        frame.gauge(
            bar, fraction: fraction, style: TextStyle(foreground: theme.accentColor), trackStyle: theme.field)
        frame.put("  \(words)", in: text, style: theme.quiet)
    }

    private func remaining(_ run: RunProgress) -> String {
        guard let seconds = state.sequence.history.frames.last?.report?.seconds, run.plan.count > 1 else {
            return ""
        }
        return ", about \(ReadoutText.seconds(seconds * Double(run.plan.count))) to go"
    }

    private var hint: String? {
        for role in SourceRole.allCases {
            if case .loading(let path, _, _) = state.pair[role] {
                return "Reading \(PathText.lastComponent(path))…"
            }
        }
        if let obstacle = state.pair.obstacle {
            switch state.pair.agent {
            case .missing: return "No weights: start with --weights FILE, or make one with “ministyler convert”."
            case .loading, .failed, .ready: return obstacle.text
            }
        }
        if state.sequence.history.lastStep == 0 {
            return "Space takes the first step."
        }
        return nil
    }
}
