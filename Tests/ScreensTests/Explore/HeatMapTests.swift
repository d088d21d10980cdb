import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct HeatMapTests {
    private func grey(_ values: [UInt8], width: Int) -> Bitmap {
        Bitmap(width: width, height: values.count / width, rgb: values.flatMap { [$0, $0, $0] })
    }

    @Test func whatChangedMostIsBrightest() {
        // The right half changes by 80, the left not at all.
        let before = grey([UInt8](repeating: 60, count: 64), width: 8)
        let after = grey((0..<64).map { $0 % 8 < 4 ? 60 : 140 }, width: 8)
        let map = HeatMap.bitmap(from: before, to: after)
        let (cold, hot) = (Array(map.rgb[0..<3]), Array(map.rgb[21..<24]))
        #expect(Int(hot[0]) > Int(cold[0]) + 100 && Int(hot[1]) > Int(cold[1]) + 100)
        // Where nothing changed, the picture is still seen: grey with a little violet.
        #expect(cold[2] > cold[1] && cold[0] > 20)
    }

    @Test func noiseOfAFewLevelsIsNotBlownUp() {
        let before = grey([UInt8](repeating: 100, count: 64), width: 8)
        let after = grey((0..<64).map { $0 % 2 == 0 ? 100 : 101 }, width: 8)
        let map = HeatMap.bitmap(from: before, to: after)
        #expect(map.rgb.allSatisfy { $0 < 120 })
    }

    @Test func itComparesWithTheStepBeforeWhateverIsMarked() throws {
        var state = ExplorerState.stepped(4)
        state.press("1a3")
        guard case .compose(let request) = state.press("H").last else {
            Issue.record("no heat map is composed")
            return
        }
        #expect(request.kind == .changes && request.after == state.shownBitmap)
        #expect(request.before == state.sequence.history.frame(at: 2)?.bitmap)
        #expect(ExplorerView.frame(state, size: Size(columns: 120, rows: 40)).text().contains("change"))
        state.press("H")
        #expect(state.view.contrast == nil)
    }

    @Test func theContentHasNoChanges() {
        var state = ExplorerState.stepped(2)
        state.press("g")
        let effects = state.press("H")
        #expect(!effects.contains { if case .compose = $0 { true } else { false } } && state.notice != nil)
    }
}
