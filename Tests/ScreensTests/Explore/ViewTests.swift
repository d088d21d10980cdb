import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct ViewControlTests {
    @Test func splitTogglesAndItsDividerMovesByKeysAndMouse() throws {
        var state = ExplorerState.stepped(2)
        state.press("|")
        #expect(state.view.split == 0.5)
        state.press("<")
        #expect(abs((state.view.split ?? 0) - 0.45) < 1e-9)
        let layout = state.layout
        let geometry = PictureGeometry(
            try #require(state.shownBitmap), area: layout.picture, surface: state.surface, viewport: state.view.viewport
        )
        let divider = try #require(geometry.dividerColumn(at: 0.45))
        let row = geometry.cells.row + 2
        state.mouse(.press(.left), divider, row)
        state.mouse(.drag(.left), geometry.cells.column + geometry.cells.columns / 4, row)
        #expect(abs((state.view.split ?? 0) - 0.25) < 0.03)
        state.mouse(.drag(.left), 0, row)
        #expect(state.view.split == 0)
        state.mouse(.release(.left), 0, row)
        state.press("b")
        #expect(state.view.split == nil)
    }

    @Test func theNumberOfThePlaceHidesOthersWholeOrNotAtAll() {
        let start = ExplorerState.stepped(12)
        for size in SnapshotTests.sizes {
            for tenths in 0...120 {
                var state = start
                _ = state.reduce(.input(.resize(size)))
                state.sequence.position = StepPosition(tenths: tenths)
                let layout = state.layout
                let lines = ExplorerView.frame(state, size: size).text().split(
                    separator: "\n", omittingEmptySubsequences: false)
                let words = lines[layout.numbers.row].split { !$0.isNumber && $0 != "." }.map(String.init)
                #expect(words.contains(state.sequence.position.label), "\(size) \(words)")
                let others = words.filter { $0 != state.sequence.position.label }
                #expect(others.allSatisfy { Int($0).map { (0...12).contains($0) } ?? false }, "\(size) \(words)")
                #expect(words.compactMap(Double.init) == words.compactMap(Double.init).sorted(), "\(words)")
            }
        }
    }

    /// Where the divider of a comparison stands.
    private func column(_ request: Comparison.Request) throws -> Int {
        guard case .divider(let column, _) = request.kind else { throw CancellationError() }
        return column
    }

    @Test func theComparisonIsAskedForOncePerChangeAndShownWhenItComes() throws {
        var state = ExplorerState.stepped(2)
        guard case .compose(let first) = state.press("b").last else {
            Issue.record("nothing is composed")
            return
        }
        #expect(first.before == state.sequence.history.frame(at: 0)?.bitmap)
        #expect(first.after == state.sequence.history.frame(at: 2)?.bitmap)
        #expect(abs(try column(first) - first.after.width / 2) <= 1)
        #expect(state.reduce(.input(.wake)).isEmpty)
        guard case .compose(let second) = state.press(">").last else {
            Issue.record("the moved divider is not composed")
            return
        }
        #expect(try column(second) > column(first))
        _ = state.reduce(.composed(first, bitmap(120, 80)))
        #expect(state.view.comparison.bitmap == nil)
        let composed = bitmap(120, 80)
        _ = state.reduce(.composed(second, composed))
        #expect(ExplorerView.frame(state, size: state.size).images.contains { $0.bitmap == composed })
        state.press("b")
        #expect(state.view.comparison == Comparison())
    }

    @Test func theComparisonIsTheContentLeftOfItsLineAndTheFrameRightOfIt() {
        let before = Bitmap(width: 9, height: 4, rgb: (0..<108).map { UInt8($0) })
        let after = Bitmap(width: 9, height: 4, rgb: (0..<108).map { UInt8(255 - $0) })
        for (column, width, clear) in [(4, 1, 0...3), (0, 3, 2...8), (9, 2, 0...7)] {
            let composed = ComparisonComposer.bitmap(
                Comparison.Request(before: before, after: after, kind: .divider(column: column, lineWidth: width)))
            for y in 0..<4 {
                for x in clear {
                    let source = x < column ? before : after
                    let index = 3 * (9 * y + x)
                    #expect(composed.rgb[index..<index + 3] == source.rgb[index..<index + 3], "\(x), \(y)")
                }
            }
        }
        let line = ComparisonComposer.bitmap(
            Comparison.Request(before: before, after: after, kind: .divider(column: 4, lineWidth: 1)))
        #expect(line.rgb[12..<15] == [247, 176, 91])
    }

    @Test func zoomGoesInAndOutAndEscapeShowsTheWhole() {
        var state = ExplorerState.stepped(1)
        state.press("+++")
        #expect(state.view.viewport.magnification == 2)
        state.press("-")
        #expect(state.view.viewport.magnification == 1.5)
        state.press(.escape)
        #expect(state.view.viewport == .whole)
        for _ in 0..<40 { state.press("+") }
        #expect(state.view.viewport.magnification == Viewport.magnifications.last)
    }

    @Test func panningMovesWithinThePictureOnly() {
        var state = ExplorerState.stepped(1)
        state.press("z")
        #expect(state.mode.context == .pan)
        #expect(!state.view.viewport.isWhole)
        let before = state.view.viewport.centerX
        state.press(.right)
        #expect(state.view.viewport.centerX > before)
        for _ in 0..<50 { state.press(.left, .up) }
        #expect(abs(state.view.viewport.centerX - 0.5 / state.view.viewport.magnification) < 1e-9)
        state.press("0")
        #expect(state.view.viewport == .whole)
        #expect(state.mode.context == .explore)
    }

    @Test func draggingTheZoomedFrameKeepsThePixelUnderThePointer() {
        var state = ExplorerState.stepped(1)
        state.press("+++")
        let layout = state.layout
        let middle = layout.picture.centered(Size(columns: 1, rows: 1))
        let before = state.view.viewport.centerX
        state.mouse(.press(.left), middle.column, middle.row)
        state.mouse(.drag(.left), middle.column - 4, middle.row)
        #expect(state.view.viewport.centerX > before)
        state.mouse(.drag(.left), middle.column, middle.row)
        #expect(abs(state.view.viewport.centerX - before) < 1e-9)
    }

    @Test func zoomedGeometryStaysInsideThePictureAndTheArea() {
        let picture = bitmap(300, 100)
        let area = Rect(column: 4, row: 2, columns: 40, rows: 12)
        for level in 0..<Viewport.magnifications.count {
            for (x, y) in [(0.0, 0.0), (1.0, 1.0), (-1.0, 1.0)] {
                var viewport = Viewport.whole
                viewport.zoom(by: level)
                viewport.pan(x: x, y: y)
                let geometry = PictureGeometry(picture, area: area, surface: Surface(), viewport: viewport)
                #expect(area.contains(geometry.cells))
                #expect(geometry.source.x >= 0 && geometry.source.x + geometry.source.width <= 300)
                #expect(geometry.source.y >= 0 && geometry.source.y + geometry.source.height <= 100)
            }
        }
    }

    @Test func alphaStaysBetweenNoneAndFull() {
        var state = ExplorerState.ready()
        for _ in 0..<30 { state.press(.down) }
        #expect(state.sequence.alphaPercent == 0)
        for _ in 0..<30 { state.press("]") }
        #expect(state.sequence.alphaPercent == 100)
    }

    @Test func quitAsksOnlyWhileSomethingRuns() {
        var state = ExplorerState.stepped(1)
        #expect(state.press("q").last == .quit)
        state.press(.space)
        #expect(state.press("q").isEmpty)
        #expect(state.mode == .confirmation(.quitWhileBusy))
        state.press("n")
        #expect(state.overlays.isEmpty)
        state.press("q")
        let effects = state.press("y")
        #expect(effects.first == .cancelRun && effects.last == .quit)
    }

    @Test func tabAsksForTheNextScreen() {
        var state = ExplorerState.ready()
        #expect(state.press(.tab).isEmpty)
        #expect(state.notice?.text == "There is no other screen.")
        state.screens = [.explore, .watch, .lookback]
        #expect(state.press(.tab) == [.nextScreen])
        #expect(ExplorerView.frame(state, size: Size(columns: 160, rows: 24)).text().contains("next screen"))
    }

    @Test func thePaletteFindsAndPerformsACommand() {
        var state = ExplorerState.stepped(3)
        state.press(":before")
        #expect(state.mode.context == .palette)
        state.press(.enter)
        #expect(state.overlays.isEmpty)
        #expect(state.view.split == 0.5)
    }

    @Test func helpFiltersAndClosesStepByStep() {
        var state = ExplorerState.ready()
        state.press("?/resample")
        #expect(state.mode.context == .helpFilter)
        let filtered = ExplorerKeys.help(ExplorerKeys.table).lines(filter: "resample")
        #expect(filtered.contains { if case .entry(let keys, _) = $0 { keys == "n" } else { false } })
        #expect(filtered.count < ExplorerKeys.help(ExplorerKeys.table).lines().count)
        state.press(.enter)
        #expect(state.mode.context == .help)
        state.press(.escape)
        #expect(state.mode.context == .help)
        state.press("q")
        #expect(state.mode.context == .explore)
    }
}
