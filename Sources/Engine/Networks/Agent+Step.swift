import CKernels
import Tensors

/// What one step of the agent yields.
struct AgentStep {
    /// The next moving image, 1×3×H×W, not clamped.
    let moving: Tensor
    /// x, 1×64×H/4×W/4; nil where it was not asked for.
    let action: Tensor?
    /// Mean |x − μ|.
    let actionSize: Float
    /// Mean entropy of the action's distribution.
    let entropy: Float
}

/// Inference. Rows go through the networks in bands, so that of all maps the action alone is ever there as a whole: AdaIN asks
/// for its statistics twice, of the action and of what the first block makes of it.
extension Agent {
    /// What the builder needs of a style image, 1×3×H×W planar.
    func code(of style: Tensor) -> StyleCode { actor.code(of: style, precision) }

    /// One step on tensors: the next moving image and what the read-out shows.
    ///
    /// - Parameters:
    ///   - moving: 1×3×H×W, H and W multiples of 4.
    ///   - step: which step of its sequence it is, from 1.
    ///   - alpha: α in [0, 1], how much of AdaIN's output replaces its input.
    ///   - noise: n of the sampled action, 1×64×H/4×W/4; nil for the mean action.
    ///   - keepsAction: whether the action is wanted.
    ///   - consumesMoving: whether `moving` is not wanted any more; its memory then serves the next one.
    func step(
        moving: Tensor, step: Int, style: StyleCode, alpha: Float = 1, noise: Tensor? = nil, keepsAction: Bool = false,
        consumesMoving: Bool = false
    ) -> AgentStep {
        let factor = relaxation.factor(step: step)
        // A whole step reads the image once, another blends it with the next one at the end.
        let (map, draw) = draw(moving, noise: noise, releasing: consumesMoving && factor == 1)
        let action = keepsAction ? map.rows(from: 0, count: map.shape.height) : nil
        let normalized = Self.normalization(
            draw.statistics, mean: style.mean2.value, deviation: style.deviation2.value, alpha: alpha)
        var statistics = RowStatistics(channels: map.shape.channels)
        let first = RowChain([normalized, builder.firstRows(style, precision)])
        // Rows are read before those are written that take their place: a stage gives no more than it took.
        Self.run(map, scale: 4, through: first) { rows, at in
            statistics.add(rows)
            map.write(rows, at: at)
        }
        let second = Self.normalization(
            statistics, mean: style.mean1.value, deviation: style.deviation1.value, alpha: alpha)
        let next = consumesMoving && factor < 1 ? moving : Tensor(uninitialized: moving.shape, block: 1)
        Self.run(map, scale: 4, through: RowChain([second, builder.lastRows(style, precision)])) { rows, at in
            // While the image grows, the map shrinks: its rows up to here were read.
            map.release(before: at / 4)
            if factor < 1 { Self.relax(rows, from: moving, at: at, by: factor) }
            next.write(rows: rows, to: at, count: rows.shape.height)
        }
        return AgentStep(
            moving: next, action: action, actionSize: Float(draw.distance), entropy: Float(draw.entropy))
    }

    private struct Draw {
        var statistics = RowStatistics(channels: 64)
        var distance = 0.0
        var entropy = 0.0
    }

    /// x ~ P_κ(y).
    private func draw(_ moving: Tensor, noise: Tensor?, releasing: Bool) -> (action: RowStore, draw: Draw) {
        let shape = Shape(1, 64, moving.shape.height / 4, moving.shape.width / 4)
        let action = RowStore(shape)
        var draw = Draw()
        let (hidden, mean, deviation) = actor.distributionRows(precision)
        var (distance, density) = (0.0, 0.0)
        let tape = Tape(recording: false)
        Self.run(moving, through: RowChain([actor.movingRows(precision), hidden])) { rows, at in
            if releasing { moving.release(before: 4 * at) }
            guard let mean = mean.push(rows, isLast: false), let raw = deviation.push(rows, isLast: false) else {
                preconditionFailure("heads without kernels wait for no rows")
            }
            let none = Tensor(repeating: 0, shape: mean.shape)
            // The entropy of a Normal is −log π at its mean plus a half.
            let atMean = tape.gaussianSample(mean: Variable(mean), raw: Variable(raw), noise: none)
            density += ms_sum(atMean.logDensity.value.values, mean.count)
            var drawn = mean
            if let noise {
                let own = noise.rows(from: at, count: mean.shape.height)
                drawn = tape.gaussianSample(mean: Variable(mean), raw: Variable(raw), noise: own).action.value
                distance += ms_sum_absolute_difference(drawn.values, mean.values, mean.count)
            }
            draw.statistics.add(drawn)
            action.write(drawn, at: at)
        }
        draw.distance = distance / Double(shape.count)
        draw.entropy = 0.5 - density / Double(shape.count)
        return (action, draw)
    }

    /// All rows of `image` in bands; `take` gets what comes out and the row that it begins at.
    private static func run(
        _ image: any RowSource, scale: Int = 1, through stage: any RowStage, take: (_ rows: Tensor, _ at: Int) -> Void
    ) {
        var at = 0
        for (rows, isLast) in ImageBands(image, scale: scale) {
            guard let result = stage.push(rows, isLast: isLast) else { continue }
            take(result, at)
            at += result.shape.height
        }
    }

    /// α·AdaIN(x, style) + (1 − α)·x in place, given x's own statistics.
    private static func normalization(
        _ own: RowStatistics, mean: Tensor, deviation: Tensor, alpha: Float
    ) -> RowMap {
        let own = own.result
        let (slope, constant) = (Tensor(uninitialized: mean.shape), Tensor(uninitialized: mean.shape))
        for i in 0..<slope.count {
            slope.values[i] = alpha * deviation.values[i] / own.deviation.values[i] + (1 - alpha)
            constant.values[i] = alpha * mean.values[i] + (1 - alpha) * own.mean.values[i]
        }
        return RowMap { $0.combined(slope: slope, centre: own.mean, constant: constant) }
    }

    /// y′ = y + η_t (B(y) − y) in place of rows of B(y).
    private static func relax(_ rows: Tensor, from moving: Tensor, at first: Int, by factor: Float) {
        let (height, width) = (rows.shape.height, rows.shape.width)
        for channel in 0..<rows.shape.channels {
            let to = rows.values + channel * height * width
            let from = moving.values + (channel * moving.shape.height + first) * width
            for i in 0..<height * width { to[i] = from[i] + factor * (to[i] - from[i]) }
        }
    }
}
