import Files
import Tensors
import Testing

@testable import Engine

/// Pictures as the networks see them, and back.
@Suite struct FloatImageTests {
    @Test func valuesAreClampedAndRoundedToTheNearest() {
        let values: [Float] = [-0.2, 0.4, 0.6, 100.49, 100.51, 254.6, 300, .nan, 7]
        // A pixel is three values; planes hold them apart.
        let planes = (0..<3).flatMap { channel in (0..<3).map { values[3 * $0 + channel] / 255 } }
        let picture = FloatImage(width: 3, height: 1, planes: planes).picture()
        #expect(picture.rgb == [0, 0, 1, 100, 101, 255, 255, 0, 7])
    }

    @Test func everyEightBitValueComesBack() {
        let rgb = (0..<768).map { UInt8(truncatingIfNeeded: $0) }
        let picture = Picture(width: 16, height: 16, rgb: rgb)
        #expect(FloatImage(picture).picture().rgb == rgb)
    }

    /// 4097 levels of red, and neither side a multiple of 4.
    @Test func sixteenBitsReachTheNetworks() {
        let (width, height) = (4097, 9)
        let deep = (0..<width * height).flatMap { pixel -> [UInt16] in
            [UInt16(pixel % width * 15), UInt16(65535 - pixel % width), UInt16(truncatingIfNeeded: 40503 * pixel)]
        }
        let picture = Picture(width: width, height: height, deep: deep)
        let image = FloatImage(picture)
        let count = width * height
        let expected = (0..<3).flatMap { channel in (0..<count).map { Float(deep[3 * $0 + channel]) / 65535 } }
        #expect(image.planes == expected)
        #expect(Set(image.planes[..<width]).count == width)
        let (one, other) = (picture.tensor(multiple: 4), image.tensor(multiple: 4))
        #expect(one.shape == other.shape && (0..<one.count).allSatisfy { one.values[$0] == other.values[$0] })
        #expect(image.picture().rgb == picture.rgb)
    }

    /// A sample of 8 bits is the same number with 16.
    @Test func bothDepthsAgreeWhereEightBitsSuffice() {
        for value in 0...255 { #expect(Float(value) / 255 == Float(257 * value) / 65535) }
    }

    /// A quarter of the way to the next frame is three quarters of this one.
    @Test func aPlaceBetweenFramesIsABlendOfBoth() throws {
        let (content, style) = (
            AssessmentTests.image(width: 16, height: 12, seed: 3), AssessmentTests.image(width: 20, height: 16, seed: 4)
        )
        var sequence = try StyleSequence(
            agent: try AssessmentTests.agent(critics: false), content: content, style: style)
        _ = try sequence.step(StepOptions())
        _ = try sequence.step(StepOptions())
        let (first, second) = (sequence.image(at: 1).planes, sequence.image(at: 2).planes)
        let between = sequence.image(at: 1.25).planes
        #expect(first != second)
        for (value, ends) in zip(between, zip(first, second)) {
            let right = 0.75 * ends.0 + 0.25 * ends.1
            #expect(abs(value - right) <= 1e-5 * max(1, abs(right)))
        }
        #expect(sequence.image(at: -1).planes == sequence.image(at: 0).planes)
        #expect(sequence.image(at: 9).planes == second)
    }
}
