import Engine
import Files
import Screens
import Terminal

extension WatchState {
    /// Takes in an event and tells what is to be done.
    mutating func reduce(_ event: WatchEvent) -> [WatchEffect] {
        var effects: [WatchEffect] = []
        switch event {
        case .input(let input):
            effects = reduce(input)
        case .surface(let surface):
            self.surface = surface
            plots = PlotShelf()
        case .runs(let runs, let isLoading):
            self.isLoading = isLoading
            take(runs)
        case .unreadable(let failures):
            if let first = failures.first { notice = .failure(first.description) }
        case .image(let image, let bitmap, let problem):
            if let bitmap {
                images.put(.ready(bitmap), for: image)
            } else {
                images.put(.failed(problem ?? "unknown"), for: image)
            }
        case .plotted(let chart, let image):
            plots.put(image, for: chart)
        case .exported(let path):
            notice = .success("Written: \(path)")
        case .exportFailed(let message), .controlFailed(let message):
            notice = .failure(message)
        case .controlled(let control, let name):
            notice = .information("Asked \(name) to \(control.rawValue); it obeys after its present update.")
        case .trainingProposed(let form):
            if case .charts = mode { mode = .training(form) }
            if case .runs = mode { mode = .training(form) }
        case .trainingRefused, .trainingStarted, .trainingEnded:
            reduceTraining(event)
        }
        return effects + settle()
    }

    /// Brings everything that follows from the rest in order.
    private mutating func settle() -> [WatchEffect] {
        guard WatchLayout.fits(size) else { return [] }
        focus = min(max(0, focus), max(0, charts.count - 1))
        let layout = WatchLayout(self)
        if !isFullScreen {
            let rows = (charts.count + layout.gridColumns - 1) / layout.gridColumns
            let row = focus / layout.gridColumns
            firstRow = min(max(firstRow, row - layout.gridRows + 1), row)
            firstRow = max(0, min(firstRow, rows - layout.gridRows))
        }
        let cells = layout.charts(self)
        let shown = cells.map { charts[$0.place] }
        countOddValues(shown)
        smooth(shown)
        return wantedPlots(cells) + wantedImages()
    }

    private mutating func take(_ runs: [WatchedRun]) {
        let runs = runs.sorted { $0.name == $1.name ? $0.id < $1.id : NaturalOrder.precedes($0.name, $1.name) }
        // A status that changed changes no curve.
        let isSame =
            runs.count == self.runs.count
            && zip(runs, self.runs).allSatisfy {
                $0.id == $1.id && $0.name == $1.name && $0.data.revision == $1.data.revision
            }
        self.runs = runs
        numberRuns()
        selectAwaited()
        if isSame {
            visibleRunsFollow()
        } else {
            derive()
        }
        // Opened on the run that lives, the dashboard stays there, whatever becomes of it.
        if selected == nil, !isLoading, let run = selectedRun, run.liveness.isAlive { selected = run.id }
    }

    // MARK: Input

    private mutating func reduce(_ input: InputEvent) -> [WatchEffect] {
        switch input {
        case .key(let key):
            return reduce(key)
        case .mouse(let event):
            return reduce(event)
        case .paste(let text):
            if case .filter = mode {
                filterField.insert(text)
                applyFilter()
            }
            type(text)
        case .resize(let size):
            self.size = size
        case .resumed, .wake:
            break
        }
        return []
    }

    private mutating func reduce(_ key: Key) -> [WatchEffect] {
        notice = nil
        if let command = WatchKeys.table.command(for: key, in: context) { return perform(command) }
        if case .filter = mode, let character = key.typedCharacter {
            filterField.insert(String(character))
            applyFilter()
        } else if let character = key.typedCharacter {
            type(String(character))
        }
        return []
    }

    /// The part of the key table in force.
    var context: WatchKeyContext {
        switch mode {
        case .charts: .charts
        case .runs: .runs
        case .filter: .filter
        case .export: .export
        case .help: .help
        case .stopping: .question
        case .training: .training
        }
    }

    mutating func applyFilter() {
        filter = WatchFilter(filterField.text)
        derive()
    }
}
