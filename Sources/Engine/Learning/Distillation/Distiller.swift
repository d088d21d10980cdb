import Files
import Foundation
import Tensors

/// Distils a large loss network into a small one that measures the same distances.
///
/// The student is matched to the teacher on per-channel means and deviations at four taps and on relu4_1 itself, through 1×1
/// adapters that are thrown away afterwards, and on the distances that it is for: the style distance between all images of a
/// batch and the content distance between an image and a changed version of it, both as ratios. Since the distances are matched
/// in size too, the student's losses are on the teacher's normalised scale without a calibration of its own.
public final class Distiller {
    /// What one update reports.
    public struct Report: Sendable {
        /// Relative error of the features through the adapters.
        public let feature: Float
        /// Mean squared log ratio of style and of content distances.
        public let style: Float, content: Float
    }

    /// The small network, as trained so far.
    public let student: LossNetwork
    private let teacher: LossNetwork
    private let adapters: [(weight: Parameter, bias: Parameter)]
    private let optimizer: Adam
    private let adapterOptimizer: Adam
    private let agent: Agent?
    private let images: any TrainingImages
    private let crop: Int
    private let batch: Int
    private let total: Int
    private var generator: RandomGenerator
    /// Updates made.
    public private(set) var updates = 0

    /// - Parameters:
    ///   - teacher: a normalised network with at least four taps.
    ///   - images: pairs of content and style crops of `crop` pixels.
    ///   - agent: makes stylized versions of contents to measure on; nil changes images in simple ways instead.
    ///   - batch: pairs a batch; the networks see four times as many images.
    ///   - updates: all updates, for the learning rate's half cosine.
    public init(
        teacher: LossNetwork, images: any TrainingImages, agent: Agent?, crop: Int, batch: Int, updates: Int,
        seed: UInt64
    ) throws {
        var generator = RandomGenerator(seed: seed)
        student = try SmallLossNetwork.fresh(&generator)
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
        self.images = images
        self.agent = agent
        self.crop = crop
        self.batch = batch
        total = updates
        self.generator = generator
        optimizer = Adam(student.parameters.parameters, beta1: 0.9, beta2: 0.99)
        adapterOptimizer = Adam(adapters.flatMap { [$0.weight, $0.bias] }, beta1: 0.9, beta2: 0.99)
    }

    /// One update on a fresh batch.
    public func update() throws -> Report {
        let input = Variable(try draw())
        let still = Tape(recording: false)
        let targets = teacher.features(input, on: still)
        let targetStatistics = targets.map { still.statistics($0) }
        let tape = Tape()
        let maps = student.features(input, on: tape)
        let statistics = maps.map { tape.statistics($0) }

        var losses: [(loss: Variable, weight: Float)] = []
        var feature: Float = 0
        for level in maps.indices {
            let adapted = tape.convolution(maps[level], weight: adapters[level].weight, bias: adapters[level].bias)
            let own = tape.statistics(adapted)
            let goal = targetStatistics[level]
            for (a, b) in [(own.mean, goal.mean), (own.deviation, goal.deviation)] {
                let error = tape.meanSquaredError(a, b)
                losses.append((error, 1))
                feature += error.value.scalar
            }
            if level == 3 {
                let error = tape.meanSquaredError(adapted, targets[level])
                losses.append((error, 1))
                feature += error.value.scalar
            }
        }
        let style = tape.logDistanceError(
            statistics.flatMap { [$0.mean, $0.deviation] },
            target: Tape.distances(targetStatistics.flatMap { [$0.mean.value, $0.deviation.value] }))
        let content = contentError(maps[3], target: targets[3], on: tape)
        losses += [(style, 1), (content, 1)]
        tape.backward(losses)

        let progress = Float(updates) / Float(max(1, total))
        let rate = 1e-3 * (0.01 + 0.495 * (1 + cos(.pi * min(1, progress))))
        let norm = optimizer.gradientNorm
        optimizer.step(rate: rate, scale: norm > 5 ? Float(5 / norm) : 1)
        adapterOptimizer.step(rate: rate)
        updates += 1
        return Report(feature: feature, style: style.value.scalar, content: content.value.scalar)
    }

    /// Mean over images of (log C_student − log C_teacher)², C the MSE at tap 4 between an image of the first half of the
    /// batch and its changed version in the second.
    private func contentError(_ map: Variable, target: Variable, on tape: Tape) -> Variable {
        let half = map.shape.batch / 2
        let terms = (0..<half).map { index -> Variable in
            let pair = { (map: Variable, tape: Tape) in
                tape.meanSquaredError(
                    tape.images(map, index..<index + 1), tape.images(map, half + index..<half + index + 1))
            }
            let goal = pair(target, Tape(recording: false)).value.scalar
            return tape.scalar([pair(map, tape)]) { values in
                let difference = log(values[0] + 1e-3) - log(goal + 1e-3)
                return (difference * difference / Float(half), [2 * difference / (values[0] + 1e-3) / Float(half)])
            }
        }
        return tape.total(terms)
    }

    /// Contents and styles, then a changed version of each, in one tensor.
    private func draw() throws -> Tensor {
        let shape = Shape(1, 3, crop, crop)
        var originals: [Tensor] = []
        var changed: [Tensor] = []
        for _ in 0..<batch {
            let pair = try images.next()
            let content = Tensor(planar: pair.content, shape: shape)
            let style = Tensor(planar: pair.style, shape: shape)
            originals += [content, style]
            changed += [stylized(content, style), distorted(style, with: content)]
        }
        return Tensor.stacked(originals + changed)
    }

    /// The content some steps on its way to the style, or, without an agent, distorted.
    private func stylized(_ content: Tensor, _ style: Tensor) -> Tensor {
        guard let agent else { return distorted(content, with: style) }
        let code = agent.code(of: style)
        var moving = content
        for _ in 0...generator.index(below: 10) {
            moving = agent.step(moving: moving, style: code, alpha: 1, noise: nil).moving
        }
        for i in 0..<moving.count { moving.values[i] = min(max(moving.values[i], 0), 1) }
        return moving
    }

    /// Colours moved towards another image's, some of its detail, a little noise.
    private func distorted(_ image: Tensor, with other: Tensor) -> Tensor {
        let area = image.shape.area
        let result = Tensor(uninitialized: image.shape, block: 1)
        let (shift, detail, noise) = (generator.nextFloat(), 0.4 * generator.nextFloat(), 0.1 * generator.nextFloat())
        for channel in 0..<3 {
            let (own, foreign) = (image.values + channel * area, other.values + channel * area)
            let mean = { (values: UnsafeMutablePointer<Float>) in
                (0..<area).reduce(Float(0)) { $0 + values[$1] } / Float(area)
            }
            let (m, n) = (mean(own), mean(foreign))
            for i in 0..<area {
                let value =
                    own[i] + shift * (n - m) + detail * (foreign[i] - n) + noise * (generator.nextFloat() - 0.5)
                result.values[channel * area + i] = min(max(value, 0), 1)
            }
        }
        return result
    }

    /// The student as a file to ship.
    public func stored() throws -> TensorFile {
        var file = try student.stored()
        file.metadata["kind"] = "small"
        file.metadata["distilled-from"] = teacher.provenance["kind"] ?? "unknown"
        file.metadata["teacher-sha256"] = teacher.provenance["source-sha256"] ?? ""
        file.metadata["normalisation"] = "distances matched to the teacher's normalised ones"
        file.metadata["updates"] = "\(updates)"
        return file
    }
}
