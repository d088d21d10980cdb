import Engine
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct ComparingTests {
    @Test func aMarkedFrameIsComparedWhateverTheBranch() throws {
        var state = ExplorerState.stepped(4)
        state.press("2a")
        let marked = try #require(state.view.marked)
        #expect(marked.bitmap == state.sequence.history.frame(at: 2)?.bitmap && marked.label == "step 2")
        state.press("4v")
        #expect(ExplorerView.frame(state, size: state.size).images.first?.bitmap == marked.bitmap)
        state.press("v")
        #expect(ExplorerView.frame(state, size: state.size).images.first?.bitmap == state.shownBitmap)
        guard case .compose(let request) = state.press("d").last else {
            Issue.record("no difference is composed")
            return
        }
        #expect(request.kind == .difference && request.before == marked.bitmap && request.after == state.shownBitmap)
        let both = { (state: ExplorerState) in
            ExplorerView.frame(state, size: state.size).images.prefix(2).map(\.bitmap)
        }
        state.press("y")
        #expect(both(state) == [marked.bitmap, try #require(state.shownBitmap)])
        state.press("b")
        #expect(state.view.contrast == nil && state.view.split != nil)
        state.press("d")
        #expect(state.view.contrast == .difference && state.view.split == nil)
        state.press(.escape)
        #expect(state.view.contrast == nil)
    }

    @Test func theDifferenceIsFourTimesWhatTheyDifferBy() {
        let a = Bitmap(width: 2, height: 1, rgb: [0, 100, 200, 7, 7, 7])
        let b = Bitmap(width: 2, height: 1, rgb: [10, 90, 100, 7, 7, 7])
        let request = Comparison.Request(before: a, after: b, kind: .difference)
        #expect(ComparisonComposer.bitmap(request).rgb == [40, 40, 255, 0, 0, 0])
    }

    @Test func theSweetSpotIsTheKnee() {
        func report(_ step: Int, style: Float?, content: Float?) -> StepReport {
            var report = StepReport(step: step, seconds: 0, actionSize: 0, entropy: 0)
            (report.styleLoss, report.contentLoss) = (style, content)
            return report
        }
        // Style falls fast, then slowly; content rises evenly.
        let losses: [(Float, Float)] = [(10, 1), (4, 2), (2, 3), (1.8, 4), (1.7, 5), (1.6, 6)]
        let reports =
            [nil] + losses.enumerated().map { report($0.offset + 1, style: $0.element.0, content: $0.element.1) }
        #expect(SweetSpot.step(of: reports) == 3)
        #expect(SweetSpot.step(of: Array(reports.prefix(3))) == nil)
        #expect(SweetSpot.step(of: [nil] + (1...5).map { report($0, style: 1, content: 2) }) == nil)
        #expect(SweetSpot.step(of: [nil] + (1...5).map { report($0, style: nil, content: 2) }) == nil)
    }

    @Test func aLineHasACharacterForEachStepOrSamplesThem() {
        #expect(Sparkline.text([nil, 0, 1, 2], columns: 4) == " ▁▅█")
        #expect(Sparkline.text([0, 7], columns: 7) == "▁▁▁███")
        #expect(Sparkline.text((0..<100).map(Float.init), columns: 10)?.count == 10)
        #expect(Sparkline.text([1, 1, 1], columns: 10) == nil)
        #expect(Sparkline.text([nil, .nan], columns: 10) == nil)
    }

    @Test func theWheelZoomsAtThePointerAndScrubsElsewhere() throws {
        var state = ExplorerState.stepped(4)
        let cells = try #require(state.geometry).cells
        let corner = Position(column: cells.column, row: cells.row)
        state.mouse(.wheelUp, corner.column, corner.row)
        #expect(state.view.viewport.magnification > 1 && state.sequence.position == StepPosition(step: 4))
        #expect(state.view.viewport.centerX < 0.5 && state.view.viewport.centerY < 0.5)
        state.mouse(.wheelDown, corner.column, corner.row)
        #expect(state.view.viewport.isWhole)
        state.mouse(.wheelDown, state.layout.track.column, state.layout.track.row)
        #expect(state.sequence.position == StepPosition(step: 3))
    }

    @Test func zoomingInNeverZoomsOut() {
        var viewport = Viewport.whole
        viewport.magnify(to: 19)
        viewport.zoom(by: 1)
        #expect(viewport.magnification == 19)
        viewport.zoom(by: -1)
        #expect(viewport.magnification == 16)
    }

    /// A picture so narrow that two of it have no room beside each other.
    @Test(arguments: [(4, 400), (400, 4)]) func odditiesAreComparedToo(width: Int, height: Int) {
        for size in SnapshotTests.sizes {
            var state = ExplorerState.stepped(1)
            _ = state.reduce(.input(.resize(size)))
            state.view.marked = MarkedFrame(bitmap: bitmap(width, height), label: "A")
            state.pair.content = .empty
            _ = state.sequence.plant(
                SourcePicture(
                    ticket: 1, path: "/a.png", sha256: "", originalWidth: width, originalHeight: height, width: width,
                    height: height, bitmap: bitmap(width, height), thumbnail: bitmap(width, height)))
            for key in "yvdbt+" {
                state.press(String(key))
                #expect(ExplorerView.frame(state, size: size).size == size)
            }
        }
    }

    @Test func truePixelsAreThoseOfTheScreen() throws {
        var state = ExplorerState.stepped(1)
        state.press("t")
        let bitmap = try #require(state.shownBitmap)
        let placement = SessionView.placement(bitmap, state: state, layout: state.layout)
        // A small picture stands in the middle as it is.
        #expect(placement.fit == .actual)
        let cells = placement.coveredRect(cellPixelSize: state.surface.cell)
        #expect(cells.columns == (bitmap.width + 9) / 10 && cells.rows == (bitmap.height + 19) / 20)
        state.press("t")
        #expect(state.view.viewport.isWhole)
    }
}
