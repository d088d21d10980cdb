import Files
import Foundation
import Screens
import Terminal

/// The rows at the top: the selected run's state, progress, speed, λ and reward.
struct RunHeaderView {
    let state: WatchState

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame, rect: Rect) {
        let rows = rect.rows(count: rect.rows)
        if let run = state.selectedRun, rows.count >= 2 {
            drawState(run, in: &frame, rows[0])
            drawFigures(run, in: &frame, rows[1])
        } else if let row = rows.first {
            frame.put(" Watch", in: row, style: theme.accent)
            frame.put(state.isLoading ? "reading… " : "", in: row, style: theme.quiet, alignment: .trailing)
        }
        if rows.count > 2 { frame.horizontalLine(at: rows[2].origin, columns: rows[2].columns, style: theme.line) }
        drawTabs(in: &frame, rect)
    }

    /// The row with the names of the screens: the line under the header; nil where there is none.
    static func tabRow(_ header: Rect) -> Rect? {
        header.rows > 2 ? header.split(top: 2).rest.split(top: 1).top : nil
    }

    private func drawTabs(in frame: inout Frame, _ rect: Rect) {
        guard let row = Self.tabRow(rect), state.screens.count > 1 else { return }
        let columns = state.screens.reduce(2) { $0 + CharacterWidth.columns($1.title) + 2 }
        frame.fill(row.split(right: columns).right)
        ScreenTabs(screens: state.screens, front: .watch).draw(in: &frame, row: row, theme: theme)
    }

    private func drawState(_ run: WatchedRun, in frame: inout Frame, _ row: Rect) {
        let shown = shownCharts
        let room = row.split(right: shown.isEmpty ? 0 : CharacterWidth.columns(shown) + 2)
        frame.put(shown + " ", in: room.right, style: theme.quiet, alignment: .trailing)
        var line = LineWriter(row: room.rest)
        line.put(" Watch ", theme.accent, &frame)
        line.put(run.name + "  ", .bold, &frame)
        line.put("\(run.liveness.sign) \(run.liveness.label)", style(run.liveness), &frame)
        if let status = run.status {
            var progress = "  update \(NumberText.count(status.updates))"
            if let target = status.targetUpdates { progress += " of \(NumberText.count(target))" }
            line.putWhole(progress, TextStyle(), &frame)
            if let speed = status.updatesPerSecond {
                line.putWhole("  \(NumberText.value(speed))/s", theme.quiet, &frame)
            }
            // One that is gone or hangs has no time to go.
            if let left = status.secondsLeft, run.liveness.isAlive {
                line.putWhole("  \(TimeText.duration(left)) to go", theme.quiet, &frame)
            }
            // A stopped trainer's message tells what stands here already.
            if !status.message.isEmpty, status.state != .stopped {
                line.put("  \(status.message)", theme.warning, &frame)
            }
        } else if let last = run.data.scalars.map({ $0.count > 0 ? $0.steps[$0.count - 1] : 0 }).max() {
            line.putWhole("  step \(NumberText.count(Int(last)))", TextStyle(), &frame)
        }
        var notes: [String] = []
        if state.isLoading { notes.append("reading…") }
        if run.data.damagedRecords > 0 {
            notes.append(NumberText.count(run.data.damagedRecords, "damaged record") + " skipped")
        }
        if let usage = run.usage {
            notes.append(
                "cpu \(String(format: "%.1f", usage.cores)) cores  mem \(megabytes(usage.memory))")
        }
        line.trailing(notes.joined(separator: "  ") + " ", theme.quiet, &frame)
    }

    /// “2 of 13 charts” where the filter or the screen's size keeps some away.
    private var shownCharts: String {
        let shown = WatchLayout(state).charts(state).count
        if shown >= state.chartCount { return "" }
        return "\(shown)\(state.size.columns < 80 ? "/" : " of ")\(NumberText.count(state.chartCount, "chart"))"
    }

    private func drawFigures(_ run: WatchedRun, in frame: inout Frame, _ row: Rect) {
        var line = LineWriter(row: row)
        let weights: [(String, String)] = [
            ("λc", "lambda/content"), ("λs", "lambda/style"), ("λct", "lambda/contrastive"),
        ]
        let values = weights.map { ($0.0, newest(run, $0.1)) }
        let greatest = values.compactMap(\.1).max() ?? 0
        line.put(" ", TextStyle(), &frame)
        for (ordinal, (name, value)) in values.enumerated() {
            guard let value else { continue }
            var style = TextStyle(bold: true)
            // As in the chart of the weights.
            let look =
                state.runNumbers.count > 1 ? LineLook(number: state.runNumbers[run.id] ?? 0) : LineLook(number: ordinal)
            if state.surface.hasColors { style.foreground = state.surface.palette.color(line: look.color) }
            line.put("\(name) \(NumberText.value(value)) ", style, &frame)
            line.put(bar(greatest > 0 ? value / greatest : 0), style, &frame)
            line.put("  ", TextStyle(), &frame)
        }
        if let rewards = run.data.scalars("reward/step"), let trend = RewardTrend(rewards) {
            line.put("reward \(NumberText.value(trend.mean)) \(trend.sign)  ", TextStyle(), &frame)
        }
        if let q = newest(run, "q/mean") { line.put("Q \(NumberText.value(q))  ", TextStyle(), &frame) }
        if let announcement = run.announcement, run.liveness.isAlive { line.put(announcement, theme.quiet, &frame) }
        if line.isEmpty {
            let counts =
                [
                    NumberText.count(run.data.scalars.count, "tag"),
                    NumberText.count(run.data.scalars.reduce(0) { $0 + $1.count }, "point"),
                    NumberText.count(run.data.images.reduce(0) { $0 + $1.images.count }, "picture"),
                ]
                + run.data.others.sorted { $0.key < $1.key }.map { "\(NumberText.count($0.value, "tag")) of \($0.key)" }
            line.put(counts.joined(separator: ", "), theme.quiet, &frame)
        }
    }

    private func newest(_ run: WatchedRun, _ tag: String) -> Double? {
        guard let series = run.data.scalars(tag), series.count > 0 else { return nil }
        return series.values[series.count - 1]
    }

    /// Five cells filled to a share.
    private func bar(_ share: Double) -> String {
        let eighths = Int((min(max(share.isFinite ? share : 0, 0), 1) * 40).rounded())
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        let text = String(repeating: "█", count: eighths / 8) + partial
        return text + String(repeating: " ", count: 5 - text.count)
    }

    private func style(_ liveness: RunLiveness) -> TextStyle {
        if liveness.isAlarming {
            var style = theme.failure
            style.reversed = true
            return style
        }
        switch liveness {
        case .running, .writing, .finished: return theme.success
        case .paused, .stopped: return theme.warning
        default: return theme.quiet
        }
    }

    private func megabytes(_ bytes: Int) -> String {
        bytes >= 1 << 30
            ? NumberText.value((Double(bytes) / Double(1 << 30) * 10).rounded() / 10) + " GB" : "\(bytes >> 20) MB"
    }
}

/// Writes pieces of text behind each other into one row.
private struct LineWriter {
    let row: Rect
    private var column: Int

    init(row: Rect) {
        self.row = row
        column = row.column
    }

    /// Whether nothing but the margin was written.
    var isEmpty: Bool { column <= row.column + 1 }

    mutating func put(_ text: String, _ style: TextStyle, _ frame: inout Frame) {
        column += frame.put(text, at: Position(column: column, row: row.row), style: style, clip: row)
    }

    /// Writes a text, or nothing where it would be cut: what is left of a number is another number.
    mutating func putWhole(_ text: String, _ style: TextStyle, _ frame: inout Frame) {
        if column + CharacterWidth.columns(text) <= row.endColumn { put(text, style, &frame) }
    }

    /// Writes at the right end, where there is room.
    func trailing(_ text: String, _ style: TextStyle, _ frame: inout Frame) {
        let rest = Rect(column: column + 2, row: row.row, columns: row.endColumn - column - 2, rows: 1)
        if rest.columns >= CharacterWidth.columns(text) {
            frame.put(text, in: rest, style: style, alignment: .trailing)
        }
    }
}

/// Where the rewards go: the mean of the newest ones beside that of as many before them.
struct RewardTrend: Equatable, Sendable {
    let mean: Double
    let former: Double

    /// Nil where there are fewer than four finite rewards.
    init?(_ series: ScalarSeries) {
        let count = min(200, series.count / 2)
        guard count >= 2 else { return nil }
        func mean(_ range: Range<Int>) -> Double? {
            var sum = 0.0
            var finite = 0
            series.values.forEach(in: range) { _, value in
                if value.isFinite {
                    sum += value
                    finite += 1
                }
            }
            return finite > 0 ? sum / Double(finite) : nil
        }
        guard let newest = mean(series.count - count..<series.count),
            let before = mean(series.count - 2 * count..<series.count - count)
        else { return nil }
        self.mean = newest
        former = before
    }

    /// An arrow; level where the change is below two per cent.
    var sign: String {
        let change = mean - former
        let size = max(abs(mean), abs(former))
        if size == 0 || abs(change) < 0.02 * size { return "→" }
        return change > 0 ? "↗" : "↘"
    }
}
