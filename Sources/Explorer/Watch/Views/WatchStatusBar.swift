import Terminal

/// The keys that matter now, laid out in one row: what to do at the left, help and quit at the right.
struct WatchStatusBar: Equatable {
    struct Item: Equatable {
        let command: WatchCommand
        let keys: String
        let hint: String
        /// First column.
        let column: Int

        var columns: Int { CharacterWidth.columns(keys) + 1 + CharacterWidth.columns(hint) }
    }

    let items: [Item]

    init(state: WatchState, columns: Int) {
        let context = state.context
        let (left, right) = Self.commands(for: state)
        var trailing: [Item] = []
        var end = columns - 1
        for command in right.reversed() {
            let width = Self.item(command, in: context, state, column: 0).columns
            trailing.insert(Self.item(command, in: context, state, column: end - width), at: 0)
            end -= width + 3
        }
        var column = 1
        var leading: [Item] = []
        for command in left {
            let item = Self.item(command, in: context, state, column: column)
            guard column + item.columns <= end else { break }
            leading.append(item)
            column += item.columns + 3
        }
        items = leading + trailing
    }

    /// The command of a click.
    func command(at column: Int) -> WatchCommand? {
        items.first { column >= $0.column && column < $0.column + $0.columns }?.command
    }

    private static func item(
        _ command: WatchCommand, in context: WatchKeyContext, _ state: WatchState, column: Int
    ) -> Item {
        let pairs: [WatchCommand: WatchCommand] = [
            .cursorLeft: .cursorRight, .zoomIn: .zoomOut, .panLeft: .panRight, .chartAbove: .chartBelow,
            .moreSmoothing: .lessSmoothing, .previousImage: .nextImage, .up: .down, .moreColumns: .fewerColumns,
            .nextField: .previousField,
        ]
        var keys = WatchKeyTable.label(of: command, in: context)
        if let partner = pairs[command] { keys += WatchKeyTable.label(of: partner, in: context) }
        return Item(command: command, keys: keys, hint: hint(of: command, state), column: column)
    }

    private static func hint(of command: WatchCommand, _ state: WatchState) -> String {
        switch command {
        case .moreSmoothing: return "smooth \((state.smoothing * 1000).rounded() / 1000)"
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
