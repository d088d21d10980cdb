import Testing

@testable import Tensors

/// −1 → 1, count → count − 2: the edge is not repeated.
func mirrored(_ index: Int, _ count: Int) -> Int {
    index < 0 ? -index : index >= count ? 2 * (count - 1) - index : index
}

func reflectionPadded(_ x: PlanarArray, side: Int) -> PlanarArray {
    let shape = x.shape
    return PlanarArray(Shape(shape.batch, shape.channels, shape.height + 2 * side, shape.width + 2 * side)) {
        x[$0, $1, mirrored($2 - side, shape.height), mirrored($3 - side, shape.width)]
    }
}

@Suite struct PaddingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let shape: Shape
        let side: Int
        let block: Int?
        var testDescription: String {
            "\(shape), side \(side), block \(block ?? Tensor.layout(forChannels: shape.channels))"
        }
    }

    @Test(arguments: [
        Case(shape: Shape(1, 16, 5, 9), side: 1, block: nil),
        Case(shape: Shape(2, 16, 9, 5), side: 4, block: nil),
        Case(shape: Shape(1, 8, 2, 2), side: 1, block: nil),
        Case(shape: Shape(1, 8, 2, 7), side: 1, block: nil),
        Case(shape: Shape(2, 3, 6, 11), side: 4, block: nil),
        Case(shape: Shape(2, 3, 2, 3), side: 1, block: nil),
        Case(shape: Shape(1, 8, 5, 6), side: 2, block: 1),
        Case(shape: Shape(2, 32, 5, 5), side: 4, block: 16),
    ])
    func reflectionMirrorsWithoutRepeatingTheEdge(_ sample: Case) {
        verify([PlanarArray(random: sample.shape, seed: 1)], block: sample.block, coordinates: 30) { tape, x, _ in
            [tape.reflectionPadding(x[0], side: sample.side)]
        } reference: {
            [reflectionPadded($0[0], side: sample.side)]
        }
    }
}
