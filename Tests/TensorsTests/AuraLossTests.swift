import Foundation
import Testing

@testable import Tensors

/// Glow around things and haze over them, against their definitions in double precision, value and derivative.
@Suite struct AuraLossTests {
    /// Means of side×side pixels, what is left over at the ends left out.
    private static func reduced(_ plane: [Double], width: Int, by side: Int) -> [Double] {
        let (columns, rows) = (width / side, plane.count / width / side)
        return (0..<rows * columns).map { i in
            let (top, left) = (i / columns * side, i % columns * side)
            let values = (0..<side * side).map { plane[(top + $0 / side) * width + left + $0 % side] }
            return values.reduce(0, +) / Double(side * side)
        }
    }

    /// Both scales, and extents where an eighth has no window.
    @Test(arguments: [Shape(1, 3, 56, 56), Shape(2, 3, 32, 36)])
    func aurasAgreeWithTheDefinition(shape: Shape) {
        let content = PaintingLossTests.image(shape, seed: 9)
        verify([PaintingLossTests.image(shape, seed: 3)], tolerance: 3e-5) { tape, x, _ in
            [tape.auraLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(shape.batch, 1)) { n, _, _, _ in
                    let scales = (shape.height < 56 ? [4] : [4, 8]).map { side in
                        let planes = [operands[0], content].map { image in
                            (0..<3).map { Self.reduced(Array(image.plane(n, $0)), width: shape.width, by: side) }
                        }
                        return ColourWindowReference.fringes(planes[0], planes[1], width: shape.width / side)
                    }
                    return scales.reduce(0, +) / Double(scales.count)
                }
            ]
        }
    }

    /// A bar with light around it: an edge loss that looks at seven pixels sees less of it than of grain.
    @Test func aGlowAroundABarCosts() {
        let shape = Shape(1, 3, 64, 64)
        let bar = { (x: Int) in abs(x - 32) < 6 }
        let content = PlanarArray(shape) { _, _, _, x in bar(x) ? 0.2 : 0.6 }
        let loss = { (image: PlanarArray) in
            Tape(recording: false).auraLoss(Variable(image.tensor()), content: content.tensor()).value.scalar
        }
        #expect(loss(content.map { 0.9 - 0.5 * $0 }) < 0.02)
        let glowing = PlanarArray(shape) { _, _, _, x in
            bar(x) ? 0.2 : 0.6 + 0.3 * exp(-Double(abs(x - 32)) / 10)
        }
        #expect(loss(glowing) > 0.03)
    }

    @Test func hazeAgreesWithTheDefinition() {
        let shape = Shape(2, 3, 9, 11)
        let content = PaintingLossTests.image(shape, seed: 9)
        func luma(_ image: PlanarArray, _ n: Int) -> [Double] {
            let planes = (0..<3).map { Array(image.plane(n, $0)) }
            return planes[0].indices.map { 0.299 * planes[0][$0] + 0.587 * planes[1][$0] + 0.114 * planes[2][$0] }
        }
        // Less contrast here, more there.
        let image = PaintingLossTests.image(shape, seed: 3)
        let uneven = PlanarArray(shape) { n, c, y, x in 0.5 + (0.2 + 0.25 * Double(x)) * (image[n, c, y, x] - 0.5) }
        verify([uneven], tolerance: 3e-5) { tape, x, _ in
            [tape.hazeLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    let (x, y) = (luma(operands[0], n), luma(content, n))
                    var (total, weight) = (0.0, 0.0)
                    for (top, left) in (0...2).flatMap({ top in (0...4).map { (top, $0) } }) {
                        let (v, w) = (
                            ColourWindowReference.variance(
                                ColourWindowReference.centred(x, width: 11, top: top, left: left)),
                            ColourWindowReference.variance(
                                ColourWindowReference.centred(y, width: 11, top: top, left: left))
                        )
                        let lost = max(0, 0.5 * log2((w + 1e-4) / (v + 1e-4)))
                        total += w.squareRoot() * lost * lost
                        weight += w.squareRoot()
                    }
                    return total / weight
                }
            ]
        }
    }

    @Test func lessContrastIsHazeAndMoreIsNot() {
        let content = PaintingLossTests.image(Shape(1, 3, 16, 16), seed: 5)
        let loss = { (image: PlanarArray) in
            Tape(recording: false).hazeLoss(Variable(image.tensor()), content: content.tensor()).value.scalar
        }
        #expect(loss(content) < 1e-6 && loss(content.map { 0.5 + 2 * ($0 - 0.5) }) == 0)
        // An octave less of all but the floor.
        #expect(abs(loss(content.map { 0.5 + 0.5 * ($0 - 0.5) }) - 1) < 0.05)
    }
}
