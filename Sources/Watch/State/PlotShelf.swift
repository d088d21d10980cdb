import Screens
import Terminal

/// Plots that were drawn as pictures, and those that are on their way.
struct PlotShelf: Sendable {
    private var images: [Chart.ID: PlotImage] = [:]
    private var asked: [Chart.ID: PlotOrder.Key] = [:]

    subscript(chart: Chart.ID) -> PlotImage? { images[chart] }

    /// Notes what is wanted of a chart; false where it is there or on its way.
    mutating func request(_ key: PlotOrder.Key, of chart: Chart.ID) -> Bool {
        if let image = images[chart], PlotOrder.Key(signature: image.signature, cursor: image.cursor?.x) == key {
            asked[chart] = nil
            return false
        }
        if asked[chart] == key { return false }
        asked[chart] = key
        return true
    }

    /// Takes a picture that was asked for last, whatever place the cursor has in it; one that was overtaken is left out.
    mutating func put(_ image: PlotImage, for chart: Chart.ID) {
        guard let key = asked[chart], key.signature == image.signature else { return }
        images[chart] = image
        if key.cursor == image.cursor?.x { asked[chart] = nil }
    }

    /// Keeps those of charts that are shown; others would be drawn for another place.
    mutating func keep(_ charts: [Chart.ID]) {
        images = images.filter { charts.contains($0.key) }
        asked = asked.filter { charts.contains($0.key) }
    }
}

extension WatchState {
    /// Whether charts are drawn as pictures.
    var showsPlots: Bool { drawsPixels && surface.showsPixels }

    /// Plots of these charts that are to be drawn: those that are missing or have changed. What is there stays on the screen
    /// until the new one is.
    mutating func wantedPlots(_ cells: [(place: Int, rect: Rect)]) -> [WatchEffect] {
        guard showsPlots else {
            plots = PlotShelf()
            return []
        }
        plots.keep(cells.map { charts[$0.place].id })
        return cells.compactMap { place, rect in
            let content = content(of: charts[place])
            let measure = ChartView.measure(content, in: rect, cursor: cursor, smoothing: smoothing)
            let columns = measure.layout.plot.columns
            let (width, height) = (columns * surface.cell.width, measure.layout.plot.rows * surface.cell.height)
            if width < 8 || height < 8 || measure.absence != nil { return nil }
            let wanted = PlotImage.Signature(
                range: content.range, axis: measure.axis, smoothing: smoothing, lines: content.lines.map(\.key),
                counts: content.lines.map(\.points.count), looks: content.lines.map(\.look),
                restarts: content.lines.map(\.restarts), width: width,
                height: height, tone: surface.theme.tone)
            let base = plots[content.chart.id].flatMap { $0.signature.serves(for: wanted) ? $0 : nil }
            let signature = base?.signature ?? wanted
            let key = PlotOrder.Key(signature: signature, cursor: PlotImage.cursor(cursor, in: signature))
            guard plots.request(key, of: content.chart.id) else { return nil }
            return .plot(
                PlotOrder(
                    chart: content.chart.id, key: key, base: base, content: content, axis: measure.axis,
                    ticks: measure.ticks.map(\.value), marks: measure.marks.map(\.place), columns: columns))
        }
    }
}
