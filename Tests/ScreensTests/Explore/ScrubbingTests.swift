import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct ScrubbingTests {
    @Test func arrowsHomeAndEndMoveByWholeSteps() {
        var state = ExplorerState.stepped(5)
        state.press(.left)
        #expect(state.sequence.position == StepPosition(step: 4))
        state.press("hh")
        #expect(state.sequence.position == StepPosition(step: 2))
        state.press(.right)
        #expect(state.sequence.position == StepPosition(step: 3))
        state.press(.home)
        #expect(state.sequence.position == .zero)
        state.press(.left)
        #expect(state.sequence.position == .zero)
        state.press(.end, .right)
        #expect(state.sequence.position == StepPosition(step: 5))
    }

    @Test func digitsJumpAndZeroIsTen() {
        var state = ExplorerState.stepped(10)
        state.press("3")
        #expect(state.sequence.position == StepPosition(step: 3))
        state.press("0")
        #expect(state.sequence.position == StepPosition(step: 10))
    }

    @Test func jumpingBeyondTheLastStepSaysHowToGetThere() {
        var state = ExplorerState.stepped(2)
        state.press("7")
        #expect(state.sequence.position == StepPosition(step: 2))
        #expect(state.notice?.text.contains("press r") == true)
    }

    @Test func tenthsAskForTheBlendOnce() throws {
        var state = ExplorerState.stepped(3)
        state.press("1")
        let key = BlendKey(lower: state.sequence.history.path[1], upper: state.sequence.history.path[2], tenths: 1)
        #expect(state.press(".") == [.blend(key)])
        #expect(state.shownBitmap == state.sequence.history.frame(at: 1)?.bitmap)
        let blend = bitmap()
        _ = state.reduce(.sequence(.blended(key, blend)))
        #expect(state.shownBitmap == blend)
        state.press(".")
        #expect(state.press(",").isEmpty)
        #expect(state.shownBitmap == blend)
        #expect(state.press(.shift(.left)).isEmpty)
        #expect(state.sequence.position == StepPosition(step: 1))
    }

    @Test func arrowsFromAFractionGoToTheNeighbour() {
        var state = ExplorerState.stepped(3)
        state.press("1..")
        state.press(.right)
        #expect(state.sequence.position == StepPosition(step: 2))
        state.press(",,")
        state.press(.left)
        #expect(state.sequence.position == StepPosition(step: 1))
    }

    @Test func draggingTheSliderFollowsThePointerInTenths() {
        var state = ExplorerState.stepped(10)
        let layout = state.layout
        let scale = layout.scale(lastStep: 10)
        state.mouse(.press(.left), scale.column(at: 4), layout.track.row)
        #expect(abs(state.sequence.position.value - 4) < 0.15)
        // Away from the row the slider stays held.
        state.mouse(.drag(.left), scale.column(at: 6.5), layout.track.row - 4)
        #expect(abs(state.sequence.position.value - 6.5) < 0.15)
        state.mouse(.drag(.left), 0, layout.track.row)
        #expect(state.sequence.position == .zero)
        state.mouse(.release(.left), 0, layout.track.row)
        state.mouse(.drag(.left), scale.column(at: 6.5), layout.track.row)
        #expect(state.sequence.position == .zero)
    }

    @Test func theSliderCannotGoBeyondWhatWasComputed() {
        var state = ExplorerState.stepped(3)
        let layout = state.layout
        state.mouse(.press(.left), layout.scale(lastStep: 10).column(at: 9), layout.track.row)
        #expect(state.sequence.position == StepPosition(step: 3))
    }

    @Test func theWheelZoomsAndWithControlScrubs() {
        var state = ExplorerState.stepped(3)
        let turn = { (action: MouseEvent.Action) in
            InputEvent.mouse(MouseEvent(action, at: Position(column: 10, row: 10), modifiers: .control))
        }
        _ = state.reduce(.input(turn(.wheelDown)))
        #expect(state.sequence.position == StepPosition(step: 2))
        _ = state.reduce(.input(turn(.wheelUp)))
        #expect(state.sequence.position == StepPosition(step: 3))
        state.mouse(.wheelUp, 10, 10)
        #expect(!state.view.viewport.isWhole)
    }

    @Test func clickingAFilmstripFrameGoesThere() {
        var state = ExplorerState.stepped(8)
        let layout = state.layout
        state.mouse(.press(.left), layout.scale(lastStep: 10).column(at: 2), layout.filmstrip.row)
        #expect(state.sequence.position == StepPosition(step: 2))
    }

    @Test func clickingAThumbnailOpensThePicker() {
        var state = ExplorerState.ready()
        let layout = state.layout
        state.mouse(.press(.left), layout.stylePanel.column + 1, layout.stylePanel.row)
        #expect(state.picker?.role == .style)
    }

    @Test func clickingTheStatusBarDoesWhatItSays() throws {
        var state = ExplorerState.ready()
        let bar = StatusBar<ExplorerCommand>(state: state, columns: state.size.columns)
        let help = try #require(bar.items.first { $0.command == .help })
        state.mouse(.press(.left), help.column, state.size.rows - 1)
        #expect(state.mode.context == .help)
    }

    @Test func theSliderScaleIsItsOwnInverse() {
        for columns in [30, 58, 77, 156] {
            for last in [1, 10, 13] {
                let scale = SliderScale(column: 3, columns: columns, lastStep: last)
                for step in 0...last {
                    let back = scale.position(at: scale.column(at: Double(step)))
                    #expect(abs(back - Double(step)) <= 0.5 / scale.slotWidth + 1e-9, "\(columns) \(last) \(step)")
                }
            }
        }
    }
}
