import Files
import Foundation
import SeededInputs
import Terminal
import Testing

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

@Suite struct WatchStateTests {
    @Test func headerTellsWhatTheTrainerSays() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        let state = samples.state()
        let text = WatchView.frame(state).text()
        #expect(state.selectedRun?.name == "first")
        #expect(text.contains("✓ finished  update 1,000 of 2,000  0.6100/s"))
        #expect(text.contains("λc 1.990"))
        #expect(text.contains("↗"))
    }

    @Test func aTrainerThatIsGoneHasDied() throws {
        let samples = try WatchSamples()
        let path = try samples.addTraining("gone", state: .running)
        // A process that cannot be: its number lies beyond the largest one.
        let file = URL(fileURLWithPath: path + "/status.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = text.replacing(/"identifier":\d+/, with: "\"identifier\":99999999")
        try changed.write(to: file, atomically: true, encoding: .utf8)
        let state = samples.state()
        #expect(state.selectedRun?.liveness == .died)
        #expect(WatchView.frame(state).text().contains("✗ DIED"))
    }

    @Test func theScreensAreNamedWithoutARunToo() throws {
        var state = try WatchSamples().state()
        state.screens = [.explore, .watch, .lookback]
        let lines = WatchView.frame(state).text().split(separator: "\n", omittingEmptySubsequences: false)
        for screen in state.screens { #expect(lines[2].contains(screen.title)) }
    }

    @Test func aSilentTrainerIsStalled() throws {
        let samples = try WatchSamples()
        try samples.addTraining("silent", state: .running)
        let data = EventLog([samples.folder])
        _ = data.poll()
        var observer = RunObserver()
        let runs = observer.observe(data.runs, now: WatchSamples.now + 60)
        #expect(runs.first?.liveness == .stalled(seconds: 60))
        #expect(runs.first?.liveness.isAlarming == true)
        _ = observer.observe(data.runs, now: WatchSamples.now + 61)
        #expect(!observer.hasChanged)
    }

    @Test func cursorReadsEveryChartAndPullsThePictureAlong() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        var state = samples.state()
        #expect(state.shownImage?.step == 900)
        state.press(.left)
        #expect(abs((state.cursor ?? 0) - 990) < 30)
        for _ in 0..<200 { state.press(.left) }
        #expect(state.cursor == 0)
        #expect(state.shownImage?.step == 0)
        #expect(WatchView.frame(state).text().contains("│"))
        state.press(".")
        #expect(state.shownImage?.step == 100)
        #expect(state.cursor == 100)
        state.press(">")
        #expect(state.shownImage?.step == 900)
        state.press(.home)
        #expect(state.cursor == 0)
        state.press(.end)
        #expect(state.cursor == nil && state.imageChoice == .newest)
        let content = state.content(of: state.charts[0])
        let line = try #require(content.lines.first)
        let cursor = ValueCursor(at: 500, in: content, columns: 100)
        #expect(LegendEntry(line, cursor: cursor, hasRoom: false).value == NumberText.value(line.values[50]))
    }

    @Test func newestPictureFollowsAndAHeldOneStays() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        var state = samples.state()
        let writer = try EventFileWriter(directory: samples.folder + "/first/events")
        let png = try Picture(width: 1, height: 1, rgb: [1, 2, 3]).encodedPNG()
        try writer.add(image: png, width: 1, height: 1, tag: "sample/sequence", step: 1000)
        try writer.flush()
        func reload() {
            let log = EventLog([samples.folder])
            _ = log.poll()
            var observer = RunObserver()
            _ = state.reduce(.runs(observer.observe(log.runs, now: WatchSamples.now), isLoading: false))
        }
        reload()
        #expect(state.shownImage?.step == 1000)
        state.press(",")
        #expect(state.shownImage?.step == 900)
        try writer.add(image: png, width: 1, height: 1, tag: "sample/sequence", step: 1100)
        try writer.close()
        reload()
        #expect(state.shownImage?.step == 900)
    }

    @Test func zoomAndPanStayInsideTheData() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        var state = samples.state()
        #expect(state.range == 0...990)
        state.press("+")
        #expect(state.range == 495...990)
        #expect(state.isFollowing)
        state.press("b")
        #expect(abs(state.range.lowerBound - 371.25) < 1e-9)
        #expect(!state.isFollowing)
        for _ in 0..<20 { state.press("b") }
        #expect(state.range.lowerBound == 0)
        for _ in 0..<20 { state.press("w") }
        #expect(state.range.upperBound == 990 && state.isFollowing)
        for _ in 0..<60 { state.press("+") }
        #expect(state.range.upperBound > state.range.lowerBound)
        for _ in 0..<80 { state.press("-") }
        #expect(state.window == nil)
    }

    @Test func viewFollowsTheNewestOrHolds() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first", steps: 500)
        var state = samples.state()
        state.press("+")
        let width = state.range.upperBound - state.range.lowerBound
        func grow(_ steps: Int) throws {
            try samples.addTraining("first", steps: steps)
            let log = EventLog([samples.folder])
            _ = log.poll()
            var observer = RunObserver()
            _ = state.reduce(.runs(observer.observe(log.runs, now: WatchSamples.now), isLoading: false))
        }
        try grow(1000)
        #expect(state.range.upperBound == 990)
        #expect(abs(state.range.upperBound - state.range.lowerBound - width) < 1e-9)
        state.press("f")
        let held = state.range
        try grow(1500)
        #expect(state.range == held)
        state.press("f")
        #expect(state.range.upperBound == 1490)
    }

    @Test func smoothedValuesDoNotChangeWithZoom() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        var state = samples.state(smoothing: 0.9)
        let chart = try #require(state.charts.first { $0.tags == ["reward/step"] })
        let before = try #require(state.content(of: chart).lines.first)
        state.press("++b")
        let after = try #require(state.content(of: chart).lines.first)
        for index in 0..<before.values.count { #expect(before.values[index] == after.values[index]) }
    }

    @Test func runsAreHiddenPinnedAndShownAlone() throws {
        let samples = try WatchSamples()
        for name in ["a", "b", "c"] { try samples.addTraining(name, steps: 100) }
        var state = samples.state()
        #expect(state.visibleRuns.map(\.name) == ["a", "b", "c"])
        state.press("rj ")
        #expect(state.visibleRuns.map(\.name) == ["a", "c"])
        state.press("jp")
        #expect(state.visibleRuns.map(\.name) == ["c", "a"])
        state.press("o")
        #expect(state.visibleRuns.map(\.name) == ["c"])
        state.press("a")
        #expect(state.visibleRuns.map(\.name) == ["c", "a", "b"])
        state.press(.escape)
        #expect(state.mode == .charts)
    }

    @Test func filterIsARegularExpressionThatCanBeTakenBack() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first", steps: 100)
        var state = samples.state()
        let all = state.charts.count
        state.press("/^LOSS/critic")
        #expect(state.charts.map(\.tags) == [["loss/critic1", "loss/critic2"]])
        state.press("[")
        #expect(state.filter.problem != nil)
        #expect(WatchView.frame(state).text().contains("is not a regular expression"))
        state.press(.escape)
        #expect(state.charts.count == all)
        state.press("/zzz")
        state.press(.enter)
        #expect(WatchView.frame(state).text().contains("No tag matches “zzz”"))
    }

    @Test func scalesAreKeptPerChart() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first", steps: 100)
        var state = samples.state()
        state.press("y")
        #expect(state.scale(of: state.charts[0]) == .logarithmic)
        #expect(state.scale(of: state.charts[1]) == .linear)
        state.press("Y")
        #expect(state.charts.allSatisfy { state.scale(of: $0) == .symmetric })
    }

    @Test func onlyATrainerAtWorkCanBeControlled() throws {
        let samples = try WatchSamples()
        let path = try samples.addTraining("run", state: .running)
        try samples.addForeign("foreign")
        var state = samples.state()
        state.selected = samples.folder + "/foreign"
        #expect(state.press("P").isEmpty)
        #expect(state.notice?.kind == .warning)
        state.selected = path + "/events"
        guard case .control(.pause, let folder, _) = state.press("P").first else {
            Issue.record("pausing asks for nothing")
            return
        }
        #expect(folder == path)
        #expect(state.press("X").isEmpty)
        #expect(state.press("n").isEmpty && state.mode == .charts)
        state.press("X")
        guard case .control(.stop, _, _) = state.press("y").first else {
            Issue.record("stopping asks for nothing")
            return
        }
    }

    @Test func mousePlacesTheCursorZoomsAndPans() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first")
        var state = samples.state()
        let cell = try #require(WatchLayout(state).charts(state).dropFirst().first)
        let middle = Position(column: cell.rect.column + cell.rect.columns / 2, row: cell.rect.row + 4)
        func mouse(_ action: MouseEvent.Action, _ position: Position, _ modifiers: Modifiers = []) {
            _ = state.reduce(.input(.mouse(MouseEvent(action, at: position, modifiers: modifiers))))
        }
        mouse(.press(.left), middle)
        #expect(state.focus == cell.place)
        let first = try #require(state.cursor)
        #expect(first > 300 && first < 700)
        mouse(.drag(.left), middle.offset(columns: 5))
        #expect(try #require(state.cursor) > first)
        mouse(.release(.left), middle)
        mouse(.wheelUp, middle)
        let zoomed = state.range
        #expect(zoomed.upperBound - zoomed.lowerBound < 800)
        mouse(.press(.right), middle)
        mouse(.drag(.right), middle.offset(columns: 4))
        #expect(state.range.lowerBound < zoomed.lowerBound)
        mouse(.release(.right), middle)
        let title = Position(column: cell.rect.column + 3, row: cell.rect.row)
        mouse(.press(.left), title)
        #expect(state.isFullScreen)
    }

    @Test func anyEventsKeepTheStateSound() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first", steps: 200)
        try samples.addTraining("second", steps: 150, shift: 0.3)
        try samples.addForeign("foreign", points: 50)
        let full = samples.state()
        var state = full
        var random = SeededGenerator(seed: 11)
        let keys = WatchKeyContext.allCases.flatMap { WatchKeys.table.bindings(in: $0) }.flatMap(\.keys)
        let sizes = [
            Size(columns: 120, rows: 40), Size(columns: 60, rows: 16), Size(columns: 200, rows: 60),
            Size(columns: 30, rows: 8),
        ]
        for count in 0..<1500 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0: _ = state.reduce(.input(.resize(sizes.randomElement(using: &random)!)))
            case 1...4:
                let position = Position(
                    column: Int.random(in: -1...state.size.columns, using: &random),
                    row: Int.random(in: -1...state.size.rows, using: &random))
                let actions: [MouseEvent.Action] = [
                    .press(.left), .press(.right), .drag(.left), .drag(.right), .release(.left), .wheelUp, .wheelDown,
                    .wheelLeft,
                ]
                let event = MouseEvent(actions.randomElement(using: &random)!, at: position)
                _ = state.reduce(.input(.mouse(event)))
            case 5: _ = state.reduce(.runs(Bool.random(using: &random) ? full.runs : [], isLoading: false))
            default: _ = state.reduce(.input(.key(keys.randomElement(using: &random)!)))
            }
            if count % 5 == 0 { #expect(WatchView.frame(state).size == state.size) }
            #expect(state.range.lowerBound < state.range.upperBound)
            #expect(state.charts.isEmpty || state.charts.indices.contains(state.focus))
            #expect(state.firstRow >= 0)
        }
    }
}
