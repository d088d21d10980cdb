import Foundation
import Terminal
import Testing

@testable import Screens
@testable import Watch

/// Lines can be told apart, with colours and without, and a run keeps its look.
@Suite struct LineLookTests {
    /// What is left of a look without colours.
    private struct Plain: Hashable {
        let pattern: LinePattern
        let marker: Character?

        init(_ look: LineLook) { (pattern, marker) = (look.pattern, look.marker) }
    }

    @Test func sixtyRunsLookDifferent() {
        let runs = (0..<60).map { LineLook(number: $0) }
        #expect(Set(runs.map(Plain.init)).count == 60)
        #expect(Set(runs.map(\.sample)).count == 60)
        // Eight by their colours alone.
        #expect(Set(runs.prefix(8).map(\.color)).count == 8)
        for tags in 2...4 {
            let lines = (0..<60).flatMap { run in (0..<tags).map { LineLook(run: run, tag: $0, of: tags) } }
            #expect(Set(lines.map(Plain.init)).count == 60 * tags)
            for run in 0..<60 { #expect(Set(lines[run * tags..<(run + 1) * tags].map(\.color)).count == 1) }
        }
    }

    @Test func everyMarkerHasALetter() {
        let box = PixelFont.columns(of: "\u{FFFD}")
        for marker in LineLook.markers.compactMap({ $0 }) {
            #expect(PixelFont.columns(of: marker) != box && CharacterWidth.columns(marker) == 1, "\(marker)")
        }
        #expect(Set(LineLook.markers).count == LineLook.markers.count)
    }

    private func run(_ name: String) -> WatchedRun {
        let tags = ["loss/a", "loss/b", "other"]
        return WatchedRun.sample(name, tags.map { ($0, WatchedRun.ramp(0..<50)) })
    }

    private func looks(_ state: WatchState) -> [LineKey: LineLook] {
        var looks: [LineKey: LineLook] = [:]
        for chart in state.charts {
            for line in state.content(of: chart).lines { looks[line.key] = line.look }
        }
        return looks
    }

    @Test(arguments: ["rj ", "rjjp", "rjo", "/b$", "/^other"]) func aLookIsKept(keys: String) {
        var state = WatchState.showing(["a", "b", "c", "d"].map(run))
        for _ in ChartGrouping.allCases {
            state.press("g")
            let before = looks(state)
            #expect(Set(before.map(\.key.run)).count == 4)
            var changed = state
            changed.press(keys)
            let after = looks(changed)
            #expect(!after.isEmpty && after.allSatisfy { before[$0.key]?.color == $0.value.color })
        }
    }

    @Test func aRunThatComesBackLooksAsItDid() {
        var state = WatchState.showing(["a", "b", "c"].map(run))
        let before = looks(state)
        state.take(runs: ["c"].map(run))
        #expect(looks(state).allSatisfy { before[$0.key] == $0.value })
        state.take(runs: ["0", "a", "b", "c"].map(run))
        #expect(before.allSatisfy { looks(state)[$0.key] == $0.value })
    }

    @Test func aRunAloneHasAColourForEachTag() throws {
        var state = WatchState.showing([run("a")])
        state.press("gg")
        let chart = try #require(state.chart(of: "loss/b"))
        #expect(state.content(of: chart).lines.map(\.look) == [LineLook(number: 0), LineLook(number: 1)])
        state.press("/b$")
        let filtered = try #require(state.chart(of: "loss/b"))
        #expect(state.content(of: filtered).lines.map(\.look) == [LineLook(number: 1)])
    }

    @Test func lettersStandOnTheLine() {
        let axis = VerticalAxis(scale: .linear, showing: 0...10, isExact: true)
        let line = [CurveVertex(x: 0, value: 0), CurveVertex(x: 100, value: 10)]
        let marks = LineMarks(line, axis: axis, width: 100, spacing: 30, first: 10)
        #expect(marks.letters == [10, 40, 70, 100].map { LineMarks.Place(x: $0, height: $0 / 100) })
        #expect(marks.single.isEmpty)
        // Neighbours far outside are not walked to.
        let far = [CurveVertex(x: -1e15, value: 5), CurveVertex(x: 1e15, value: 5)]
        #expect(LineMarks(far, axis: axis, width: 100, spacing: 30, first: 10).letters.count == 4)
        // A point by itself, and a line too short for its letter.
        let points = [CurveVertex(x: 3, value: 5), CurveVertex(x: 4, value: .nan), CurveVertex(x: 5, value: 5)]
        let short = LineMarks(points, axis: axis, width: 100, spacing: 30, first: 10)
        #expect(short.single.map(\.x) == [3, 5] && short.letters.count == 1)
    }

    @Test func linesWithoutColoursCarryTheirLetters() {
        let runs = (0..<12).map { run("run \($0)") }
        var state = WatchState.showing(runs, size: Size(columns: 200, rows: 60))
        let surface = Surface(Capabilities(graphics: .none, textColors: .monochrome))
        _ = state.reduce(.surface(surface))
        state.press("/^other")
        state.press(.enter, .enter)
        let rows = state.text.split(separator: "\n").drop { !$0.contains("┤") }
        let plot = rows.joined()
        #expect(plot.contains("o") && plot.contains("x"))
    }
}
