import Tensors

/// What dense convolutions reach on this machine at best, measured beside whatever is to be compared with it.
///
/// Each of a few k3 convolutions of about 5 GFLOP runs forward; the fastest run of the fastest one is the peak.
package final class ConvolutionPeak {
    /// The speed of one convolution.
    package struct Measurement: Codable, Sendable, Equatable {
        /// Channels in and out (the same), and the side of the square result in pixels.
        package var channels: Int, side: Int
        /// Of its fastest run.
        package var operationsPerSecond: Double
        /// The same per second of processor time.
        package var operationsPerProcessorSecond: Double
    }

    private struct Case {
        let channels: Int
        let side: Int
        let input: Variable
        let weight: Parameter
        let bias: Parameter
        var best = Stopwatch()

        var operations: Double { 18 * Double(channels * channels) * Double(side * side) }
    }

    private var cases: [Case]
    /// What they multiply in.
    package let precision: Precision

    /// Prepares 64→64 at 256², 128→128 at 128², 256→256 at 64² and 512→512 at 32², and runs each once to warm up.
    package init(precision: Precision = .float32) {
        self.precision = precision
        var generator = RandomGenerator(seed: 1)
        cases = [(64, 256), (128, 128), (256, 64), (512, 32)].map { channels, side in
            let input = Tensor(uninitialized: Shape(1, channels, side + 2, side + 2))
            generator.fillNormal(UnsafeMutableBufferPointer(start: input.values, count: input.count))
            var weights = [Float](repeating: 0, count: 9 * channels * channels)
            weights.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
            return Case(
                channels: channels, side: side, input: Variable(input),
                weight: Parameter(name: "peak.weight", extents: [channels, channels, 3, 3], values: weights),
                bias: Parameter(
                    name: "peak.bias", extents: [channels], values: [Float](repeating: 0, count: channels)))
        }
        measure()
        for index in cases.indices { cases[index].best = Stopwatch() }
    }

    /// Runs each convolution `times` times. To be called again and again between other measurements, so that both see the
    /// machine in the same state.
    package func measure(times: Int = 2) {
        for index in cases.indices {
            for _ in 0..<times {
                let tape = Tape(recording: false, precision: precision)
                let time = Stopwatch.measure {
                    _ = tape.validConvolution(
                        cases[index].input, weight: cases[index].weight, bias: cases[index].bias)
                }
                cases[index].best.keepBest(time)
            }
        }
    }

    /// Every convolution's best so far.
    package var measurements: [Measurement] {
        cases.map {
            Measurement(
                channels: $0.channels, side: $0.side, operationsPerSecond: $0.operations / $0.best.wall,
                operationsPerProcessorSecond: $0.operations / $0.best.processor)
        }
    }

    /// The best of all.
    package var operationsPerSecond: Double { measurements.map(\.operationsPerSecond).max() ?? 0 }
    /// The best of all by processor time.
    package var operationsPerProcessorSecond: Double {
        measurements.map(\.operationsPerProcessorSecond).max() ?? 0
    }
}
