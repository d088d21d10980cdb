import Screens
import Terminal

/// Cursor, zoom and pan.
extension WatchState {
    /// Least and greatest place of the points that a chart can show: its own, or where charts share one extent those of all
    /// charts; nil where there is none.
    func extent(of chart: Chart?) -> ClosedRange<Double>? {
        guard !sharesExtent, let chart else { return wholeExtent }
        return extents[chart.id]
    }

    /// What a chart shows from left to right: the window as far as the chart has points there, all of it where it has none.
    func range(of chart: Chart?) -> ClosedRange<Double> {
        let whole = extent(of: chart)
        var range = window ?? whole ?? 0...1
        if let window, let whole, !sharesExtent, window.overlaps(whole) { range = window.clamped(to: whole) }
        // A single point gets room on both sides.
        return range.lowerBound < range.upperBound ? range : range.lowerBound - 1...range.upperBound + 1
    }

    /// What the chart in focus shows from left to right.
    var range: ClosedRange<Double> { range(of: focusedChart) }

    /// Least and greatest place of the points that the chart in focus can show.
    var extent: ClosedRange<Double>? { extent(of: focusedChart) }

    /// Dot columns of the plot of the chart in focus, as wide as its values' labels leave it.
    var plotColumns: Int {
        let cells = WatchLayout(self).charts(self)
        guard let cell = cells.first(where: { $0.place == focus }) ?? cells.first else { return 100 }
        let content = content(of: charts[cell.place])
        return max(
            1, ChartView.measure(content, in: cell.rect, cursor: nil, smoothing: smoothing).layout.plot.columns)
    }

    /// Moves the value cursor by columns of the chart; it comes in at the right end.
    mutating func moveCursor(by columns: Int) {
        let range = range
        let width = (range.upperBound - range.lowerBound) / Double(plotColumns)
        guard let here = cursor, range.contains(here) else {
            place(cursor: columns < 0 ? range.upperBound - width / 2 : range.lowerBound + width / 2)
            return
        }
        place(cursor: here + Double(columns) * width)
    }

    /// Puts the value cursor at a place inside the view, and the pictures with it.
    mutating func place(cursor place: Double) {
        cursor = min(max(place, range.lowerBound), range.upperBound)
        imageFollowsCursor()
    }

    /// Scales the view of a chart, and with it that of the others, by a factor around a place; around its newest end without
    /// one.
    mutating func zoom(by factor: Double, around place: Double?, in chart: Chart?) {
        guard let extent = extent(of: chart) else { return }
        let range = range(of: chart)
        let center = place.map { min(max($0, range.lowerBound), range.upperBound) } ?? range.upperBound
        let whole = max(extent.upperBound - extent.lowerBound, 1e-6)
        let width = range.upperBound - range.lowerBound
        let wanted = max(width * factor, whole * 1e-6)
        if wanted >= whole {
            window = nil
            return
        }
        let share = (center - range.lowerBound) / width
        var lower = center - share * wanted
        lower = min(max(lower, extent.lowerBound), extent.upperBound - wanted)
        window = lower...lower + wanted
        windowChart = chart?.id
        isFollowing = isFollowing && lower + wanted >= extent.upperBound - wanted * 1e-6
    }

    /// Shifts the view by a share of its width; at the newest end it follows again.
    mutating func pan(by share: Double) {
        guard let extent, window != nil else { return }
        let range = range
        let width = range.upperBound - range.lowerBound
        let lower = min(max(range.lowerBound + share * width, extent.lowerBound), extent.upperBound - width)
        window = lower...lower + width
        windowChart = focusedChart?.id
        isFollowing = lower + width >= extent.upperBound - width * 1e-6
    }

    /// Lets every chart show all of its own, or all of them the same.
    mutating func toggleSharedExtent() {
        sharesExtent.toggle()
        windowChart = focusedChart?.id
        notice = .information(
            sharesExtent
                ? "All charts show the same \(axis == .step ? "steps" : "times")."
                : "Every chart shows its own \(axis == .step ? "steps" : "times").")
    }

    mutating func toggleFollow() {
        guard let extent else { return }
        let range = range
        if isFollowing {
            isFollowing = false
            window = range
            notice = .information("The view holds still.")
            return
        }
        isFollowing = true
        windowChart = focusedChart?.id
        let width = range.upperBound - range.lowerBound
        window = width >= extent.upperBound - extent.lowerBound ? nil : extent.upperBound - width...extent.upperBound
        notice = .information("The view follows the newest.")
    }

    /// Changes the horizontal axis; the view shows everything and the cursor goes away, for places mean something else.
    mutating func cycleAxis() {
        axis = axis.next
        window = nil
        cursor = nil
        notice = .information("Axis: \(axis.title).")
        derive()
    }

    mutating func moveFocus(rows: Int) {
        let columns = isFullScreen ? 1 : WatchLayout(self).gridColumns
        let place = focus + rows * columns
        if charts.indices.contains(place) { focus = place }
    }
}
