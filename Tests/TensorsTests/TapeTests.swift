import CKernels
import Foundation
import Testing

@testable import Tensors

@Suite struct TapeTests {
    private func leaf(_ shape: Shape, seed: Int, needsGradient: Bool = true) -> Variable {
        Variable(PlanarArray(random: shape, seed: seed).tensor(), needsGradient: needsGradient)
    }

    @Test func aVariableUsedTwiceGetsTheSumOfBothGradients() {
        let shape = Shape(2, 8, 3, 3)
        verify([PlanarArray(random: shape, seed: 1)]) { tape, x, _ in
            [tape.sum(tape.scaled(x[0], by: 2), tape.sum(x[0], tape.scaled(x[0], by: 3)))]
        } reference: {
            [$0[0].map { 6 * $0 }]
        }
        verify([PlanarArray(random: shape, seed: 1)]) { tape, x, _ in
            [tape.concatenated(tape.sum(x[0], x[0]), x[0])]
        } reference: { operands in
            [PlanarArray(Shape(2, 16, 3, 3)) { ($1 < 8 ? 2 : 1) * operands[0][$0, $1 % 8, $2, $3] }]
        }
    }

    @Test func theSameLossTwiceAndALossOfItself() throws {
        let x = leaf(Shape(1, 8, 2, 2), seed: 1)
        let tape = Tape()
        let loss = tape.mean(x)
        let zero = tape.meanSquaredError(x, x)
        tape.backward([(loss, 1), (loss, 0.5), (zero, 7)])
        #expect(try #require(x.gradient).planarValues().allSatisfy { abs($0 - 1.5 / 32) < 1e-8 })
    }

    /// A sum hands one gradient tensor to both operands: adding to one must leave the other and the caller's alone.
    @Test func sharedGradientsAreNeverWrittenTo() throws {
        let shape = Shape(1, 8, 2, 3)
        let (a, b) = (leaf(shape, seed: 1), leaf(shape, seed: 2))
        let given = PlanarArray(random: shape, seed: 3)
        let gradient = given.tensor()
        let tape = Tape()
        // Backwards, the sum comes first; the scaling then adds to a's share.
        let scaled = tape.scaled(a, by: 4)
        let both = tape.sum(a, b)
        tape.backward(from: [(both, gradient), (scaled, gradient)])
        expectClose(PlanarArray(try #require(b.gradient)), given, tolerance: 0)
        expectClose(PlanarArray(try #require(a.gradient)), given.map { 5 * $0 }, tolerance: 1e-6)
        expectClose(PlanarArray(gradient), given, tolerance: 0)

        // The other way round: a has a gradient of its own before the shared one comes.
        let (c, d) = (leaf(shape, seed: 1), leaf(shape, seed: 2))
        let other = Tape()
        let sum = other.sum(c, d)
        let doubled = other.scaled(c, by: 2)
        let residual = other.sum(c, c)
        other.backward(from: [(sum, gradient), (doubled, gradient), (residual, gradient)])
        expectClose(PlanarArray(try #require(c.gradient)), given.map { 5 * $0 }, tolerance: 1e-6)
        expectClose(PlanarArray(try #require(d.gradient)), given, tolerance: 0)
        expectClose(PlanarArray(gradient), given, tolerance: 0)
    }

    @Test func aVariableThatIsReadAndAlsoGivenAGradientPassesBothOn() throws {
        let shape = Shape(1, 8, 2, 3)
        let x = leaf(shape, seed: 1)
        let given = PlanarArray(random: shape, seed: 3)
        let tape = Tape()
        let middle = tape.scaled(x, by: 2)
        let last = tape.scaled(middle, by: 3)
        tape.backward(from: [(middle, given.tensor()), (last, given.tensor())])
        expectClose(PlanarArray(try #require(x.gradient)), given.map { 8 * $0 }, tolerance: 1e-6)
        #expect(middle.gradient == nil && last.gradient == nil)
    }

    @Test func parametersAccumulateOverUsesAndPassesUntilCleared() throws {
        let weight = Parameter(name: "weight", extents: [8, 8, 1, 1], values: [Float](repeating: 0.1, count: 64))
        let bias = Parameter(name: "bias", extents: [8], values: [Float](repeating: 0, count: 8))
        let x = PlanarArray(random: Shape(1, 8, 3, 3), seed: 1).tensor()
        let pass = { (uses: Int) in
            let tape = Tape()
            let losses = (0..<uses).map { _ in
                (loss: tape.mean(tape.convolution(Variable(x), weight: weight, bias: bias)), weight: Float(1))
            }
            tape.backward(losses)
        }
        pass(1)
        let once = PlanarArray(try #require(weight.gradient))
        #expect(once.values.contains { abs($0) > 1e-4 })
        pass(2)
        expectClose(PlanarArray(try #require(weight.gradient)), once.map { 3 * $0 }, tolerance: 1e-6)
        expectClose(
            PlanarArray(try #require(bias.gradient)), PlanarArray(Shape(1, 8)) { _, _, _, _ in 3.0 / 8 },
            tolerance: 1e-6)
        weight.clearGradient()
        bias.clearGradient()
        #expect(weight.gradient == nil && bias.gradient == nil)
        pass(1)
        expectClose(PlanarArray(try #require(weight.gradient)), once, tolerance: 0)
    }

    @Test func constantsGetNoGradientAndTheirResultsAreNotRecorded() {
        let shape = Shape(1, 8, 2, 2)
        let constant = leaf(shape, seed: 1, needsGradient: false)
        let wanted = leaf(shape, seed: 2)
        let tape = Tape()
        #expect(!tape.scaled(constant, by: 2).needsGradient)
        tape.backward([(tape.meanSquaredError(constant, wanted), 1)])
        #expect(constant.gradient == nil && wanted.gradient != nil)
    }

    @Test func aTapeThatDoesNotRecordKeepsNothing() {
        let x = leaf(Shape(1, 8, 4, 4), seed: 1)
        let weight = Parameter(name: "weight", extents: [8, 8, 1, 1], values: [Float](repeating: 0.1, count: 64))
        let bias = Parameter(name: "bias", extents: [8], values: [Float](repeating: 0, count: 8))
        let tape = Tape(recording: false)
        weak var kept: Variable?
        do {
            let middle = tape.convolution(x, weight: weight, bias: bias)
            kept = middle
            let loss = tape.mean(middle)
            #expect(!middle.needsGradient && !loss.needsGradient)
            tape.backward([(loss, 1)])
        }
        #expect(kept == nil)
        #expect(x.gradient == nil && weight.gradient == nil && bias.gradient == nil)
    }

    @Test func theBackwardPassFreesWhatWasRecorded() {
        let x = leaf(Shape(1, 8, 4, 4), seed: 1)
        let tape = Tape()
        weak var kept: Variable?
        do {
            let middle = tape.rectified(x)
            kept = middle
            tape.backward([(tape.mean(middle), 1)])
        }
        #expect(kept == nil)
        #expect(x.gradient != nil)
    }

    /// Units of work never share a sum, so that the number of threads changes no bit.
    @Test(.enabled(if: ms_thread_count() > 1 && dlsym(nil, "omp_set_num_threads") != nil))
    func oneThreadComputesTheSameAsAll() throws {
        typealias SetThreads = @convention(c) (Int32) -> Void
        let setThreads = unsafeBitCast(try #require(dlsym(nil, "omp_set_num_threads")), to: SetThreads.self)
        let all = ms_thread_count()
        defer { setThreads(all) }
        let weight = PlanarArray(random: Shape(16, 1, 3, 3), seed: 2).floats
        let run = { (threads: Int32) -> [[Float]] in
            setThreads(threads)
            #expect(ms_thread_count() == threads)
            let grouped = Parameter(name: "weight", extents: [16, 1, 3, 3], values: weight)
            let bias = Parameter(name: "bias", extents: [16], values: [Float](repeating: 0.1, count: 16))
            let x = leaf(Shape(3, 16, 37, 41), seed: 1)
            let tape = Tape()
            let y = tape.groupedConvolution(x, weight: grouped, bias: bias, rectified: true)
            let (mean, deviation) = tape.statistics(y)
            let z = tape.adaptiveNormalization(tape.upsampled(tape.maxPooled(y)), mean: mean, deviation: deviation)
            let blurred = tape.blurPooled(z, filter: [1, 2, 1, 2, 4, 2, 1, 2, 1])
            let padded = tape.reflectionPadding(blurred, side: 2)
            let loss = tape.sum(
                tape.mean(tape.rectified(padded)), tape.meanSquaredError(z, tape.scaled(z, by: 0.5)))
            tape.backward([(loss, 1)])
            return [loss.value, x.gradient, grouped.gradient, bias.gradient].map { $0?.planarValues() ?? [] }
        }
        let serial = run(1)
        #expect(serial.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isFinite) })
        #expect(run(all) == serial)
    }
}
