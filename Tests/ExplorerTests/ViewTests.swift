import Terminal
import Testing

@testable import Explorer

@Suite struct ViewControlTests {
    @Test func splitTogglesAndItsDividerMovesByKeysAndMouse() throws {
        var state = ExplorerState.stepped(2)
        state.press("|")
        #expect(state.split == 0.5)
        state.press("<")
        #expect(abs((state.split ?? 0) - 0.45) < 1e-9)
        let layout = ExplorerLayout(size: state.size)
        let geometry = PictureGeometry(
            try #require(state.shownBitmap), area: layout.picture, surface: state.surface, viewport: state.viewport)
        let divider = try #require(geometry.dividerColumn(at: 0.45))
        let row = geometry.cells.row + 2
        state.mouse(.press(.left), divider, row)
        state.mouse(.drag(.left), geometry.cells.column + geometry.cells.columns / 4, row)
        #expect(abs((state.split ?? 0) - 0.25) < 0.03)
        state.mouse(.drag(.left), 0, row)
        #expect(state.split == 0)
        state.mouse(.release(.left), 0, row)
        state.press("b")
        #expect(state.split == nil)
    }

    @Test func bothHalvesOfTheSplitShowTheSamePlaceOfTheirPictures() throws {
        var state = ExplorerState.stepped(2)
        state.press("b")
        let frame = ExplorerView.frame(state, size: state.size)
        let before = try #require(frame.images.first { $0.bitmap == state.history.frame(at: 0)?.bitmap })
        let after = try #require(frame.images.first { $0.bitmap == state.history.frame(at: 2)?.bitmap })
        #expect(before.rect.endColumn + 1 == after.rect.column)
        let left = before.fit.source(in: before.bitmap)
        let right = after.fit.source(in: after.bitmap)
        #expect(left.x == 0)
        #expect(right.x + right.width == after.bitmap.width)
        #expect(left.height == right.height)
        let perCell = Double(left.width + right.width) / Double(before.rect.columns + after.rect.columns)
        #expect(abs(Double(right.x - left.width) - perCell) <= 1.5)
    }

    @Test func zoomGoesInAndOutAndEscapeShowsTheWhole() {
        var state = ExplorerState.stepped(1)
        state.press("+++")
        #expect(state.viewport.magnification == 2)
        state.press("-")
        #expect(state.viewport.magnification == 1.5)
        state.press(.escape)
        #expect(state.viewport == .whole)
        for _ in 0..<40 { state.press("+") }
        #expect(state.viewport.magnification == Viewport.magnifications.last)
    }

    @Test func panningMovesWithinThePictureOnly() {
        var state = ExplorerState.stepped(1)
        state.press("z")
        #expect(state.mode.context == .pan)
        #expect(!state.viewport.isWhole)
        let before = state.viewport.centerX
        state.press(.right)
        #expect(state.viewport.centerX > before)
        for _ in 0..<50 { state.press(.left, .up) }
        #expect(abs(state.viewport.centerX - 0.5 / state.viewport.magnification) < 1e-9)
        state.press("0")
        #expect(state.viewport == .whole)
        #expect(state.mode.context == .explore)
    }

    @Test func draggingTheZoomedFrameKeepsThePixelUnderThePointer() {
        var state = ExplorerState.stepped(1)
        state.press("+++")
        let layout = ExplorerLayout(size: state.size)
        let middle = layout.picture.centered(Size(columns: 1, rows: 1))
        let before = state.viewport.centerX
        state.mouse(.press(.left), middle.column, middle.row)
        state.mouse(.drag(.left), middle.column - 4, middle.row)
        #expect(state.viewport.centerX > before)
        state.mouse(.drag(.left), middle.column, middle.row)
        #expect(abs(state.viewport.centerX - before) < 1e-9)
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
        #expect(state.alphaPercent == 0)
        for _ in 0..<30 { state.press("]") }
        #expect(state.alphaPercent == 100)
    }

    @Test func quitAsksOnlyWhileSomethingRuns() {
        var state = ExplorerState.stepped(1)
        #expect(state.press("q") == [.quit])
        state.press(.space)
        #expect(state.press("q").isEmpty)
        #expect(state.mode == .confirmation(.quitWhileBusy))
        state.press("n")
        #expect(state.overlays.isEmpty)
        state.press("q")
        #expect(state.press("y") == [.cancelRun, .quit])
    }

    @Test func tabAsksForTheNextScreen() {
        var state = ExplorerState.ready()
        #expect(state.press(.tab) == [.nextScreen])
    }

    @Test func thePaletteFindsAndPerformsACommand() {
        var state = ExplorerState.stepped(3)
        state.press(":before")
        #expect(state.mode.context == .palette)
        state.press(.enter)
        #expect(state.overlays.isEmpty)
        #expect(state.split == 0.5)
    }

    @Test func helpFiltersAndClosesStepByStep() {
        var state = ExplorerState.ready()
        state.press("?/resample")
        #expect(state.mode.context == .helpFilter)
        let filtered = HelpPage.lines(filter: "resample")
        #expect(filtered.contains { if case .entry(let keys, _) = $0 { keys == "n" } else { false } })
        #expect(filtered.count < HelpPage.lines(filter: "").count)
        state.press(.enter)
        #expect(state.mode.context == .help)
        state.press(.escape)
        #expect(state.mode.context == .help)
        state.press("q")
        #expect(state.mode.context == .explore)
    }
}
