import Files
import Foundation
import Tensors

/// Distils a large loss network into a small one that measures the same distances.
///
/// The student is matched to the teacher on per-channel means and deviations at four taps and on relu4_1 itself, through 1×1
/// adapters that are thrown away afterwards, and on the distances that it is for: style distances at each tap and over all
/// taps, content distances, and the change of the style distance from frame to frame of a sequence. Distances are compared as
/// ratios. Since they are matched in size too, the student's losses are on the teacher's normalised scale without a
/// calibration of its own, which would weigh its channels anew.
package final class Distiller {
    /// What one update reports.
    package struct Report: Sendable {
        /// Squared error of the features through the adapters, relative to their mean square; mean over what is matched.
        package let feature: Float
        /// Mean squared log ratio of style and of content distances.
        package let style: Float, content: Float
        /// Error of the changes between frames, as `DistanceMatch.changes` has it.
        package let change: Float
    }

    /// How often a batch is used: making one, with agent and teacher, costs several updates of the student.
    private static let uses = 6
    /// Batches kept for their next use.
    private static let keptCount = 48
    /// Images of a batch that go through the adapters.
    private static let adaptedCount = 4

    /// The small network, as trained so far.
    package let student: LossNetwork
    private let teacher: LossNetwork
    private let adapters: [(weight: Parameter, bias: Parameter)]
    private let optimizer: Adam
    private let adapterOptimizer: Adam
    private var images: DistillationImages
    private let pairs: Int
    private let total: Int
    private let peakRate: Float
    private let isFresh: Bool
    private var generator: RandomGenerator
    private var kept: [DistillationBatch] = []
    /// Updates made.
    package private(set) var updates = 0

    /// - Parameters:
    ///   - teacher: a normalised network with at least four taps.
    ///   - images: pairs of content and style crops of `crop` pixels.
    ///   - agents: whose frames are learned from; none: images changed in simple ways stand in for frames.
    ///   - pairs: pairs of a batch; the networks see `DistillationBatch.imagesPerPair` times as many images.
    ///   - updates: all updates, for the learning rate's half cosine.
    ///   - rate: the learning rate after a short warm-up; a tenth of what a fresh network takes keeps what `fit` found.
    ///   - start: a small network to go on from; nil: a fresh one.
    package init(
        teacher: LossNetwork, images: any TrainingImages, agents: [Agent], crop: Int, pairs: Int, updates: Int,
        rate: Float = 1e-4, seed: UInt64, start: LossNetwork? = nil
    ) throws {
        var generator = RandomGenerator(seed: seed)
        student = try SmallLossNetwork.fresh(&generator)
        if let start { try SmallLossNetwork.copy(start, into: student) }
        isFresh = start == nil
        adapters = zip(student.tapChannels, teacher.tapChannels).enumerated().map { index, channels in
            let (inputs, outputs) = channels
            var values = [Float](repeating: 0, count: inputs * outputs)
            values.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
            let scale = 1 / Float(inputs).squareRoot()
            return (
                Parameter(
                    name: "adapter\(index).weight", extents: [outputs, inputs, 1, 1], values: values.map { $0 * scale }),
                Parameter(
                    name: "adapter\(index).bias", extents: [outputs], values: [Float](repeating: 0, count: outputs))
            )
        }
        self.teacher = teacher
        self.pairs = pairs
        total = updates
        peakRate = rate
        self.images = DistillationImages(
            source: images, agents: agents, crop: crop, generator: RandomGenerator(seed: generator.next()))
        self.generator = generator
        optimizer = Adam(student.parameters.parameters, beta1: 0.9, beta2: 0.99)
        adapterOptimizer = Adam(adapters.flatMap { [$0.weight, $0.bias] }, beta1: 0.9, beta2: 0.99)
    }

    /// Fits the adapters, and before them a fresh student, to the teacher on `pairs` pairs of images; to be called before
    /// the first update.
    package func fit(pairs count: Int = 48) throws {
        precondition(updates == 0 && count > 0, "fitting after \(updates) updates")
        var samples = TeacherSamples(teacher: teacher)
        for _ in 0..<max(1, count / pairs) { samples.add(try images.draw(pairs: pairs), &generator) }
        if isFresh { PrunedStart(samples: samples, teacher: teacher).fit(student) }
        for (start, adapter) in zip(AdapterStart.fit(student, samples: samples), adapters) {
            adapter.weight.assign(start.weight)
            adapter.bias.assign(start.bias)
        }
    }

    /// One update, on a fresh batch every `uses`-th time and on one of the kept ones otherwise.
    package func update() throws -> Report {
        let batch = try nextBatch()
        let tape = Tape()
        let maps = student.features(Variable(batch.images), on: tape)
        let (feature, featureTerms) = featureError(maps, batch, on: tape)
        let style = styleError(maps, batch, on: tape)
        let contentDistances = tape.pairwiseDistances([maps[3]])
        let contentError = DistanceMatch(student: contentDistances.value, teacher: batch.contentDistances)
            .ratios(DistillationBatch.contentPairs(batch.images.shape.batch))
        let content = tape.scalarFunction(
            of: contentDistances, value: contentError.value, gradient: contentError.gradient)
        tape.backward(featureTerms + style.terms + [(content, 1)])

        let progress = Float(updates) / Float(max(1, total))
        let warmUp = min(1, Float(updates + 1) / 50)
        let rate = peakRate * warmUp * (0.005 + 0.4975 * (1 + cos(.pi * min(1, progress))))
        let norm = optimizer.gradientNorm
        optimizer.step(rate: rate, scale: norm > 10 ? Float(10 / norm) : 1)
        adapterOptimizer.step(rate: rate)
        updates += 1
        return Report(
            feature: feature, style: Float(style.ratio), content: Float(contentError.value),
            change: Float(style.change))
    }

    private func nextBatch() throws -> DistillationBatch {
        if updates % Self.uses != 0 { return kept[generator.index(below: kept.count)] }
        let batch = DistillationBatch(images: try images.draw(pairs: pairs), teacher: teacher)
        if kept.count < Self.keptCount {
            kept.append(batch)
        } else {
            kept[generator.index(below: kept.count)] = batch
        }
        return batch
    }

    /// Relative squared errors of means, deviations and relu4_1 through the adapters, of a few images: the adapted maps have
    /// as many channels as the teacher's, and would cost more than all the rest.
    private func featureError(
        _ maps: [Variable], _ batch: DistillationBatch, on tape: Tape
    ) -> (value: Float, terms: [(loss: Variable, weight: Float)]) {
        var errors: [(loss: Variable, weight: Float)] = []
        let first = generator.index(below: batch.images.shape.batch - Self.adaptedCount + 1)
        let range = first..<first + Self.adaptedCount
        let add = { (own: Variable, teacher: Tensor) in
            let wanted = teacher.images(range)
            let power = (0..<wanted.count).reduce(Float(1e-3)) {
                $0 + wanted.values[$1] * wanted.values[$1] / Float(wanted.count)
            }
            errors.append((tape.meanSquaredError(own, Variable(wanted)), 1 / power))
        }
        for level in maps.indices {
            let adapted = tape.convolution(
                tape.images(maps[level], range), weight: adapters[level].weight, bias: adapters[level].bias)
            let own = tape.statistics(adapted)
            add(own.mean, batch.statistics[level].mean)
            add(own.deviation, batch.statistics[level].deviation)
            if level == 3 { add(adapted, batch.content) }
        }
        let count = Float(errors.count)
        let value = errors.reduce(0) { $0 + $1.loss.value.scalar * $1.weight } / count
        return (value, errors.map { ($0.loss, $0.weight / count) })
    }

    /// Errors of style distances at each tap, of their sum, and of its changes.
    private func styleError(
        _ maps: [Variable], _ batch: DistillationBatch, on tape: Tape
    ) -> (ratio: Double, change: Double, terms: [(loss: Variable, weight: Float)]) {
        let count = batch.images.shape.batch
        let levels = maps.map { map in
            let (mean, deviation) = tape.statistics(map)
            return tape.pairwiseDistances([mean, deviation])
        }
        var terms: [(loss: Variable, weight: Float)] = []
        let add = { (distances: Variable, error: DistanceMatch.Error, weight: Float) in
            terms.append(
                (tape.scalarFunction(of: distances, value: error.value, gradient: error.gradient), weight))
        }
        for (level, teacher) in zip(levels, batch.styleDistances) {
            let match = DistanceMatch(student: level.value, teacher: teacher)
            add(level, match.ratios(DistillationBatch.everyPair(count)), 0.25)
            add(level, match.changes(DistillationBatch.changes(count)), 0.1)
        }
        let total = levels.dropFirst().reduce(levels[0]) { tape.sum($0, $1) }
        let wanted = batch.styleDistances[0].copy()
        for distances in batch.styleDistances.dropFirst() {
            for i in 0..<wanted.count { wanted.values[i] += distances.values[i] }
        }
        let match = DistanceMatch(student: total.value, teacher: wanted)
        let own = match.ratios(DistillationBatch.stylePairs(count))
        let change = match.changes(DistillationBatch.changes(count))
        add(total, match.ratios(DistillationBatch.everyPair(count)), 1)
        add(total, own, 2)
        add(total, change, 0.5)
        return (own.value, change.value, terms)
    }

    /// The student as a file to ship.
    package func stored() throws -> TensorFile {
        var file = try student.stored()
        file.metadata["kind"] = "small"
        file.metadata["distilled-from"] = teacher.provenance["kind"] ?? "unknown"
        file.metadata["teacher-sha256"] = teacher.provenance["source-sha256"] ?? ""
        file.metadata["normalisation"] = "distances matched to the teacher's normalised ones"
        file.metadata["updates"] = "\(updates)"
        return file
    }
}

/// A start for the adapters, from the student's channels at a tap to the teacher's: least squares over sampled pixels.
struct AdapterStart {
    /// One tap's 1×1 convolution.
    struct Tap {
        /// Teacher's channels × student's channels, in rows.
        let weight: [Float]
        /// The teacher's channels.
        let bias: [Float]
    }

    /// One for each of the student's taps.
    static func fit(_ student: LossNetwork, samples: TeacherSamples) -> [Tap] {
        let layers = samples.layers.filter(\.isTap)
        var equations = zip(student.tapChannels, layers).map { inputs, layer in
            NormalEquations(inputs: inputs + 1, outputs: layer.values[0].count)
        }
        for (batch, images) in samples.images.enumerated() {
            let maps = student.features(Variable(images), taps: layers.count, on: Tape(recording: false))
            for (tap, map) in maps.enumerated() {
                let (shape, values) = (map.shape, map.value.planarValues())
                let positions = layers[tap].positions[batch]
                for (index, position) in positions.enumerated() {
                    let own = (0..<shape.channels).map { channel -> Double in
                        let plane = position.image * shape.channels + channel
                        return Double(values[(plane * shape.height + position.y) * shape.width + position.x])
                    }
                    let wanted = layers[tap].values[batch * positions.count + index]
                    equations[tap].add(own + [1], wanted.map { Double(max(0, $0)) })
                }
            }
        }
        return equations.map { equations in
            let solution = equations.solution(ridge: 1e-5)
            let (inputs, outputs) = (equations.inputs - 1, equations.outputs)
            return Tap(
                weight: (0..<outputs).flatMap { output in (0..<inputs).map { Float(solution[$0 * outputs + output]) } },
                bias: (0..<outputs).map { Float(solution[inputs * outputs + $0]) })
        }
    }
}
