import Terminal
import Testing

@testable import Screens
@testable import Watch

/// Plots drawn as pictures: asked for once, kept until the new one is there.
@Suite struct PlotShelfTests {
    private func state(_ samples: WatchSamples) throws -> WatchState {
        try samples.addForeign("foreign")
        var state = samples.state(filter: "train/loss")
        _ = state.reduce(.surface(Surface(Capabilities(graphics: .sixel, background: .dark))))
        return state
    }

    private func orders(_ effects: [WatchEffect]) -> [PlotOrder] {
        effects.compactMap { if case .plot(let order) = $0 { order } else { nil } }
    }

    private func key(_ character: Character) -> WatchEvent { .input(.key(.character(character))) }

    @Test func aPlotIsAskedForOnce() throws {
        var state = try state(WatchSamples())
        let asked = orders(state.reduce(key("m")))
        #expect(asked.count == 1)
        // Nothing has changed, so nothing is asked for while it is being drawn, nor afterwards.
        #expect(orders(state.reduce(.input(.wake))).isEmpty)
        let order = try #require(asked.first)
        _ = state.reduce(.plotted(order.chart, order.drawn()))
        #expect(orders(state.reduce(.input(.wake))).isEmpty)
        #expect(WatchView.frame(state).images.count == 1)
    }

    @Test func theFormerPlotStaysUntilTheNewOneIsThereAndOvertakenOnesAreLeftOut() throws {
        var state = try state(WatchSamples())
        let first = try #require(orders(state.reduce(key("m"))).first)
        let drawn = first.drawn()
        _ = state.reduce(.plotted(first.chart, drawn))
        let zoomed = try #require(orders(state.reduce(key("+"))).first)
        #expect(WatchView.frame(state).images.map(\.bitmap) == [drawn.bitmap])
        let more = try #require(orders(state.reduce(key("+"))).first)
        _ = state.reduce(.plotted(zoomed.chart, zoomed.drawn()))
        #expect(WatchView.frame(state).images.map(\.bitmap) == [drawn.bitmap])
        let last = more.drawn()
        _ = state.reduce(.plotted(more.chart, last))
        #expect(WatchView.frame(state).images.map(\.bitmap) == [last.bitmap])
    }

    @Test func movingTheCursorDrawsAStripAlone() throws {
        var state = try state(WatchSamples())
        let first = try #require(orders(state.reduce(key("m"))).first)
        let drawn = first.drawn()
        _ = state.reduce(.plotted(first.chart, drawn))
        let order = try #require(orders(state.reduce(.input(.key(.left)))).first)
        #expect(order.base?.bitmap == drawn.bitmap && order.key.cursor != nil)
        #expect(order.drawn().bitmap == drawn.bitmap)
    }
}
