import Files
import Tensors

/// How fast the agent steps: whole steps of a `StyleSequence`, from moving image to frame, against the machine's
/// convolution peak measured in between.
package struct StepBenchmark: Codable, Sendable, Equatable {
    /// Extent of content and style, pixels.
    package var width: Int, height: Int
    /// What steps and peak multiply in.
    package var precision: Precision
    /// Steps measured, after one to warm up.
    package var steps: Int
    /// Wall time of a step, ms: the fastest and the median.
    package var bestMilliseconds: Double, medianMilliseconds: Double
    /// Wall time of the style side, once per sequence, ms.
    package var styleMilliseconds: Double
    /// Necessary operations of a step, by layer.
    package var layers: [LayerCost]
    /// Their sum.
    package var operations: Double
    /// What the engine itself counted in one step: agrees with `operations` where it does nothing twice.
    package var countedOperations: Double
    /// Operations of a step over its fastest time, operations/s.
    package var operationsPerSecond: Double
    /// The convolution peak in the same minutes, operations/s.
    package var peakOperationsPerSecond: Double
    /// The one over the other.
    package var share: Double
    /// The same share with processor time in both, which a busy machine falsifies less.
    package var processorShare: Double
    /// Most bytes of tensors at one time, over style side and a step.
    package var peakTensorBytes: Int
    /// Most resident bytes of the process at one time, over the same.
    package var peakResidentBytes: Int?

    /// Runs it for one size.
    ///
    /// - Parameters:
    ///   - precision: what steps multiply in.
    ///   - seconds: about how long; at least three steps are measured however long they take.
    ///   - peak: shared by all sizes.
    /// - Throws: `EngineError.unsuitableImage` where a side is out of 8…16384.
    package static func run(
        width: Int, height: Int, precision: Precision = .float32, seconds: Double = 6, peak: ConvolutionPeak
    ) throws -> StepBenchmark {
        let agent = try randomAgent(precision)
        let (content, style) = (
            noise(seed: 2, width: width, height: height), noise(seed: 3, width: width, height: height)
        )
        TensorMemory.releaseIdle()
        TensorMemory.resetPeak()
        ResidentMemory.resetPeak()
        var styleSeconds = Double.infinity
        var start = try StyleSequence(agent: agent, content: content, style: style)
        try step(start)
        let (peakTensors, peakResident) = (TensorMemory.peakBytes, ResidentMemory.peakBytes)
        _ = Operations.takeCount()
        var best = try Stopwatch.measure { try step(start) }
        var times = [best.wall]
        let counted = Operations.takeCount()

        // In rounds of about half a second, the peak measured between them.
        let perRound = max(1, Int(0.5 / best.wall))
        let end = ContinuousClock.now + .seconds(seconds)
        repeat {
            peak.measure()
            styleSeconds = min(
                styleSeconds,
                try Stopwatch.measure {
                    start = try StyleSequence(agent: agent, content: content, style: style)
                }.wall)
            for _ in 0..<perRound {
                let time = try Stopwatch.measure { try step(start) }
                times.append(time.wall)
                best.keepBest(time)
            }
        } while ContinuousClock.now < end
        let layers = NetworkCost.step(width: width, height: height)
        return StepBenchmark(
            width: width, height: height, precision: precision, steps: times.count, bestMilliseconds: 1000 * best.wall,
            medianMilliseconds: 1000 * times.median, styleMilliseconds: 1000 * styleSeconds, layers: layers,
            operations: layers.operations, countedOperations: counted,
            operationsPerSecond: layers.operations / best.wall, peakOperationsPerSecond: peak.operationsPerSecond,
            share: layers.operations / best.wall / peak.operationsPerSecond,
            processorShare: layers.operations / best.processor / peak.operationsPerProcessorSecond,
            peakTensorBytes: peakTensors, peakResidentBytes: peakResident)
    }

    private static func step(_ start: StyleSequence) throws {
        var sequence = start
        try sequence.step()
    }

    /// Actor and builder as training starts them: time does not depend on the weights.
    static func randomAgent(sha256: String = "", _ precision: Precision = .float32) throws -> Agent {
        var generator = RandomGenerator(seed: 1)
        var file = TensorFile()
        for network in [Actor.network, Builder.network] {
            let parameters = Initialization.parameters(network, heNormal: true, &generator)
            for (name, tensor) in parameters.stored() { file[name] = tensor }
        }
        return try Agent(file, sha256: sha256, precision: precision)
    }

    private static func noise(seed: UInt64, width: Int, height: Int) -> Picture {
        var generator = RandomGenerator(seed: seed)
        let count = 3 * width * height
        let rgb = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            for i in 0..<count { buffer[i] = UInt8(255 * generator.nextFloat()) }
            initialized = count
        }
        return Picture(width: width, height: height, rgb: rgb)
    }
}
