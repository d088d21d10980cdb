import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct LoupeTests {
    private func opened() -> ExplorerState {
        var state = ExplorerState.stepped(3)
        state.size = Size(columns: 120, rows: 40)
        state.press("L")
        return state
    }

    @Test func itStandsInThePlaceOfTheSourcesAndShowsAPartOfTheFrame() throws {
        let state = opened()
        let frame = ExplorerView.frame(state, size: state.size)
        let glass = try #require(frame.images.first { $0.rect == state.layout.loupeGlass })
        #expect(glass.bitmap == state.shownBitmap)
        guard case .crop(let source) = glass.fit else {
            Issue.record("the loupe shows all of the picture")
            return
        }
        // Four pixels of the screen for one of the picture, in the middle of it.
        #expect(source.width == min(glass.rect.columns * state.surface.cell.width / 4, 120))
        #expect(abs(source.x + source.width / 2 - 60) <= 1)
        #expect(frame.text().contains("loupe ×4"))
    }

    @Test func arrowsMoveItAndThePlusKeyMagnifies() throws {
        var state = opened()
        let before = try #require(state.view.loupe)
        state.press(.right)
        state.press(.down)
        let moved = try #require(state.view.loupe)
        #expect(moved.x > before.x && moved.y > before.y)
        #expect(state.sequence.position == StepPosition(step: 3))
        state.press("+")
        #expect(state.view.loupe?.factor == 6)
        for _ in 0..<100 { state.press(.left) }
        let source = try #require(state.view.loupe).source(
            in: bitmap(120, 80), area: state.layout.loupeGlass, cell: state.surface.cell)
        #expect(source.x == 0)
    }

    @Test func enterLeavesItThereAndEscapeTakesItAway() {
        var state = opened()
        state.press(.enter)
        #expect(state.mode == .explore && state.view.loupe != nil)
        state.press(.left)
        #expect(state.sequence.position == StepPosition(step: 2))
        state.press(.escape)
        #expect(state.view.loupe == nil)
        state = opened()
        state.press(.escape)
        #expect(state.mode == .explore && state.view.loupe == nil)
    }

    @Test func theMouseMovesIt() throws {
        var state = opened()
        state.press(.enter)
        let cells = try #require(state.geometry).cells
        state.mouse(.press(.left), cells.column + 1, cells.row + 1)
        #expect(try #require(state.view.loupe).x < 0.1)
        state.mouse(.drag(.left), cells.endColumn - 2, cells.endRow - 2)
        let loupe = try #require(state.view.loupe)
        #expect(loupe.x > 0.9 && loupe.y > 0.9)
        state.mouse(.release(.left), cells.endColumn - 2, cells.endRow - 2)
        #expect(state.view.drag == nil && state.view.viewport.isWhole)
    }

    @Test func withoutAPictureThereIsNone() {
        var state = ExplorerState.empty()
        state.press("L")
        #expect(state.view.loupe == nil && state.notice != nil && state.mode == .explore)
    }
}
