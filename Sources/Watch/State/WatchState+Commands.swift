import Engine
import Screens
import Terminal

extension WatchState {
    /// Weights that smoothing goes through.
    static let smoothingSteps: [Double] = [0, 0.3, 0.6, 0.8, 0.9, 0.95, 0.97, 0.99, 0.995, 0.999]

    /// Carries out a command.
    mutating func perform(_ command: WatchCommand) -> [WatchEffect] {
        switch command {
        case .quit: return [.quit]
        case .nextScreen: return [.nextScreen]
        case .help: mode = .help(HelpState())
        case .close: close()
        case .accept: return accept()
        case .up, .down, .pageUp, .pageDown: move(command)
        case .nextField, .previousField: moveTrainingFocus(by: command == .nextField ? 1 : -1)
        case .toggleHidden, .togglePinned, .showOnly, .showAll: arrangeRuns(command)
        case .pauseRun: return pauseOrResume()
        case .stopRun: askToStop()
        case .newRun: return [.proposeTraining(after: selectedRun?.runFolder)]
        case .continueRun: askToContinue()
        case .lookBack: return lookBack()
        case .exportPNG: return export(.png)
        case .exportSVG: return export(.svg)
        case .exportCSV: return export(.csv)
        case .previousImage: stepImage(by: -1)
        case .nextImage: stepImage(by: 1)
        case .tenImagesBack: stepImage(by: -10)
        case .tenImagesForward: stepImage(by: 10)
        case .firstImage: stepImage(by: -.max)
        case .newestImage:
            imageChoice = .newest
            cursor = nil
        case .nextImageTag: chooseNextImageTag()
        case .deleteBackward, .deleteForward, .deleteWord, .deleteToStart, .fieldLeft, .fieldRight, .fieldStart,
            .fieldEnd:
            if case .training = mode { editTraining(command) } else { editFilter(command) }
        case .cursorLeft, .cursorRight, .cursorFarLeft, .cursorFarRight, .zoomIn, .zoomOut, .panLeft, .panRight,
            .resetView, .toggleFollow, .toggleSharedExtent, .toggleOverlapped, .cycleAxis, .cycleScale, .cycleAllScales,
            .toggleFit,
            .moreSmoothing, .lessSmoothing, .previousChart, .nextChart, .chartAbove, .chartBelow,
            .toggleFullScreen, .fewerColumns, .moreColumns, .fewerRows, .moreRows, .cycleGrouping,
            .togglePixels, .startFilter, .export, .listRuns, .nextRun, .toggleImages:
            performOnCharts(command)
        }
        return []
    }

    private mutating func performOnCharts(_ command: WatchCommand) {
        switch command {
        case .cursorLeft: moveCursor(by: -1)
        case .cursorRight: moveCursor(by: 1)
        case .cursorFarLeft: moveCursor(by: -10)
        case .cursorFarRight: moveCursor(by: 10)
        case .zoomIn: zoom(by: 0.5, around: cursor, in: focusedChart)
        case .zoomOut: zoom(by: 2, around: cursor, in: focusedChart)
        case .panLeft: pan(by: -0.25)
        case .panRight: pan(by: 0.25)
        case .resetView:
            window = nil
            isFollowing = true
        case .toggleFollow: toggleFollow()
        case .toggleSharedExtent: toggleSharedExtent()
        case .toggleOverlapped:
            showsOverlapped.toggle()
            notice = .information(
                showsOverlapped ? "Every point is shown." : "What a resumed run has logged anew is shown once.")
            derive()
        case .cycleAxis: cycleAxis()
        case .cycleScale:
            if let chart = focusedChart { scales[chart.id] = scale(of: chart).next }
        case .cycleAllScales:
            scale = focusedChart.map { self.scale(of: $0).next } ?? scale.next
            scales = [:]
        case .toggleFit:
            fit = fit.next
            notice = .information(fit.sentence)
        case .moreSmoothing: smoothing = Self.smoothingSteps.first { $0 > smoothing + 1e-9 } ?? smoothing
        case .lessSmoothing: smoothing = Self.smoothingSteps.last { $0 < smoothing - 1e-9 } ?? smoothing
        case .previousChart: focus = max(0, focus - 1)
        case .nextChart: focus = min(max(0, charts.count - 1), focus + 1)
        case .chartAbove: moveFocus(rows: -1)
        case .chartBelow: moveFocus(rows: 1)
        case .toggleFullScreen: isFullScreen.toggle()
        case .fewerColumns: gridColumns = max(1, WatchLayout(self).gridColumns - 1)
        case .moreColumns: gridColumns = WatchLayout(self).gridColumns + 1
        case .fewerRows: gridRows = max(1, WatchLayout(self).gridRows - 1)
        case .moreRows: gridRows = WatchLayout(self).gridRows + 1
        case .cycleGrouping:
            grouping = grouping.next
            notice = .information("Grouping: \(grouping.title).")
            derive()
        case .togglePixels: togglePixels()
        case .startFilter: mode = .filter(former: filterField.text)
        case .export: mode = focusedChart == nil ? .charts : .export
        case .listRuns:
            selected = selectedRun?.id
            mode = .runs
        case .nextRun: selectNextRun()
        case .toggleImages: showsImages.toggle()
        default: break
        }
    }

    private mutating func close() {
        switch mode {
        case .filter(let former):
            filterField = TextField(former)
            applyFilter()
            mode = .charts
        case .training(let form):
            // What is being started can no longer be taken back here.
            if !form.isBusy { mode = .charts }
        case .runs, .export, .help, .stopping:
            mode = .charts
        case .charts:
            if isFullScreen {
                isFullScreen = false
            } else {
                cursor = nil
                imageChoice = .newest
            }
        }
    }

    private mutating func accept() -> [WatchEffect] {
        if case .training(let form) = mode { return submit(form) }
        defer { mode = .charts }
        if case .stopping(let folder, let name) = mode { return [.control(.stop, folder: folder, name: name)] }
        return []
    }

    private mutating func editFilter(_ command: WatchCommand) {
        filterField.edit(command)
        if filterField.text != filter.text { applyFilter() }
    }

    /// Up and down in the list of runs and the help page.
    private mutating func move(_ command: WatchCommand) {
        let page = max(1, size.rows - 6)
        let step =
            switch command {
            case .up: -1
            case .down: 1
            case .pageUp: -page
            default: page
            }
        switch mode {
        case .help(var help):
            help.scroll(by: step, in: HelpLayout(size: size).sheet(WatchKeys.help.lines()))
            mode = .help(help)
        case .runs:
            guard let place = listedRuns.firstIndex(where: { $0.id == selectedRun?.id }) else { return }
            selected = listedRuns[min(max(0, place + step), listedRuns.count - 1)].id
        default:
            break
        }
    }

    private mutating func arrangeRuns(_ command: WatchCommand) {
        guard let run = selectedRun else { return }
        switch command {
        case .toggleHidden:
            if hidden.remove(run.id) == nil { hidden.insert(run.id) }
        case .togglePinned:
            if pinned.contains(run.id) {
                pinned.removeAll { $0 == run.id }
            } else {
                pinned.append(run.id)
            }
        case .showOnly: hidden = Set(runs.map(\.id)).subtracting([run.id])
        default: hidden = []
        }
        derive()
    }

    private mutating func selectNextRun() {
        let place = listedRuns.firstIndex { $0.id == selectedRun?.id } ?? -1
        if !listedRuns.isEmpty { selected = listedRuns[(place + 1) % listedRuns.count].id }
        imageChoice = .newest
    }

    // MARK: Control of a run

    private mutating func pauseOrResume() -> [WatchEffect] {
        guard let run = selectedRun, let folder = run.runFolder, run.liveness.isControllable else {
            notice = .warning(
                selectedRun?.runFolder == nil
                    ? "Only a run of ministyler train can be paused."
                    : "This run is not at work; press R to go on with it.")
            return []
        }
        return [.control(run.liveness == .paused ? .resume : .pause, folder: folder, name: run.name)]
    }

    private mutating func askToStop() {
        guard let run = selectedRun, let folder = run.runFolder, run.liveness.isControllable else {
            notice = .warning("Only a run of ministyler train that is at work can be stopped.")
            return
        }
        mode = .stopping(folder: folder, name: run.name)
    }

    private mutating func export(_ format: ChartExportFormat) -> [WatchEffect] {
        mode = .charts
        guard let chart = focusedChart else { return [] }
        return [.export(content(of: chart), format, name: chart.title, tone: surface)]
    }

    private mutating func togglePixels() {
        guard surface.showsPixels else {
            notice = .warning("This terminal has no graphics protocol for charts as pictures; sixel is needed.")
            return
        }
        drawsPixels.toggle()
    }
}
