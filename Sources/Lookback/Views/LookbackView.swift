import Screens
import Terminal

/// The screen as a frame: pure, a function of the state alone.
struct LookbackView {
    let state: LookbackState
    let layout: LookbackLayout

    private var theme: Theme { state.surface.theme }

    static func frame(_ state: LookbackState) -> Frame {
        var frame = Frame(size: state.size)
        let theme = state.surface.theme
        guard LookbackLayout.fits(state.size) else {
            SmallWindow.draw("Looking back", needs: LookbackLayout.minimum, in: &frame, theme: theme)
            return frame
        }
        let view = LookbackView(state: state, layout: LookbackLayout(state))
        if let help = state.help {
            HelpView(LookbackKeys.help.lines(), help: help, theme: theme, layout: HelpLayout(size: state.size))
                .draw(in: &frame)
        } else {
            view.drawHeader(in: &frame)
            view.drawCaption(in: &frame)
            view.drawPicture(in: &frame)
            view.drawStyle(in: &frame)
            LookbackSliders(state: state, layout: view.layout).draw(in: &frame)
            if let notice = state.notice {
                frame.put(" " + notice.text, in: view.layout.message, style: theme.style(of: notice.kind))
            }
        }
        StatusBar<LookbackCommand>(state: state, columns: view.layout.status.columns)
            .draw(in: &frame, row: view.layout.status, theme: theme)
        return frame
    }

    /// How a frame stands on the screen; the same for every checkpoint and step.
    static func placement(_ bitmap: Bitmap, layout: LookbackLayout) -> ImagePlacement {
        ImagePlacement(bitmap: bitmap, rect: layout.picture)
    }

    private func drawHeader(in frame: inout Frame) {
        let row = layout.header
        let start = frame.put("ministyler", at: Position(column: 1, row: row.row), style: theme.accent) + 3
        let right = ScreenTabs(screens: state.screens, front: .lookback).draw(in: &frame, row: row, theme: theme)
        let names = [state.content, state.style].compactMap { $0.map(PathText.lastComponent) }
        frame.put(
            names.joined(separator: " × "),
            in: Rect(column: start, row: row.row, columns: right - start, rows: 1), style: theme.quiet)
    }

    private func drawCaption(in frame: inout Frame) {
        guard let run = state.run, let place = state.place, let checkpoint = state.checkpoint else { return }
        let run1 = state.runs.count > 1 ? "\(run.name)  " : ""
        let newest = state.update == nil ? ", newest" : ""
        let left =
            "\(run1)update \(NumberText.count(checkpoint.update)) (\(place + 1) of \(state.checkpoints.count)\(newest))"
            + "  step \(state.step)"
        frame.put(left, in: layout.caption, style: theme.current)
        if state.replay != nil {
            frame.put("▶ replay", in: layout.caption, style: theme.success, alignment: .trailing)
        } else if let shown = state.shown, shown.step != state.step {
            frame.put("step \(shown.step) so far…", in: layout.caption, style: theme.quiet, alignment: .trailing)
        } else if state.shown == nil, state.strip?.problem == nil {
            frame.put("being made…", in: layout.caption, style: theme.quiet, alignment: .trailing)
        }
    }

    private func drawPicture(in frame: inout Frame) {
        if let problem = state.strip?.problem {
            frame.putWrapped(problem, in: layout.picture.inset(columns: 1, rows: 1), style: theme.failure)
            return
        }
        guard state.surface.showsImages else {
            note("Pictures are off (--graphics none).", in: &frame)
            return
        }
        guard let shown = state.shown else {
            note(emptyText, in: &frame)
            return
        }
        let placement = Self.placement(shown.bitmap, layout: layout)
        frame.place(placement.bitmap, in: placement.rect)
    }

    private var emptyText: String {
        if state.isSearching { return "Looking for training runs…" }
        if state.runs.isEmpty {
            return
                "No run has kept weights yet. A run keeps them at every checkpoint; start one in the dashboard with N."
        }
        if state.content == nil { return "There are no pictures to stylize. Open a pair in the explorer (c, s there)." }
        if state.style == nil { return "There is no style. Open one in the explorer (s there)." }
        return "The frames of this checkpoint are being made…"
    }

    private func note(_ text: String, in frame: inout Frame) {
        let area = layout.picture.inset(columns: 1, rows: 0)
        let lines = Frame.wrapped(text, columns: area.columns).count
        let middle = area.centered(Size(columns: area.columns, rows: lines))
        frame.putWrapped(text, in: middle, style: theme.quiet)
    }

    private func drawStyle(in frame: inout Frame) {
        guard !layout.stylePanel.isEmpty, let style = state.style else { return }
        let inside = frame.box(
            layout.stylePanel, title: "Style", style: theme.line, titleStyle: theme.quiet,
            footer: PathText.lastComponent(style))
        if let thumbnail = state.thumbnails[style], state.surface.showsImages { frame.place(thumbnail, in: inside) }
    }
}

extension StatusBar where Command == LookbackCommand {
    /// The looking-back screen's.
    init(state: LookbackState, columns: Int) {
        var left: [LookbackCommand] = [.previousStep, .laterCheckpoint, .toggleReplay, .newestCheckpoint]
        if state.runs.count > 1 { left.append(.nextRun) }
        left += [.nextContent, .nextStyle, .cycleSide, .export]
        if state.screens.count > 1 { left.append(.nextScreen) }
        var right: [LookbackCommand] = [.help, .quit]
        if state.context == .help { (left, right) = ([.up, .pageDown], [.close]) }
        self.init(left: left, right: right, columns: columns) { Self.text(of: $0, state) }
    }

    private static func text(of command: LookbackCommand, _ state: LookbackState) -> (keys: String, hint: String) {
        let partners: [LookbackCommand: LookbackCommand] = [
            .previousStep: .nextStep, .laterCheckpoint: .earlierCheckpoint, .up: .down,
        ]
        var keys = LookbackKeys.table.label(of: command, in: state.context)
        if let partner = partners[command] { keys += LookbackKeys.table.label(of: partner, in: state.context) }
        var hint = command.hint
        if command == .cycleSide { hint = "\(state.shortSide) px" }
        if command == .toggleReplay, state.replay != nil { hint = "stop" }
        return (keys, hint)
    }
}
