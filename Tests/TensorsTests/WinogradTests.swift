import Testing

@testable import Tensors

/// Winograd's algorithm against direct sums: values, data gradients and weight gradients.
@Suite struct WinogradTests {
    private func results(_ shape: Shape, allowsWinograd: Bool) -> [PlanarArray] {
        let x = Variable(PlanarArray(random: shape, seed: 1).tensor(), needsGradient: true)
        let weights = PlanarArray(random: Shape(64, 64, 3, 3), seed: 2, scale: 0.05)
        let weight = Parameter(name: "weight", extents: [64, 64, 3, 3], values: weights.floats)
        let bias = Parameter(
            name: "bias", extents: [64], values: PlanarArray(random: Shape(1, 64), seed: 3).floats)
        let tape = Tape(allowsWinograd: allowsWinograd)
        let y = tape.convolution(x, weight: weight, bias: bias, rectified: true)
        tape.backward(from: [(y, PlanarArray(random: y.shape, seed: 4).tensor())])
        return [y.value, x.gradient, weight.gradient].compactMap { $0.map { PlanarArray($0) } }
    }

    @Test(arguments: [Shape(2, 64, 17, 24), Shape(1, 64, 5, 3), Shape(3, 64, 32, 32)])
    func agreesWithDirectSums(shape: Shape) {
        let (fast, direct) = (results(shape, allowsWinograd: true), results(shape, allowsWinograd: false))
        #expect(fast.count == 3)
        for (a, b) in zip(fast, direct) { expectClose(a, b, tolerance: 1e-5) }
    }
}
