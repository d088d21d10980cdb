import Screens
import Terminal

extension StatusBar where Command == WatchCommand {
    /// The dashboard's.
    init(state: WatchState, columns: Int) {
        let (left, right) = Self.commands(for: state)
        self.init(left: left, right: right, columns: columns) { Self.text(of: $0, state) }
    }

    private static func text(of command: WatchCommand, _ state: WatchState) -> (keys: String, hint: String) {
        let pairs: [WatchCommand: WatchCommand] = [
            .cursorLeft: .cursorRight, .zoomIn: .zoomOut, .panLeft: .panRight, .chartAbove: .chartBelow,
            .moreSmoothing: .lessSmoothing, .previousImage: .nextImage, .up: .down, .moreColumns: .fewerColumns,
            .nextField: .previousField,
        ]
        var keys = WatchKeys.table.label(of: command, in: state.context)
        if let partner = pairs[command] { keys += WatchKeys.table.label(of: partner, in: state.context) }
        return (keys, hint(of: command, state))
    }

    private static func hint(of command: WatchCommand, _ state: WatchState) -> String {
        switch command {
        case .moreSmoothing: return "smooth \((state.smoothing * 1000).rounded() / 1000)"
        case .pauseRun: return state.selectedRun?.liveness == .paused ? "resume" : command.hint
        case .toggleFollow: return state.isFollowing ? "following" : "held"
        case .cycleAxis: return state.axis.rawValue
        case .cycleScale: return state.focusedChart.map { state.scale(of: $0).title } ?? "scale"
        case .toggleFullScreen: return state.isFullScreen ? "all charts" : "alone"
        case .accept:
            if case .training(let form) = state.mode {
                return form.purpose == .new ? "start training" : "go on training"
            }
            return state.mode == .charts ? "accept" : "do it"
        case .close: return state.isFullScreen && state.mode == .charts ? "all charts" : "close"
        case .up:
            if case .help = state.mode { return "scroll" }
            return command.hint
        default: return command.hint
        }
    }

    private static func commands(for state: WatchState) -> (left: [WatchCommand], right: [WatchCommand]) {
        switch state.mode {
        case .charts:
            var left: [WatchCommand] = [
                .cursorLeft, .zoomIn, .chartAbove, .toggleFullScreen, .moreSmoothing, .cycleScale, .cycleAxis,
                .toggleFollow,
            ]
            if state.selectedRun?.liveness.isControllable == true { left += [.pauseRun, .stopRun] }
            left += [.startFilter, .listRuns, .newRun]
            if state.imageSeries != nil { left.append(.previousImage) }
            if state.selectedRun?.runFolder != nil { left.append(.lookBack) }
            left += [.export, .panLeft, .cycleGrouping, .moreColumns, .togglePixels, .nextScreen]
            return (left, [.help, .quit])
        case .runs:
            return (
                [.up, .toggleHidden, .togglePinned, .showOnly, .showAll, .pauseRun, .stopRun, .newRun, .continueRun],
                [.close]
            )
        case .filter: return ([.accept], [.close])
        case .export: return ([.exportPNG, .exportSVG, .exportCSV], [.close])
        case .help: return ([.up, .pageDown], [.close])
        case .stopping: return ([.accept], [.close])
        case .training: return ([.accept, .nextField], [.close])
        }
    }
}
