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
    /// All runs, in the order of their folders.
    var runs: [WatchedRun] = []
    /// Whether old data is still being read.
    var isLoading = true
    var hidden: Set<WatchedRun.ID> = []
    /// In the order of pinning.
    var pinned: [WatchedRun.ID] = []
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
    var filter = TagFilter("")
    var grouping = ChartGrouping.related
    /// Share of the past in smoothed curves, 0 for none.
    var smoothing = 0.6
    var axis = HorizontalAxis.step
    /// The scale of charts that have none of their own.
    var scale = VerticalScale.linear
    var scales: [Chart.ID: VerticalScale] = [:]
    var fit = HeightFit.typical
    /// What is shown from left to right in units of the axis; nil for everything.
    var window: ClosedRange<Double>?
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
    private(set) var charts: [Chart] = []
    private(set) var visibleRuns: [WatchedRun] = []
    /// Least and greatest place of all points shown.
    private(set) var extent: ClosedRange<Double>?
    private var seriesByLine: [LineKey: ScalarSeries] = [:]
    private var curves: [LineKey: SmoothedCurve] = [:]
    /// Charts drawn as pictures, by chart.
    var plots = PlotShelf()

    init(filter: String = "", smoothing: Double = 0.6) {
        filterField = TextField(filter)
        self.filter = TagFilter(filter)
        self.smoothing = min(max(smoothing, 0), 0.999)
    }

    /// The run whose state and pictures are shown.
    var selectedRun: WatchedRun? {
        runs.first { $0.id == selected } ?? visibleRuns.first ?? runs.first
    }

    var focusedChart: Chart? { charts.indices.contains(focus) ? charts[focus] : nil }

    /// What is shown from left to right.
    var range: ClosedRange<Double> {
        let range = window ?? extent ?? 0...1
        // A single point gets room on both sides.
        return range.lowerBound < range.upperBound ? range : range.lowerBound - 1...range.upperBound + 1
    }

    func scale(of chart: Chart) -> VerticalScale { scales[chart.id] ?? scale }

    /// A chart with its lines.
    func content(of chart: Chart) -> ChartContent {
        var lines: [ChartLine] = []
        for (runIndex, run) in visibleRuns.enumerated() {
            for (tagIndex, tag) in chart.tags.enumerated() {
                let key = LineKey(run: run.id, tag: tag)
                guard let series = seriesByLine[key], series.count > 0 else { continue }
                lines.append(
                    ChartLine(
                        key: key, runName: run.name, label: label(run: run, tag: tag, chart: chart),
                        ordinal: runIndex * chart.tags.count + tagIndex,
                        points: LinePoints(series: series, axis: axis, run: run.data),
                        smoothed: smoothing > 0 ? curves[key]?.values : nil))
            }
        }
        return ChartContent(
            chart: chart, lines: lines, range: range, axis: axis, scale: scale(of: chart),
            fit: fit == .smoothed && smoothing <= 0 ? .all : fit)
    }

    private func label(run: WatchedRun, tag: String, chart: Chart) -> String {
        // What all tags of a chart begin with says nothing new in its legend.
        let short = tag.split(separator: "/").last.map(String.init) ?? tag
        if chart.tags.count == 1 { return visibleRuns.count > 1 ? run.name : short }
        return visibleRuns.count > 1 ? "\(run.name) \(short)" : short
    }

    // MARK: Derivation

    /// Brings what is derived up to date after runs, filter, grouping or axis have changed.
    mutating func derive() {
        pinned.removeAll { id in !runs.contains { $0.id == id } }
        hidden = hidden.filter { id in runs.contains { $0.id == id } }
        let front = pinned.compactMap { id in runs.first { $0.id == id } }
        visibleRuns = (front + runs.filter { !pinned.contains($0.id) }).filter { !hidden.contains($0.id) }
        let focused = focusedChart?.id
        seriesByLine = [:]
        var tags: [String] = []
        var seen: Set<String> = []
        for run in visibleRuns {
            for series in run.data.scalars {
                seriesByLine[LineKey(run: run.id, tag: series.tag)] = series
                if seen.insert(series.tag).inserted { tags.append(series.tag) }
            }
        }
        charts = grouping.charts(of: filter.matches(tags), among: tags)
        focus = focused.flatMap { id in charts.firstIndex { $0.id == id } } ?? min(focus, max(0, charts.count - 1))
        curves = curves.filter { seriesByLine[$0.key] != nil }
        deriveExtent()
    }

    /// Takes over what the runs' trainers say where no curve has changed.
    mutating func visibleRunsFollow() {
        visibleRuns = visibleRuns.map { run in runs.first { $0.id == run.id } ?? run }
    }

    private mutating func deriveExtent() {
        let former = extent
        var least = Double.infinity
        var greatest = -Double.infinity
        for run in visibleRuns {
            for series in run.data.scalars {
                guard let part = LinePoints(series: series, axis: axis, run: run.data).extent else { continue }
                least = min(least, part.lowerBound)
                greatest = max(greatest, part.upperBound)
            }
        }
        extent = least <= greatest ? least...greatest : nil
        if isFollowing, let window, let former, let extent, extent.upperBound > former.upperBound {
            let shift = extent.upperBound - former.upperBound
            self.window = window.lowerBound + shift...window.upperBound + shift
        }
    }

    /// Works out the smoothed curves of the charts on the screen, as far as they are missing.
    mutating func smooth(_ shown: [Chart]) {
        if smoothing <= 0 {
            curves = [:]
            return
        }
        var work: [(key: LineKey, series: ScalarSeries, curve: SmoothedCurve)] = []
        var missing = 0
        for chart in shown {
            for run in visibleRuns {
                for tag in chart.tags {
                    let key = LineKey(run: run.id, tag: tag)
                    guard let series = seriesByLine[key] else { continue }
                    // Taken out while it grows, so that its columns are not copied.
                    var curve = curves.removeValue(forKey: key) ?? SmoothedCurve(weight: smoothing)
                    if curve.weight != smoothing { curve = SmoothedCurve(weight: smoothing) }
                    missing += max(0, series.count - curve.values.count)
                    work.append((key, series, curve))
                }
            }
        }
        SmoothedCurve.follow(&work, isLarge: missing > 100_000) { $0.curve.follow($0.series) }
        for item in work { curves[item.key] = item.curve }
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
