import Terminal
import Testing

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

/// The screens' names at the upper right are clicked as well as read.
@Suite struct ScreenTabsTests {
    private let size = Size(columns: 100, rows: 30)

    private func click(_ title: String, in text: String) throws -> InputEvent {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let row = try #require(lines.firstIndex { $0.contains("Explore  Watch  Look back") })
        let start = try #require(lines[row].ranges(of: title).last).lowerBound
        let column = lines[row].distance(from: lines[row].startIndex, to: start)
        return .mouse(MouseEvent(.press(.left), at: Position(column: column + 1, row: row)))
    }

    /// A landscape leaves no room for them.
    @Test func aClickInTheExplorerGoesThere() throws {
        var state = ExplorerState.ready(width: 2048, height: 3072)
        state.size = size
        state.screens = [.explore, .watch, .lookback]
        let text = ExplorerView.frame(state, size: size).text()
        #expect(state.reduce(.input(try click("Watch", in: text))) == [.screen(.watch)])
        #expect(state.reduce(.input(try click("Look back", in: text))) == [.screen(.lookback)])
        #expect(state.reduce(.input(try click("Explore", in: text))).isEmpty)
    }

    @Test func aClickInTheDashboardGoesThere() throws {
        let display = RecordingDisplay(size: size)
        let controller = WatchController(display: display, directories: [], screens: [.explore, .watch, .lookback])
        defer { controller.stop() }
        let text = controller.frame(size: size).text()
        #expect(controller.handle(try click("Look back", in: text)) == .screen(.lookback))
        #expect(controller.handle(try click("Explore", in: text)) == .screen(.explore))
        #expect(controller.handle(try click("Watch", in: text)) == nil)
    }

    @Test func aClickWhileLookingBackGoesThere() throws {
        var state = LookbackState()
        state.size = size
        state.screens = [.explore, .watch, .lookback]
        let text = LookbackView.frame(state).text()
        #expect(state.reduce(.input(try click("Explore", in: text))).contains(.screen(.explore)))
        #expect(state.reduce(.input(try click("Watch", in: text))).contains(.screen(.watch)))
        #expect(!state.reduce(.input(try click("Look back", in: text))).contains(.screen(.lookback)))
    }
}
