import Terminal
import Testing

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

/// Windows that are too small for a screen say how much room it needs, in whole words.
@Suite struct SmallWindowTests {
    private static let sizes = [
        Size(columns: 39, rows: 11), Size(columns: 20, rows: 8), Size(columns: 10, rows: 5), Size(columns: 6, rows: 3),
        Size(columns: 200, rows: 2),
    ]

    @Test(arguments: sizes) func noWordIsBroken(size: Size) {
        var frame = Frame(size: size)
        SmallWindow.draw("The dashboard", needs: WatchLayout.minimum, in: &frame, theme: .dark)
        let words = frame.text().split(whereSeparator: \.isWhitespace).map(String.init)
        let known = Set(
            ("The dashboard needs 40×12 cells; this window has \(size.columns)×\(size.rows). Enlarge it, or use a "
                + "smaller font. the window to 40×12. 40×12").split(separator: " ").map(String.init))
        #expect(words.allSatisfy(known.contains), "\(words)")
        #expect(words.contains { $0.hasPrefix("40×12") })
    }

    @Test func theWholeSentenceStandsWhereItFits() {
        var state = WatchState()
        state.size = Size(columns: 39, rows: 11)
        let text = WatchView.frame(state).text().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            text == "The dashboard needs 40×12 cells; this window has 39×11. Enlarge it, or use a smaller font.")
    }
}
