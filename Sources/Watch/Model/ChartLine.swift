import Files
import Screens

/// One chart of the dashboard: some tags drawn over each other, for every run shown.
struct Chart: Equatable, Hashable, Sendable, Identifiable {
    /// The heading it stands under.
    let group: String
    let title: String
    let tags: [String]
    /// The place of each tag among all that the chart may have; its looks follow from it, whatever else is shown.
    let places: [Int]

    /// - Parameter places: nil for the places in `tags`.
    init(group: String, title: String, tags: [String], places: [Int]? = nil) {
        self.group = group
        self.title = title
        self.tags = tags
        self.places = places ?? Array(tags.indices)
    }

    /// The chart with some of its tags; nil where none of them is left.
    func only(_ shown: Set<String>) -> Chart? {
        let kept = tags.indices.filter { shown.contains(tags[$0]) }
        if kept.isEmpty { return nil }
        return Chart(group: group, title: title, tags: kept.map { tags[$0] }, places: kept.map { places[$0] })
    }

    var id: String { group + "\n" + tags.joined(separator: "\n") }
}

/// One line of a chart, ready to be drawn.
struct ChartLine: Sendable {
    let key: LineKey
    let runName: String
    /// What tells it from the chart's other lines.
    let label: String
    /// How many characters the labels of all lines of the chart begin with.
    var sharedCharacters = 0
    /// What it looks like.
    let look: LineLook
    let points: LinePoints
    /// Differs where earlier points are not those that they were; −1 where points that were logged anew are shown too.
    var restarts = 0
    /// Numbers that no height shows.
    var odd = OddValues()
    /// The smoothed values; nil where nothing is smoothed.
    let smoothed: ValueColumn?

    /// The values that are read off: smoothed ones where there are some.
    var values: ValueColumn { smoothed ?? points.series.values }
    var raw: ValueColumn { points.series.values }
}

/// One line of a chart: a tag of a run.
struct LineKey: Hashable, Sendable {
    let run: WatchedRun.ID
    let tag: String
}
