import Testing

@testable import Tensors

@Suite struct StructuralSimilarityTests {
    private static let luma = [0.299, 0.587, 0.114]

    /// Mean SSIM of a mixture of the channels of image n, window by window.
    private static func reference(_ a: PlanarArray, _ b: PlanarArray, _ n: Int, mix: [Double] = luma) -> Double {
        let shape = a.shape
        let mixed = { (image: PlanarArray, y: Int, x: Int) in
            (0..<3).reduce(0.0) { $0 + mix[$1] * Double(image[n, $1, y, x]) }
        }
        var (sum, count) = (0.0, 0)
        for top in 0...shape.height - 7 {
            for left in 0...shape.width - 7 {
                let places = (0..<49).map { (top + $0 / 7, left + $0 % 7) }
                let p = places.map { mixed(a, $0.0, $0.1) }
                let q = places.map { mixed(b, $0.0, $0.1) }
                let (mp, mq) = (p.reduce(0, +) / 49, q.reduce(0, +) / 49)
                let vp = p.reduce(0) { $0 + ($1 - mp) * ($1 - mp) } / 48
                let vq = q.reduce(0) { $0 + ($1 - mq) * ($1 - mq) } / 48
                let covariance = zip(p, q).reduce(0) { $0 + ($1.0 - mp) * ($1.1 - mq) } / 48
                sum +=
                    (2 * mp * mq + 1e-4) * (2 * covariance + 9e-4)
                    / ((mp * mp + mq * mq + 1e-4) * (vp + vq + 9e-4))
                count += 1
            }
        }
        return sum / Double(count)
    }

    @Test(arguments: [Shape(2, 3, 9, 12), Shape(1, 3, 7, 7), Shape(1, 3, 17, 8)])
    func agreesWithTheDefinition(shape: Shape) {
        let target = PlanarArray(random: shape, seed: 2, scale: 0.5, offset: 0.5)
        verify([PlanarArray(random: shape, seed: 1, scale: 0.5, offset: 0.4)], tolerance: 1e-4) { tape, x, _ in
            [tape.structuralSimilarity(x[0], to: target.tensor())]
        } reference: { operands in
            [PlanarArray(Shape(shape.batch, 1)) { n, _, _, _ in Self.reference(operands[0], target, n) }]
        }
    }

    @Test func planesAreAveraged() {
        let shape = Shape(2, 3, 9, 8)
        let target = PlanarArray(random: shape, seed: 5, scale: 0.5, offset: 0.5)
        let mixes = [Self.luma, [1, 0, 0], [0, 1, 0], [0, 0, 1]]
        verify([PlanarArray(random: shape, seed: 6, scale: 0.5, offset: 0.4)], tolerance: 1e-4) { tape, x, _ in
            [tape.structuralSimilarity(x[0], to: target.tensor(), planes: [.luma] + ColourPlane.channels)]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    mixes.reduce(0.0) { $0 + Self.reference(operands[0], target, n, mix: $1) / 4 }
                }
            ]
        }
    }

    @Test func equalImagesHaveOne() {
        let image = PlanarArray(random: Shape(1, 3, 10, 11), seed: 1, scale: 0.5, offset: 0.5)
        let tape = Tape(recording: false)
        let value = tape.structuralSimilarity(Variable(image.tensor()), to: image.tensor()).value.scalar
        #expect(abs(value - 1) < 1e-5)
    }

    @Test func aWeightedSumWeighsEveryValue() {
        let weights: [Float] = [0.5, -2, 3]
        verify([PlanarArray(random: Shape(3, 1), seed: 4)], tolerance: 1e-4) { tape, x, _ in
            [tape.weightedSum(x[0], weights: weights)]
        } reference: { operands in
            [
                PlanarArray(Shape(1, 1)) { _, _, _, _ in
                    (0..<3).reduce(0.0) { $0 + Double(weights[$1]) * operands[0][$1, 0, 0, 0] }
                }
            ]
        }
    }
}
