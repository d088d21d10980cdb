import Files
import Testing

@testable import Engine

/// The content's colours, kept under a frame's light and dark, and both changes together.
@Suite struct KeptColoursTests {
    private func kept(_ frame: Picture, _ content: Picture, _ options: ColourOptions = ColourOptions(keep: 1))
        -> Picture
    {
        ColourGrading(options, style: content).picture(of: FloatImage(frame), content: content)
    }

    private static func turned(_ picture: Picture) -> Picture {
        let pixels = (0..<picture.width * picture.height).reversed().flatMap { picture.rgb[3 * $0..<3 * $0 + 3] }
        return Picture(width: picture.width, height: picture.height, rgb: Array(pixels))
    }

    @Test func aPictureKeepsItsOwnColours() {
        let picture = ColourTableTests.lattice
        for (one, other) in zip(kept(picture, picture).rgb, picture.rgb) { #expect(abs(Int(one) - Int(other)) <= 1) }
    }

    @Test func lightnessIsTheFramesAndHueTheContents() {
        let content = ColourTableTests.lattice
        let frame = Self.turned(content)
        let (result, own, photo) = (
            OKLabColours(kept(frame, content)), OKLabColours(frame), OKLabColours(content)
        )
        var whole = 0
        for i in 0..<result.count {
            // Of rounding to 8 bits, which are coarse in the dark.
            #expect(abs(result.lightness[i] - own.lightness[i]) < (own.lightness[i] < 0.3 ? 0.03 : 0.005))
            let (chroma, before) = (
                (result.a[i] * result.a[i] + result.b[i] * result.b[i]).squareRoot(),
                (photo.a[i] * photo.a[i] + photo.b[i] * photo.b[i]).squareRoot()
            )
            #expect(chroma <= before + 0.02)
            if chroma > 0.9 * before { whole += 1 }
            guard chroma > 0.05 else { continue }
            let cosine = (result.a[i] * photo.a[i] + result.b[i] * photo.b[i]) / (chroma * before)
            #expect(cosine > 0.97)
        }
        #expect(whole > result.count / 4)
    }

    @Test func blackAndWhiteHaveNoColour() {
        let red = Picture(width: 8, height: 8, rgb: (0..<192).map { $0 % 3 == 0 ? 255 : 0 })
        for level: UInt8 in [0, 255] {
            let flat = Picture(width: 8, height: 8, rgb: [UInt8](repeating: level, count: 192))
            for value in kept(flat, red).rgb { #expect(abs(Int(value) - Int(level)) <= 1) }
        }
    }

    @Test func sharesOfNothingLeaveTheFrameBitwise() throws {
        let (frame, content) = (
            AssessmentTests.image(width: 37, height: 41, seed: 5),
            AssessmentTests.image(width: 37, height: 41, seed: 6).picture()
        )
        let grading = ColourGrading(ColourOptions(), style: content)
        #expect(grading.picture(of: frame, content: content) == frame.picture())
        var sequence = try StyleSequence(
            agent: try AssessmentTests.agent(critics: false), content: content, style: content)
        let step = try sequence.step(StepOptions())
        #expect(
            grading.picture(of: step, content: content, matching: content.traits)
                == step.picture(matching: content.traits))
    }

    @Test func aFrameAndItsImageGiveTheSameBytes() throws {
        let content = AssessmentTests.image(width: 37, height: 70, seed: 6).picture()
        let style = AssessmentTests.image(width: 20, height: 20, seed: 7).picture()
        var sequence = try StyleSequence(
            agent: try AssessmentTests.agent(critics: false), content: content, style: style)
        let frame = try sequence.step(StepOptions())
        let grading = ColourGrading(ColourOptions(keep: 0.4, take: 0.7), style: style)
        let picture = grading.picture(of: frame, content: content)
        #expect(picture == grading.picture(of: frame.image, content: content))
        #expect(
            picture
                == ColourGrading(ColourOptions(keep: 0.4, take: 0.7), style: style).picture(of: frame, content: content)
        )
        #expect(picture != frame.picture())
    }

    @Test func halfTheShareGoesHalfTheWay() {
        let content = ColourTableTests.lattice
        let frame = Self.turned(content)
        let (half, whole) = (kept(frame, content, ColourOptions(keep: 0.5)), kept(frame, content))
        for i in 0..<frame.rgb.count {
            #expect(abs(2 * Int(half.rgb[i]) - Int(whole.rgb[i]) - Int(frame.rgb[i])) <= 2)
        }
    }

    /// What is kept comes last: the photograph's hues stay whatever the palette.
    @Test func aPaletteIsTakenBeforeColoursAreKept() throws {
        let (frame, content) = (
            try ColourTableTests.painting("colour-frame"), try ColourTableTests.painting("colour-content")
        )
        let style = try ColourTableTests.painting("colour-style")
        func graded(_ keep: Double, _ take: Double, _ frame: Picture) -> Picture {
            ColourGrading(ColourOptions(keep: keep, take: take), style: style).picture(
                of: FloatImage(frame), content: content)
        }
        let both = graded(1, 1, frame)
        let oneByOne = graded(1, 0, graded(0, 1, frame))
        #expect(both != graded(1, 0, frame) && both != graded(0, 1, frame))
        // Between the two the second was rounded.
        for (one, other) in zip(both.rgb, oneByOne.rgb) { #expect(abs(Int(one) - Int(other)) <= 6) }
    }

    /// L, a and b as the measures have them, which compute in double precision.
    @Test func bothWaysToOKLabAgree() {
        let picture = ColourTableTests.lattice
        let right = OKLabColours(picture)
        TransferCurve.linear.withUnsafe { linear in
            for i in 0..<right.count {
                let light = (0..<3).map { linear[Float(picture.rgb[3 * i + $0]) / 255] }
                let lightness = OKLab.lightness(light[0], light[1], light[2])
                let (a, b) = OKLab.chroma(light[0], light[1], light[2])
                #expect(abs(lightness - right.lightness[i]) < 2e-4)
                #expect(abs(a - right.a[i]) < 2e-4 && abs(b - right.b[i]) < 2e-4)
                let back = OKLab.linear(lightness, a, b)
                for channel in 0..<3 { #expect(abs(back[channel] - light[channel]) < 1e-5) }
            }
        }
    }
}
