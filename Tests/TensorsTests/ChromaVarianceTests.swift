import Testing

@testable import Tensors

@Suite struct ChromaVarianceTests {
    private static let mixes = [[-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]]

    /// By its definition, window by window.
    private static func reference(_ image: PlanarArray, _ n: Int) -> Double {
        let shape = image.shape
        var (sum, count) = (0.0, 0.0)
        for top in 0...shape.height - 7 {
            for left in 0...shape.width - 7 {
                for mix in mixes {
                    let values = (0..<49).map { place in
                        (0..<3).reduce(0.0) { $0 + mix[$1] * Double(image[n, $1, top + place / 7, left + place % 7]) }
                    }
                    let mean = values.reduce(0, +) / 49
                    sum += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49
                }
                count += 1
            }
        }
        return sum / count
    }

    @Test(arguments: [Shape(2, 3, 9, 12), Shape(1, 3, 7, 7), Shape(1, 3, 17, 8)])
    func agreesWithTheDefinition(shape: Shape) {
        verify([PlanarArray(random: shape, seed: 3, scale: 0.5, offset: 0.4)]) { tape, x, _ in
            [tape.chromaVariance(x[0])]
        } reference: { operands in
            [PlanarArray(Shape(shape.batch, 1)) { n, _, _, _ in Self.reference(operands[0], n) }]
        }
    }

    @Test func greyHasNone() {
        let grey = PlanarArray(random: Shape(1, 1, 8, 9), seed: 4, scale: 0.5, offset: 0.5)
        let image = PlanarArray(Shape(1, 3, 8, 9)) { grey[$0, 0, $2, $3] }
        let tape = Tape(recording: false)
        #expect(abs(tape.chromaVariance(Variable(image.tensor())).value.scalar) < 1e-9)
    }
}
