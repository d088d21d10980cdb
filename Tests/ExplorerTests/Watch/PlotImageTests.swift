import Terminal
import Testing

@testable import Explorer

@Suite struct PlotImageTests {
    private func signature(
        range: ClosedRange<Double> = 0...1000, values: ClosedRange<Double> = 0...10, count: Int = 1000, width: Int = 400
    ) -> PlotImage.Signature {
        PlotImage.Signature(
            range: range, axis: VerticalAxis(scale: .linear, showing: values, isExact: true), smoothing: 0.6,
            lines: [LineKey(run: "run", tag: "loss")], counts: [count], width: width, height: 200, tone: .dark)
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
    }
}
