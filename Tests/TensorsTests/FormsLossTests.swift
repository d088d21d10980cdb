import Foundation
import Testing

@testable import Tensors

/// Large forms and hues under light and shade, against their definitions in double precision, value and derivative.
@Suite struct FormsLossTests {
    private static func rows(_ image: PlanarArray, _ n: Int, _ channel: Int) -> [[Double]] {
        (0..<image.shape.height).map { y in (0..<image.shape.width).map { image[n, channel, y, $0] } }
    }

    private static func luma(_ planes: [[[Double]]]) -> [[Double]] {
        planes[0].indices.map { y in
            planes[0][y].indices.map {
                let (red, green): (Double, Double) = (0.299 * planes[0][y][$0], 0.587 * planes[1][y][$0])
                return red + green + 0.114 * planes[2][y][$0]
            }
        }
    }

    /// One scale and both.
    @Test(arguments: [Shape(1, 3, 56, 64), Shape(1, 3, 112, 112)])
    func formsAgreeWithTheDefinition(shape: Shape) {
        let content = PaintingLossTests.image(shape, seed: 9)
        verify([PaintingLossTests.image(shape, seed: 3)], coordinates: 4, tolerance: 5e-5) { tape, x, _ in
            [tape.formsLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(1, 1)) { n, _, _, _ in
                    var images = [operands[0], content].map { image in
                        (0..<3).map { PaintingLossTests.halved(Self.rows(image, n, $0)) }
                    }
                    let scales = (0..<(shape.height < 112 ? 1 : 2)).map { _ in
                        images = images.map { $0.map(PaintingLossTests.halved) }
                        let (a, b) = (Self.luma(images[0]), Self.luma(images[1]))
                        let edges = PaintingLossTests.edges(a, b)
                        let coarse = PaintingLossTests.edges(PaintingLossTests.halved(a), PaintingLossTests.halved(b))
                        let flat = images.map { $0.map { $0.flatMap(\.self) } }
                        let apart = SeparationLossTests.separation(flat[0], flat[1], width: images[0][0][0].count)
                        return (0.5 * (edges + coarse) + apart) / 2
                    }
                    return scales.reduce(0, +) / Double(scales.count)
                }
            ]
        }
    }

    /// A light disk that the picture makes dark; fine texture is free.
    @Test func largeFormsThatTurnOverCostAndTextureDoesNot() {
        let shape = Shape(1, 3, 128, 128)
        let content = PlanarArray(shape) { _, _, y, x in hypot(Double(x) - 64, Double(y) - 64) < 40 ? 0.8 : 0.3 }
        let loss = { (image: PlanarArray) in
            Tape(recording: false).formsLoss(Variable(image.tensor()), content: content.tensor()).value.scalar
        }
        let textured = PlanarArray(shape) { n, c, y, x in
            0.8 * content[n, c, y, x] + ((x + y) % 2 == 0 ? 0.1 : -0.1)
        }
        #expect(loss(textured) < 0.05)
        #expect(loss(content.map { 1 - $0 }) > 0.9)
    }

    private static func chromaticities(_ image: [[Double]]) -> [[Double]] {
        [[-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]].map { factors in
            image[0].indices.map { i in
                let luma = 0.299 * image[0][i] + 0.587 * image[1][i] + 0.114 * image[2][i]
                return (0..<3).reduce(0.0) { $0 + factors[$1] * image[$1][i] } / (max(0, luma) + 0.2)
            }
        }
    }

    private static func shading(_ image: [[[Double]]], _ content: [[[Double]]]) -> Double {
        let width = image[0][0].count
        let flat = [image, content].map { $0.map { $0.flatMap(\.self) } }
        let (own, other) = (chromaticities(flat[0]), chromaticities(flat[1]))
        let luma = Self.luma(content).flatMap(\.self)
        var (total, weight) = (0.0, 0.0)
        for top in 0...image[0].count - 7 {
            for left in 0...width - 7 {
                let centred = { ColourWindowReference.centred($0, width: width, top: top, left: left) }
                let c = other.map(centred) + [[Double](repeating: 0, count: 49)]
                let u = ColourWindowReference.variance(centred(luma))
                for q in own.map(centred) {
                    let v = ColourWindowReference.variance(q)
                    total += u / 2 * (v - ColourWindowReference.explained(q, by: c, ridge: 1e-4)) / (v + 1e-3)
                }
                weight += u
            }
        }
        return total / weight
    }

    /// Lumas below 0 among them.
    @Test(arguments: [0.0, 0.5])
    func shadingAgreesWithTheDefinition(darker: Double) {
        let shape = Shape(2, 3, 16, 18)
        let content = PaintingLossTests.image(shape, seed: 9)
        let image = PaintingLossTests.image(shape, seed: 3).map { $0 - darker }
        verify([image], tolerance: 5e-5) { tape, x, _ in
            [tape.shadingLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    let images = [operands[0], content].map { image in (0..<3).map { Self.rows(image, n, $0) } }
                    let halves = images.map { $0.map(PaintingLossTests.halved) }
                    return (Self.shading(images[0], images[1]) + Self.shading(halves[0], halves[1])) / 2
                }
            ]
        }
    }

    /// Grey stripes may all become orange, and no blue and orange ones.
    @Test func hueThatFollowsTheLightCosts() {
        let shape = Shape(1, 3, 32, 32)
        let light = { (x: Int) in x / 4 % 2 == 0 ? 0.8 : 0.3 }
        let content = PlanarArray(shape) { _, _, _, x in light(x) }
        let loss = { (image: PlanarArray) in
            Tape(recording: false).shadingLoss(Variable(image.tensor()), content: content.tensor()).value.scalar
        }
        let orange = PlanarArray(shape) { _, c, _, x in (light(x) + 0.2) * [1.2, 0.9, 0.5][c] - 0.2 }
        let both = PlanarArray(shape) { _, c, _, x in
            light(x) * (x / 4 % 2 == 0 ? [1.2, 0.9, 0.5] : [0.6, 0.9, 1.4])[c]
        }
        #expect(loss(content) < 1e-3 && loss(orange) < 0.1)
        #expect(loss(both) > 0.8)
    }
}
