import Files
import Foundation
import Tensors
import Testing

@testable import Engine

/// Waves of random colours and directions.
private final class Waves: TrainingImages {
    private var generator = RandomGenerator(seed: 11)
    private let side: Int
    let state = ""

    init(side: Int) { self.side = side }

    func restore(state: String) throws {}

    func next() throws -> (content: [Float], style: [Float]) { (wave(), wave()) }

    private func wave() -> [Float] {
        let (a, b) = (generator.nextFloat(), generator.nextFloat())
        let levels = (0..<3).map { _ in generator.nextFloat() }
        return (0..<3 * side * side).map { i in
            let (x, y) = (Float(i % side), Float(i / side % side))
            return levels[i / (side * side)] * (0.5 + 0.5 * sin(a * x + b * y)) + 0.1 * generator.nextFloat()
        }
    }
}

@Suite struct DistillationTests {
    private static func network(seed: UInt64) throws -> LossNetwork {
        var generator = RandomGenerator(seed: seed)
        return try SmallLossNetwork.fresh(&generator)
    }

    /// Forty updates on a teacher of the same size with other weights.
    @Test func aFewUpdatesLowerEveryError() throws {
        let distiller = try Distiller(
            teacher: Self.network(seed: 2), images: Waves(side: 64), agents: [], crop: 64, pairs: 2, updates: 40,
            rate: 2e-3,
            seed: 1)
        let reports = try (0..<40).map { _ in try distiller.update() }
        let mean = { (range: Range<Int>, value: (Distiller.Report) -> Float) in
            reports[range].reduce(0) { $0 + value($1) } / Float(range.count)
        }
        for (name, value) in [
            ("features", { $0.feature }), ("style", { $0.style }), ("content", { $0.content }),
            ("change", { $0.change }),
        ] as [(String, (Distiller.Report) -> Float)] {
            let (before, after) = (mean(0..<5, value), mean(35..<40, value))
            #expect(after < 0.8 * before, "\(name): \(before) before, \(after) after")
        }
    }

    /// Fitted to a teacher of its own size, a student has all of its channels to take over and must come close.
    @Test func theFitResemblesTheTeacher() throws {
        let teacher = try Self.network(seed: 2)
        let make = {
            try Distiller(
                teacher: teacher, images: Waves(side: 64), agents: [], crop: 64, pairs: 1, updates: 1000, seed: 1)
        }
        let (fresh, fitted) = (try make(), try make())
        try fitted.fit(pairs: 4)
        let (before, after) = (try fresh.update(), try fitted.update())
        #expect(after.style < 0.1 * before.style, "\(before.style) fresh, \(after.style) fitted")
        #expect(after.content < 0.3 * before.content, "\(before.content) fresh, \(after.content) fitted")
        #expect(after.feature < 0.1 * before.feature, "\(before.feature) fresh, \(after.feature) fitted")
    }

    @Test func leastSquaresRecoversALinearMap() {
        var generator = RandomGenerator(seed: 7)
        let (inputs, outputs) = (5, 3)
        let map = (0..<inputs * outputs).map { _ in Double(generator.nextNormal()) }
        var equations = NormalEquations(inputs: inputs, outputs: outputs)
        for _ in 0..<40 {
            let a = (0..<inputs).map { _ in Double(generator.nextNormal()) }
            equations.add(a, (0..<outputs).map { k in (0..<inputs).reduce(0) { $0 + a[$1] * map[$1 * outputs + k] } })
        }
        for (found, expected) in zip(equations.solution(ridge: 1e-12), map) { #expect(abs(found - expected) < 1e-8) }
    }

    /// Channels 1 and 3 together say what all say: 3 doubled is the sum of 0, 2, 3 and 4, and 1 stands alone.
    @Test func theSummandsThatStandForAllAreFound() {
        let rows = (0..<20).map { i -> [Double] in
            let (a, b) = (Double(i % 7 + 1), Double(i % 3))
            let parts = [0.3 * a, b, 0.2 * a, a, 0.5 * a]
            return parts.map { $0 / parts.reduce(0, +) }
        }
        let choice = ChannelSelection.summands(rows, count: 2)
        #expect(choice.channels == [1, 3])
        // The pull towards 2.5 moves them by a little.
        #expect(abs(choice.weights[0] - 1) < 0.2 && abs(choice.weights[1] - 2) < 0.1)
        let all = ChannelSelection.summands(rows, count: 5)
        #expect(all.weights.allSatisfy { abs($0 - 1) < 0.05 })
    }

    /// 0 and 2 are multiples of each other, 3 hardly varies.
    @Test func channelsThatSpanTheOthersAreChosen() {
        var generator = RandomGenerator(seed: 8)
        let samples = (0..<200).map { _ -> [Float] in
            let (a, b) = (generator.nextNormal(), generator.nextNormal())
            return [2 * a, b, 3 * a, 0.01 * generator.nextNormal()]
        }
        #expect(ChannelSelection.spanning(samples, importance: [1, 1, 1, 1], count: 2) == [1, 2])
        #expect(ChannelSelection.spanning(samples, importance: [1, 1, 0.5, 1000], count: 2) == [0, 3])
    }

    @Test func aStoredStudentIsReadAndGoneOnFrom() throws {
        let teacher = try Self.network(seed: 2)
        let make = { (start: LossNetwork?) in
            try Distiller(
                teacher: teacher, images: Waves(side: 64), agents: [], crop: 64, pairs: 1, updates: 2, seed: 1,
                start: start)
        }
        let distiller = try make(nil)
        _ = try distiller.update()
        let read = try LossNetwork(try distiller.stored(), path: "small")
        let next = try make(read)
        for parameter in next.student.parameters.parameters {
            #expect(parameter.array == distiller.student.parameters[parameter.name].array)
        }
        #expect(throws: EngineError.self) {
            try make(
                LossNetwork(
                    layers: [.convolution(name: "conv1_1", isTap: true)],
                    weights: [
                        "conv1_1": ConvolutionWeights(
                            weight: StoredTensor(
                                shape: [16, 3, 3, 3], values: [Float](repeating: 0, count: 432)),
                            bias: StoredTensor(shape: [16], values: [Float](repeating: 0, count: 16)))
                    ], provenance: [:]))
        }
    }

    /// At least fifteen times cheaper than VGG-16 up to relu4_1 (204,480 multiplications a pixel), and at most 1.5 MB.
    @Test func theSmallNetworkIsSmall() throws {
        let network = try Self.network(seed: 1)
        #expect(network.operations(width: 256, height: 256) * 15 <= 2 * 204_480 * 65536)
        #expect(network.parameters.count * 4 < 1_500_000)
        #expect(network.tapCount == 4)
    }

    @Test func distancesAndTheirGradient() {
        // d = MSE over the two vectors, 3 images of 2 and of 16 values.
        var generator = RandomGenerator(seed: 3)
        let values = (0..<3 * 18).map { _ in generator.nextNormal() }
        let evaluate = { (values: [Float], backward: Bool) -> (Float, [Float], [Float]) in
            let a = Variable(Tensor(planar: Array(values[0..<6]), shape: Shape(3, 2)), needsGradient: true)
            let b = Variable(Tensor(planar: Array(values[6...]), shape: Shape(3, 16)), needsGradient: true)
            let tape = Tape()
            let d = tape.pairwiseDistances([a, b])
            var total: Float = 0
            for i in 0..<9 { total += Float(i) * d.value.values[i] }
            if backward {
                tape.backward([(tape.scalarFunction(of: d, value: 0, gradient: (0..<9).map(Double.init)), 1)])
            }
            return (
                total, Array(UnsafeBufferPointer(start: d.value.values, count: 9)),
                (a.gradient?.planarValues() ?? []) + (b.gradient?.planarValues() ?? [])
            )
        }
        let (_, distances, gradient) = evaluate(values, true)
        var expected: Float = 0
        for c in 0..<2 { expected += pow(values[c] - values[2 + c], 2) / 2 }
        for c in 0..<16 { expected += pow(values[6 + c] - values[22 + c], 2) / 16 }
        #expect(abs(distances[1] - expected) < 1e-5 && distances[3] == distances[1] && distances[4] == 0)
        for i in values.indices {
            let shifted = { (by: Float) -> Float in
                var moved = values
                moved[i] += by
                return evaluate(moved, false).0
            }
            let difference = (shifted(1e-2) - shifted(-1e-2)) / 2e-2
            #expect(abs(difference - gradient[i]) < 2e-2, "value \(i)")
        }
    }

    @Test func matchingDistancesHaveNoErrorAndTheGradientIsTheDerivative() {
        var generator = RandomGenerator(seed: 4)
        let symmetric = { () -> Tensor in
            let tensor = Tensor(repeating: 0, shape: Shape(3, 3))
            for (i, j) in [(0, 1), (0, 2), (1, 2)] {
                tensor.values[3 * i + j] = 0.1 + generator.nextFloat()
                tensor.values[3 * j + i] = tensor.values[3 * i + j]
            }
            return tensor
        }
        let (student, teacher) = (symmetric(), symmetric())
        let errors: [(DistanceMatch) -> DistanceMatch.Error] = [
            { $0.ratios([(0, 1), (1, 2)]) }, { $0.changes([(0, 1, 2)]) },
        ]
        for error in errors {
            #expect(error(DistanceMatch(student: teacher, teacher: teacher)).value == 0)
            let own = error(DistanceMatch(student: student, teacher: teacher))
            #expect(own.value > 0)
            for at in 0..<9 {
                let moved = { (by: Float) -> Double in
                    let tensor = student.copy()
                    tensor.values[at] += by
                    return error(DistanceMatch(student: tensor, teacher: teacher)).value
                }
                let difference = (moved(1e-3) - moved(-1e-3)) / 2e-3
                #expect(abs(difference - own.gradient[at]) < 1e-2 * max(1, abs(own.gradient[at])))
            }
        }
    }
}
