import Testing

@testable import Tensors

/// What would read or write outside a tensor must stop the program instead.
@Suite struct MisuseTests {
    @Test func planarTensorsAreRefusedByKernelsOfBlocks() async {
        await #expect(processExitsWith: .failure) {
            _ = Tape(recording: false).upsampled(Variable(Tensor(repeating: 0, shape: Shape(1, 3, 4, 4))))
        }
        await #expect(processExitsWith: .failure) {
            _ = Tape(recording: false).globalAverage(Variable(Tensor(repeating: 0, shape: Shape(1, 3, 4, 4))))
        }
    }

    @Test func groupedConvolutionRefusesASinglePixel() async {
        await #expect(processExitsWith: .failure) {
            let weight = Parameter(name: "weight", extents: [8, 1, 3, 3], values: [Float](repeating: 0, count: 72))
            let bias = Parameter(name: "bias", extents: [8], values: [Float](repeating: 0, count: 8))
            let x = Variable(Tensor(repeating: 0, shape: Shape(1, 8, 1, 1)))
            _ = Tape(recording: false).groupedConvolution(x, weight: weight, bias: bias)
        }
    }

    @Test func gradientsInAnotherLayoutAreRefused() async {
        await #expect(processExitsWith: .failure) {
            let x = Variable(Tensor(repeating: 0, shape: Shape(1, 16, 2, 2)), needsGradient: true)
            let tape = Tape()
            let y = tape.scaled(x, by: 2)
            tape.backward(from: [(y, Tensor(uninitialized: y.shape, block: 1))])
        }
    }

    @Test func modulationRefusesASignalOfAnotherExtent() async {
        await #expect(processExitsWith: .failure) {
            let x = Variable(Tensor(repeating: 0, shape: Shape(2, 8, 2, 2)))
            let signal = Variable(Tensor(repeating: 0, shape: Shape(1, 8)))
            _ = Tape(recording: false).modulation(x, input: x, weight: signal, bias: signal)
        }
    }
}
