import Engine
import Files
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct WorkingSizeTests {
    @Test func theWorkingSizeCyclesAndReopensBothPictures() {
        var state = ExplorerState.ready()
        let effects = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 2048))
        let requests = effects.compactMap { if case .load(let request) = $0 { request } else { nil } }
        #expect(requests.map(\.shortSide) == [2048, 2048])
        var size = WorkingSize.standard
        for _ in WorkingSize.presets { size = size.next }
        #expect(size == .standard)
        #expect(WorkingSize(shortSide: 640).next == WorkingSize(shortSide: 768))
    }

    @Test func aWorkingSizeThatChangesNothingIsPassedOver() {
        var state = ExplorerState.ready()
        // The short side of the file has 2048 pixels, which the full size would not change.
        _ = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 2048))
        for role in SourceRole.allCases {
            guard case .loading(let path, let ticket, _) = state.pair[role] else {
                Issue.record("nothing is loaded")
                return
            }
            _ = state.reduce(.pair(.loaded(role, sourcePicture(path, ticket: ticket, shortSide: 2048))))
        }
        _ = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 384))
    }

    @Test func aWorkingSizeThatTheEngineDoesNotTakeIsPassedOver() {
        // Of the sizes after 1024, 2048 would be 5461 wide and the full size 8000.
        var state = ExplorerState.ready(width: 8000, height: 3000)
        _ = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 384))
    }

    @Test func theWorkingSizeStaysWhilePicturesAreRead() {
        var state = ExplorerState.ready()
        _ = state.load(.content, path: "/b.png", size: .standard, plain: true)
        #expect(state.press("w").isEmpty && state.pair.workingSize == .standard)
    }

    @Test func aRecipeNamesASizeOnlyWhereAPictureWasReduced() throws {
        let reduced = ExplorerState.stepped(1)
        #expect(try #require(reduced.recipe(at: reduced.sequence.position)).size == 1024)
        let whole = ExplorerState.ready(width: 1200, height: 800)
        #expect(try #require(whole.recipe(at: .zero)).size == nil)
    }

    @Test func picturesSmallerThanEveryWorkingSizeStayAsTheyAre() {
        var state = ExplorerState.ready(width: 240, height: 160)
        #expect(state.press("w").isEmpty)
        #expect(state.pair.workingSize == .standard && state.notice?.text.contains("No other working size") == true)
    }

    @Test func anotherWorkingSizeAsksBeforeItLosesSteps() {
        var state = ExplorerState.stepped(3)
        #expect(state.press("w").isEmpty)
        #expect(state.overlays.last == .confirmation(.resize(to: WorkingSize(shortSide: 2048))))
        var refused = state
        #expect(refused.press("n").isEmpty)
        #expect(
            refused.overlays.isEmpty && refused.pair.workingSize == .standard && refused.sequence.history.lastStep == 3)
        var reset = ExplorerState.stepped(3)
        _ = reset.press("R")
        #expect(reset.press("w").isEmpty && reset.overlays.count == 1)
        let effects = state.press("y")
        #expect(effects.count == 2 && state.pair.workingSize == WorkingSize(shortSide: 2048))
    }
}
