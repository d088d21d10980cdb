import Files
import Screens
import Terminal

/// Everything that the dashboard shows and remembers. Changed by `reduce` alone.
struct WatchState: Sendable {
    var size = Size(columns: 80, rows: 24)
    var surface = Surface()
    var mode = WatchMode.charts
    var notice: Notice?
    /// The screens that Tab goes through, for the header.
    var screens: [ScreenRoute] = [.watch]

    // Runs
    /// All runs, in the natural order of their names.
    var runs: [WatchedRun] = []
    /// Whether old data is still being read.
    var isLoading = true
    var hidden: Set<WatchedRun.ID> = []
    /// In the order of pinning.
    var pinned: [WatchedRun.ID] = []
    /// The number of each run ever seen.
    var runNumbers: [WatchedRun.ID: Int] = [:]
    /// The run whose state and pictures are shown, and the selected line of the list.
    var selected: WatchedRun.ID?

    /// The folder, resolved, of a run that was just started and is selected when it appears.
    var awaited: String?
    /// The form that a run was started with, for the case that it cannot begin.
    var sentForm: TrainingForm?
    /// The folder, resolved, that the trainer of that form works in; nil before it has started.
    var sentFolder: String?

    // Charts
    var filterField = TextField()
    var filter = WatchFilter("")
    var grouping = ChartGrouping.related
    /// Share of the past in smoothed curves, 0 for none.
    var smoothing = 0.6
    var axis = HorizontalAxis.step
    /// The scale of charts that have none of their own.
    var scale = VerticalScale.linear
    var scales: [Chart.ID: VerticalScale] = [:]
    var fit = HeightFit.typical
    /// Whether points that a resumed run has logged anew are shown too.
    var showsOverlapped = false
    /// What is shown from left to right in units of the axis, of each chart as far as it has points there; nil for
    /// everything.
    var window: ClosedRange<Double>?
    /// The chart that the window was chosen in, whose newest end it follows.
    var windowChart: Chart.ID?
    /// Whether all charts show the same from left to right, points or not.
    var sharesExtent = false
    /// Whether the window moves on with the newest data.
    var isFollowing = true
    /// The value cursor, in units of the axis.
    var cursor: Double?
    /// The chart in focus, a place in `charts`.
    var focus = 0
    var isFullScreen = false
    /// The first row of charts shown.
    var firstRow = 0
    /// Charts side by side; nil for as many as fit well.
    var gridColumns: Int?
    /// Charts one below the other; nil for as many as fit well.
    var gridRows: Int?
    /// Whether charts are drawn as pictures.
    var drawsPixels = false
    /// Where a drag began, with the window and the extent of a column then.
    var drag: WatchDrag?

    // Pictures
    var showsImages = true
    var imageTag: String?
    var imageChoice = ImageChoice.newest
    var images = ImageShelf()

    // Derived
    /// The charts that pass the filter.
    var charts: [Chart] = []
    /// How many there are without the filter.
    var chartCount = 0
    /// Those that pass the filter, hidden ones too.
    var listedRuns: [WatchedRun] = []
    /// Those whose lines are shown, pinned ones first.
    var visibleRuns: [WatchedRun] = []
    /// The parts of the names of the runs listed by which they differ.
    var shortNames: [WatchedRun.ID: String] = [:]
    /// Least and greatest place of the points of each chart.
    var extents: [Chart.ID: ClosedRange<Double>] = [:]
    /// Least and greatest place of the points of all charts.
    var wholeExtent: ClosedRange<Double>?
    var seriesByLine: [LineKey: ScalarSeries] = [:]
    var curves: [LineKey: SmoothedCurve] = [:]
    /// The lines without points that were logged anew, where they are left out.
    var newest: [LineKey: NewestPoints] = [:]
    /// NaN and infinities of the lines shown.
    var oddValues: [LineKey: OddValues] = [:]
    /// Charts drawn as pictures, by chart.
    var plots = PlotShelf()

    init(filter: String = "", smoothing: Double = 0.6) {
        filterField = TextField(filter)
        self.filter = WatchFilter(filter)
        self.smoothing = min(max(smoothing, 0), 0.999)
    }

    /// The run whose state and pictures are shown.
    var selectedRun: WatchedRun? {
        listedRuns.first { $0.id == selected } ?? visibleRuns.first { $0.liveness.isAlive } ?? visibleRuns.first
            ?? listedRuns.first ?? runs.first
    }

    var focusedChart: Chart? { charts.indices.contains(focus) ? charts[focus] : nil }

    func scale(of chart: Chart) -> VerticalScale { scales[chart.id] ?? scale }

    /// A chart with its lines.
    func content(of chart: Chart) -> ChartContent {
        var lines: [ChartLine] = []
        // What all tags of a chart begin with says nothing new in its legend.
        let names = DistinctNames.parts(chart.tags)
        for run in visibleRuns {
            for (index, tag) in chart.tags.enumerated() {
                let key = LineKey(run: run.id, tag: tag)
                guard let series = seriesByLine[key], series.count > 0 else { continue }
                lines.append(
                    ChartLine(
                        key: key, runName: run.name, label: label(run: run, tag: names[index], chart: chart),
                        look: look(run: run.id, tag: chart.places[index], of: chart),
                        points: LinePoints(series: series, axis: axis, run: run.data),
                        restarts: newest[key]?.restarts ?? -1, odd: oddValues[key] ?? OddValues(),
                        smoothed: smoothing > 0 ? curves[key]?.values : nil))
            }
        }
        let shared = DistinctNames.sharedCharacters(lines.map(\.label))
        for index in lines.indices { lines[index].sharedCharacters = shared }
        return ChartContent(
            chart: chart, lines: lines, range: range(of: chart), axis: axis, scale: scale(of: chart),
            fit: fit == .smoothed && smoothing <= 0 ? .all : fit)
    }

    private func label(run: WatchedRun, tag: String, chart: Chart) -> String {
        if visibleRuns.count <= 1 { return tag }
        let name = shortNames[run.id] ?? run.name
        return chart.tags.count == 1 ? name : "\(name) \(tag)"
    }
}

/// What keys go to.
enum WatchMode: Equatable, Sendable {
    /// The charts.
    case charts
    /// The list of runs.
    case runs
    /// The field for the filter; holds what it was before.
    case filter(former: String)
    /// The choice of a format for the chart in focus.
    case export
    case help(HelpState)
    /// The question whether to stop a run.
    case stopping(folder: String, name: String)
    /// The form that starts a training run.
    case training(TrainingForm)
}

/// A drag with the mouse over a chart.
enum WatchDrag: Equatable, Sendable {
    /// The value cursor follows the pointer.
    case cursor
    /// The view follows the pointer: the window and the pointer's column at the beginning.
    case pan(window: ClosedRange<Double>, column: Int)
}
