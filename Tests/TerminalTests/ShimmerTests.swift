import Testing

@testable import Terminal

/// Scrubbing from one frame to the next must not make flat areas boil.
@Suite struct ShimmerTests {
    private let size = PixelSize(width: 160, height: 120)

    /// Soft colours that run into each other, further along with `place`.
    private func frame(_ place: Double) -> [UInt8] {
        (0..<size.height).flatMap { y in
            (0..<size.width).flatMap { x -> [UInt8] in
                let (u, v) = (Double(x) / 160, Double(y) / 120)
                let level = 90 + 60 * u * v
                return [level + 40 * u * place, level + 30 * (1 - v) * (1 - place), level + 25 * v * place].map {
                    UInt8(min($0, 255))
                }
            }
        }
    }

    private func difference(_ a: [UInt8], _ b: [UInt8]) -> Double {
        Double(zip(a, b).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(a.count)
    }

    /// What is drawn of two frames half a step apart differs little more than the frames do.
    @Test func withOnePaletteAndASteadyDitherFramesDifferAsTheyShould() throws {
        let frames = [0.5, 0.55].map(frame)
        let sheet = [0.0, 0.5, 1].flatMap(frame)
        let all = Bitmap(width: size.width, height: 3 * size.height, rgb: sheet)
        let shared = SixelEncoder.palette(of: all, colors: 256)
        func drawn(_ quality: ImageQuality, _ palette: [UInt8]?) throws -> Double {
            let decoded = try frames.map {
                try SixelDecoder(SixelEncoder.encode($0, size: size, colors: 256, quality: quality, palette: palette))
                    .rgb
            }
            return difference(decoded[0], decoded[1]) / difference(frames[0], frames[1])
        }
        let (own, steady) = (try drawn(.refined, nil), try drawn(.steady, shared))
        print("shimmer: error diffusion, own palettes \(own); one palette, steady dither \(steady)")
        #expect(steady <= 1.4 && steady < 0.7 * own, "\(steady) against \(own)")
    }
}
