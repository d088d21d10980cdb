import Files
import Terminal
import Testing

@testable import Screens
@testable import Watch

/// A value in a legend is whole or not there.
@Suite struct ChartLegendTests {
    private func entries(_ names: [String]) throws -> [LegendEntry] {
        let samples = try WatchSamples()
        for (place, name) in names.enumerated() { try samples.addForeign(name, points: 20 + place) }
        let state = samples.state(filter: "train/loss")
        let chart = try #require(state.charts.first)
        return state.content(of: chart).lines.map { LegendEntry($0, cursor: nil, hasRoom: false) }
    }

    @Test func valuesAreWholeAtEveryWidth() throws {
        let entries = try entries(["first-content", "second-style", "third"])
        #expect(entries.count == 3)
        let values = entries.map(\.value)
        for columns in 6...90 {
            for rows in 1...2 {
                let rect = Rect(column: 0, row: 0, columns: columns, rows: rows)
                let legend = ChartLegend(entries, in: rect)
                var frame = Frame(size: Size(columns: columns, rows: rows))
                legend.draw(in: &frame, rect: rect, surface: Surface())
                #expect(legend.places.count + legend.missing == 3)
                var text = frame.text()
                for value in values { text = text.replacing(value, with: "") }
                #expect(!text.contains("."), "\(columns): \(frame.text())")
                #expect(legend.missing == 0 || columns < 9 || text.contains("+\(legend.missing)"))
            }
        }
    }

    @Test func theNameIsShortenedBeforeTheValueGoes() throws {
        let entry = try #require(try entries(["a-run-of-a-long-name", "other"]).first)
        #expect(entry.fitted(columns: entry.columns, shortensName: true)?.name == entry.name)
        let least = 4 + 4 + 1 + CharacterWidth.columns(entry.value)
        let narrow = try #require(entry.fitted(columns: least, shortensName: true))
        #expect(narrow.value == entry.value && narrow.name == "a-r…")
        let narrower = try #require(entry.fitted(columns: least - 1, shortensName: true))
        #expect(narrower.value.isEmpty && narrower.columns < least)
        #expect(entry.fitted(columns: 4, shortensName: true) == nil)
    }
}
