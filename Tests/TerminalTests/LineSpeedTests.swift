import Testing

@testable import Terminal

struct LineSpeedTests {
    private let start = ContinuousClock.now

    private func after(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    @Test func aFastLineIsNeverHurried() {
        var speed = LineSpeed()
        #expect(!speed.isHurried(at: start))
        speed.wrote(bytes: 400_000, in: .milliseconds(20), at: after(20), isCoarse: false)
        #expect(!speed.isHurried(at: after(21)) && speed.refinement == nil)
        // What the system holds for the terminal tells nothing.
        speed.wrote(bytes: 1000, in: .milliseconds(500), at: after(600), isCoarse: false)
        #expect(!speed.isHurried(at: after(601)))
    }

    @Test func aSlowLineIsSparedUntilThePictureRests() {
        var speed = LineSpeed()
        speed.wrote(bytes: 400_000, in: .milliseconds(300), at: after(300), isCoarse: false)
        #expect(speed.isHurried(at: after(400)) && !speed.isHurried(at: after(700)))
        speed.wrote(bytes: 90_000, in: .milliseconds(60), at: after(460), isCoarse: true)
        let isEarly = speed.wantsRefinement(at: after(700))
        #expect(!isEarly)
        speed.wrote(bytes: 90_000, in: .milliseconds(60), at: after(750), isCoarse: true)
        let isEarlyAgain = speed.wantsRefinement(at: after(1000))
        #expect(!isEarlyAgain)
        let refines = [speed.wantsRefinement(at: after(1050)), speed.wantsRefinement(at: after(1060))]
        #expect(refines == [true, false])
        // Coarse pictures do not make the line look fast.
        #expect(speed.isHurried(at: after(800)))
    }

    /// Text beside a picture changes: the picture stays as it is.
    @Test func onlyNewPicturesAreCoarse() {
        let size = Size(columns: 40, rows: 20)
        let capabilities = Capabilities(graphics: .sixel, cellPixelSize: PixelSize(width: 10, height: 20))
        let (old, new) = (
            ImageEncoderTests.pattern(width: 40, height: 40), ImageEncoderTests.pattern(width: 50, height: 50)
        )
        var frame = Frame(size: size)
        frame.place(old, in: Rect(column: 0, row: 0, columns: 10, rows: 5))
        var compositor = ImageCompositor()
        _ = compositor.plan(
            frame, windowSize: size, capabilities: capabilities,
            colors: TextColors(depth: .palette256, paletteSize: 256)
        ) { $0.encoded() }
        frame.place(new, in: Rect(column: 20, row: 0, columns: 10, rows: 5))
        frame.coarsen { !compositor.shows($0, windowSize: size, capabilities: capabilities) }
        #expect(frame.images.map(\.quality) == [.refined, .coarse])
    }

    @Test func coarsePicturesHaveTheSamePlaceAndFewerBytes() throws {
        let bitmap = ImageEncoderTests.pattern(width: 120, height: 90)
        let capabilities = Capabilities(graphics: .sixel, cellPixelSize: PixelSize(width: 10, height: 20))
        func encoded(_ quality: ImageQuality) throws -> [UInt8] {
            let placement = ImagePlacement(
                bitmap: bitmap, rect: Rect(column: 0, row: 0, columns: 40, rows: 20), quality: quality)
            let layout = ImageLayout(placement, on: capabilities)
            let job = try #require(ImageJob(placement, layout: layout, on: capabilities))
            guard case .sequence(let bytes) = job.encoded() else { return [] }
            return bytes
        }
        let (coarse, whole) = (try encoded(.coarse), try encoded(.steady))
        #expect(3 * coarse.count < whole.count)
        let (small, large) = (try SixelDecoder(coarse), try SixelDecoder(whole))
        #expect((small.width, small.height) == (large.width, large.height))
        for y in stride(from: 0, to: small.height - 1, by: 2) {
            #expect(
                small.rgb[3 * y * small.width..<3 * (y + 1) * small.width]
                    == small.rgb[3 * (y + 1) * small.width..<3 * (y + 2) * small.width])
        }
    }
}
