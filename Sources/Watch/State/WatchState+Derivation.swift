import Files
import Screens

/// What follows from the runs, the filter, the grouping and the axis.
extension WatchState {
    /// Brings what is derived up to date after runs, filter, grouping or axis have changed.
    mutating func derive() {
        pinned.removeAll { id in !runs.contains { $0.id == id } }
        hidden = hidden.filter { id in runs.contains { $0.id == id } }
        let front = pinned.compactMap { id in runs.first { $0.id == id } }
        listedRuns = filter.runs(runs)
        let listed = Set(listedRuns.map(\.id))
        shortNames = Dictionary(
            uniqueKeysWithValues: zip(listedRuns.map(\.id), DistinctNames.parts(listedRuns.map(\.name))))
        visibleRuns = (front + runs.filter { !pinned.contains($0.id) }).filter {
            !hidden.contains($0.id) && listed.contains($0.id)
        }
        let focused = focusedChart?.id
        seriesByLine = [:]
        for run in visibleRuns {
            for series in run.data.scalars {
                let key = LineKey(run: run.id, tag: series.tag)
                seriesByLine[key] = shown(series, key)
            }
        }
        deriveCharts()
        focus = focused.flatMap { id in charts.firstIndex { $0.id == id } } ?? min(focus, max(0, charts.count - 1))
        curves = curves.filter { seriesByLine[$0.key] != nil }
        newest = newest.filter { seriesByLine[$0.key] != nil }
        oddValues = oddValues.filter { seriesByLine[$0.key] != nil }
        deriveExtents()
    }

    /// The charts of all runs, and of these what the visible ones have and the filter passes: what is hidden changes no
    /// other line's look and no other chart's place.
    private mutating func deriveCharts() {
        var tags: [String] = []
        var seen: Set<String> = []
        for run in runs {
            for series in run.data.scalars where seen.insert(series.tag).inserted { tags.append(series.tag) }
        }
        let visible = Set(seriesByLine.keys.map(\.tag))
        let present = grouping.charts(of: tags).compactMap { $0.only(visible) }
        let passing = Set(filter.tags(Array(visible)))
        charts = present.compactMap { $0.only(passing) }
        chartCount = present.count
    }

    /// Gives every run that was not seen before a number, which its look follows for as long as the dashboard lives.
    mutating func numberRuns() {
        for run in runs where runNumbers[run.id] == nil { runNumbers[run.id] = runNumbers.count }
    }

    /// What a line looks like: among several runs its run's colour, else its tag's.
    func look(run: WatchedRun.ID, tag place: Int, of chart: Chart) -> LineLook {
        guard runNumbers.count > 1, let number = runNumbers[run] else { return LineLook(number: place) }
        let tags = (chart.places.max() ?? 0) + 1
        return tags == 1 ? LineLook(number: number) : LineLook(run: number, tag: place, of: tags)
    }

    /// A series as charts show it.
    private mutating func shown(_ series: ScalarSeries, _ key: LineKey) -> ScalarSeries {
        if showsOverlapped {
            newest[key] = nil
            return series
        }
        // Taken out while it grows, so that its columns are not copied.
        var points = newest.removeValue(forKey: key) ?? NewestPoints(tag: series.tag)
        points.follow(series)
        newest[key] = points
        return points.series
    }

    /// Takes over what the runs' trainers say where no curve has changed.
    mutating func visibleRunsFollow() {
        visibleRuns = visibleRuns.map { run in runs.first { $0.id == run.id } ?? run }
        listedRuns = listedRuns.map { run in runs.first { $0.id == run.id } ?? run }
    }

    private mutating func deriveExtents() {
        let former = followedExtent
        extents = [:]
        wholeExtent = nil
        for chart in charts {
            var extent: ClosedRange<Double>?
            for run in visibleRuns {
                for tag in chart.tags {
                    guard let series = seriesByLine[LineKey(run: run.id, tag: tag)] else { continue }
                    extent = Self.union(extent, LinePoints(series: series, axis: axis, run: run.data).extent)
                }
            }
            extents[chart.id] = extent
            wholeExtent = Self.union(wholeExtent, extent)
        }
        if isFollowing, let window, let former, let newest = followedExtent, newest.upperBound > former.upperBound {
            let shift = newest.upperBound - former.upperBound
            self.window = window.lowerBound + shift...window.upperBound + shift
        }
    }

    /// The extent at whose newest end the window stays.
    private var followedExtent: ClosedRange<Double>? {
        guard !sharesExtent, let windowChart else { return wholeExtent }
        return extents[windowChart]
    }

    private static func union(_ one: ClosedRange<Double>?, _ other: ClosedRange<Double>?) -> ClosedRange<Double>? {
        guard let one, let other else { return one ?? other }
        return min(one.lowerBound, other.lowerBound)...max(one.upperBound, other.upperBound)
    }

    /// Looks for NaN and infinities in the lines of the charts on the screen.
    mutating func countOddValues(_ shown: [Chart]) {
        for key in keys(of: shown) {
            guard let series = seriesByLine[key] else { continue }
            var odd = oddValues.removeValue(forKey: key) ?? OddValues()
            odd.follow(series)
            oddValues[key] = odd
        }
    }

    private func keys(of shown: [Chart]) -> [LineKey] {
        shown.flatMap { chart in
            visibleRuns.flatMap { run in chart.tags.map { LineKey(run: run.id, tag: $0) } }
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
        for key in keys(of: shown) {
            guard let series = seriesByLine[key] else { continue }
            // Taken out while it grows, so that its columns are not copied.
            var curve = curves.removeValue(forKey: key) ?? SmoothedCurve(weight: smoothing)
            if curve.weight != smoothing { curve = SmoothedCurve(weight: smoothing) }
            missing += max(0, series.count - curve.values.count)
            work.append((key, series, curve))
        }
        SmoothedCurve.follow(&work, isLarge: missing > 100_000) { $0.curve.follow($0.series) }
        for item in work { curves[item.key] = item.curve }
    }
}
