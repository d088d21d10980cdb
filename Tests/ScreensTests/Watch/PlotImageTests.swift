import Terminal
import Testing

@testable import Screens
@testable import Watch

@Suite struct PlotImageTests {
    private func signature(
        range: ClosedRange<Double> = 0...1000, values: ClosedRange<Double> = 0...10, count: Int = 1000,
        restarts: Int = 0,
        width: Int = 400
    ) -> PlotImage.Signature {
        PlotImage.Signature(
            range: range, axis: VerticalAxis(scale: .linear, showing: values, isExact: true), smoothing: 0.6,
            lines: [LineKey(run: "run", tag: "loss")], counts: [count], looks: [LineLook(number: 0)],
            restarts: [restarts], width: width, height: 200,
            tone: .dark)
    }

    @Test func aPictureServesUntilItsCurvesHaveGrownByAHundredth() {
        let drawn = signature()
        #expect(drawn.serves(for: drawn))
        #expect(drawn.serves(for: signature(range: 0...1009, count: 1009)))
        #expect(!drawn.serves(for: signature(range: 0...1011, count: 1011)))
        #expect(drawn.serves(for: signature(values: 0...10.04)))
        #expect(!drawn.serves(for: signature(values: 0...10.1)))
    }

    @Test func everythingElseIsDrawnAnew() {
        let drawn = signature()
        #expect(!drawn.serves(for: signature(range: 1...1001)))
        #expect(!drawn.serves(for: signature(range: 0...999)))
        #expect(!drawn.serves(for: signature(count: 999)))
        #expect(!drawn.serves(for: signature(width: 401)))
        #expect(!drawn.serves(for: signature(restarts: 1)))
    }

    @Test func theCursorIsALineInThePicture() throws {
        let samples = try WatchSamples()
        try samples.addForeign("foreign")
        var state = samples.state(filter: "train/loss")
        _ = state.reduce(.surface(Surface(Capabilities(graphics: .sixel, background: .dark))))
        state.press("m")
        let plot = try #require(WatchView.frame(state).images.last)
        state.press(.left, .left, .left)
        let frame = WatchView.frame(state)
        // The picture stays the same, so that it need not be encoded again, and nothing is erased.
        #expect(frame.overlays.isEmpty)
        #expect(frame.images.count == 2 && frame.images.first == plot)
        let strip = try #require(frame.images.last)
        #expect(strip.rect.columns == 1 && strip.rect.rows == plot.rect.rows)
        let cell = strip.bitmap.width
        #expect(cell * plot.rect.columns == plot.bitmap.width && strip.bitmap.height == plot.bitmap.height)
        let left = (strip.rect.column - plot.rect.column) * cell
        let changed = (0..<cell).filter { x in
            (0..<strip.bitmap.height).contains { y in
                let here = 3 * (y * cell + x)
                let there = 3 * (y * plot.bitmap.width + left + x)
                return strip.bitmap.rgb[here..<here + 3] != plot.bitmap.rgb[there..<there + 3]
            }
        }
        #expect(changed.count == 1)
        // Nothing new is sent while nothing moves, and the line's colour is among those chosen.
        #expect(WatchView.frame(state).images == frame.images)
        let palette = try #require(strip.palette)
        #expect(palette.rgb.starts(with: strip.bitmap.rgb) && palette.height == 2 * strip.bitmap.height)
    }

    /// xterm draws a whole line a pixel into the cell below, where it stayed as a dot.
    @Test func theCursorOfATextChartEndsAboveTheAxis() throws {
        let samples = try WatchSamples()
        try samples.addForeign("foreign")
        var state = samples.state(filter: "^lr$", noColor: true)
        for _ in 0..<20 { state.press(.right) }
        let lines = WatchView.frame(state).text().split(separator: "\n", omittingEmptySubsequences: false)
        let foot = try #require(lines.firstIndex { $0.contains("└") })
        let above = lines[foot - 1].filter { $0 == "│" || $0 == "┤" || $0 == "╵" }.replacing("┤", with: "│")
        #expect(lines[foot - 3].filter { $0 == "│" || $0 == "┤" }.count == 2 && above == "│╵")
    }
}
