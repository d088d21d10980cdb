import CKernels
import Foundation
import Tensors

/// The networks that learn and one update of them: control learning (soft actor-critic, section 3.3.1) and generative
/// learning (section 3.3.2) in the order of the released code.
final class Learner {
    var options: TrainingOptions
    let actor: Actor
    let builder: Builder
    let critics: [Critic]
    let targets: [Critic]
    let lossNetwork: LossNetwork
    let actorOptimizer: Adam
    let builderOptimizer: Adam
    let criticOptimizers: [Adam]
    var weighting: MultiTaskWeighting
    var weightingOptimizer = ScalarAdam(count: 3)
    var logAlpha: Float
    var temperatureOptimizer = ScalarAdam(count: 1)
    /// Updates made.
    var updates = 0
    /// A test holds every optimiser still and reads the gradients here, by parameter name.
    var observer: ((_ stage: Stage, _ parameters: [Parameter]) -> Void)?
    /// A benchmark reads the time of each part here.
    var timer: PartTimer?

    /// Where gradients can be observed.
    enum Stage {
        case critic(Int)
        case policy
        case generative
        case weighting([Float])
    }

    init(
        options: TrainingOptions, actor: Actor, builder: Builder, critics: [Critic], targets: [Critic],
        lossNetwork: LossNetwork
    ) {
        self.options = options
        self.actor = actor
        self.builder = builder
        self.critics = critics
        self.targets = targets
        self.lossNetwork = lossNetwork
        actorOptimizer = Adam(actor.parameters.parameters)
        builderOptimizer = Adam(builder.parameters.parameters)
        criticOptimizers = critics.map { Adam($0.parameters.parameters) }
        weighting = MultiTaskWeighting(options.losses.weighting)
        logAlpha = options.critics.initialLogAlpha
        for parameter in targets.flatMap(\.parameters.parameters) { parameter.isTrainable = false }
    }

    /// A tape in the run's precision, measured where a timer is set.
    func tape(recording: Bool = true) -> Tape {
        Tape(recording: recording, precision: options.precision, timer: timer)
    }

    /// Means and standard deviations at the taps of the style loss; each N×C_j.
    func styleStatistics(_ image: Tensor, on tape: Tape) -> StyleStatistics {
        StyleStatistics(lossNetwork.features(Variable(image), taps: options.losses.styleTaps, on: tape), on: tape)
    }

    /// One update on a batch. Its report lacks what only the environment knows.
    func update(_ batch: TrainingBatch, noise: UpdateNoise, kind: UpdateKind, rateFactor: Float, styleFactor: Float)
        -> TrainingReport
    {
        var report = TrainingReport(update: updates + 1, kind: kind)
        if options.critics.isReinforced, kind != .identity, batch.action != nil {
            timed(.critics) { updateCritics(batch, noise, &report) }
            if kind == .joint, updates % options.critics.policyInterval == 0 {
                timed(.policy) { updatePolicy(batch, noise, rateFactor, &report) }
            }
        }
        switch (kind, noise.generative) {
        case (.joint, _?):
            timed(.generative) {
                updateGenerative(batch, noise, rateFactor: rateFactor, styleFactor: styleFactor, &report)
            }
        case (.identity, let noise?):
            timed(.generative) { updateIdentity(batch, noise, rateFactor: rateFactor, &report) }
        case (.critics, _):
            report.weights = boundedWeights
        case (_, nil):
            preconditionFailure("an update of actor and builder without noise")
        }
        if options.critics.isReinforced, kind != .identity, observer == nil { timed(.optimisers) { averageTargets() } }
        updates += 1
        report.alpha = exp(logAlpha)
        return report
    }

    // MARK: Control learning

    /// eq. 1 and 2: MSE(Q(y,x), r + γ·mask·(min Q̄(y′,x′) − α·log π(x′|y′))).
    private func updateCritics(_ batch: TrainingBatch, _ noise: UpdateNoise, _ report: inout TrainingReport) {
        guard let action = batch.action, let next = batch.nextMoving, let nextNoise = noise.next else { return }
        let noGrad = tape(recording: false)
        let nextImage = Variable(next)
        let distribution = actor.distribution(x2: actor.encode(moving: nextImage, on: noGrad), on: noGrad)
        let sample = noGrad.gaussianSample(mean: distribution.mean, raw: distribution.raw, noise: nextNoise)
        let style = Variable(batch.style)
        let values = targets.map {
            $0.value(moving: nextImage, style: style, action: sample.action, on: noGrad)
        }
        let target = noGrad.minimum(values[0], values[1]).value
        ms_accumulate(target.values, sample.logDensity.value.values, -exp(logAlpha), target.count)
        let each = target.count / target.shape.batch
        for image in 0..<target.shape.batch {
            let factor = options.critics.discount * batch.mask[image]
            let row = target.values + image * each
            let limit = options.critics.rewardLimit ?? .infinity
            let reward = max(batch.reward[image] * options.critics.rewardScale, -limit)
            let bound = limit / (1 - options.critics.discount)
            for i in 0..<each { row[i] = min(max(reward + factor * row[i], -bound), bound) }
        }
        report.qTarget = noGrad.mean(Variable(target)).value.scalar

        let moving = Variable(batch.moving)
        let goal = Variable(target)
        for (index, critic) in critics.enumerated() {
            let tape = tape()
            let value = critic.value(moving: moving, style: style, action: Variable(action), on: tape)
            let loss = tape.meanSquaredError(value, goal)
            if index == 0 { report.qMean = noGrad.mean(value).value.scalar }
            report.critics.append(loss.value.scalar)
            // Eq. 2: δ ← δ − ρ_Q ∇_δ J_Q(δ).
            tape.backward([(loss, 1)])
            finish(
                criticOptimizers[index], .critic(index), critic.parameters.parameters,
                rate: options.optimiser.criticRate)
        }
    }

    /// The temperature, then eq. 3: mean(α·log π − min Q(y, x)), x reparameterised.
    private func updatePolicy(
        _ batch: TrainingBatch, _ noise: UpdateNoise, _ rateFactor: Float, _ report: inout TrainingReport
    ) {
        guard let actorNoise = noise.actor else { return }
        let tape = tape()
        let moving = Variable(batch.moving)
        let distribution = actor.distribution(x2: actor.encode(moving: moving, on: tape), on: tape)
        let sample = tape.gaussianSample(mean: distribution.mean, raw: distribution.raw, noise: actorNoise)
        let meanDensity = tape.mean(sample.logDensity)

        // −log α·(log π + target entropy), log π detached; its derivative with respect to log α is the bracket's mean.
        let bracket = meanDensity.value.scalar + options.critics.targetEntropy
        report.temperature = -logAlpha * bracket
        if observer == nil {
            var values = [logAlpha]
            temperatureOptimizer.step(&values, gradient: [-bracket], rate: options.optimiser.criticRate)
            logAlpha = values[0]
        }

        // The critics only hand the gradient on.
        setTrainable(critics, false)
        let style = Variable(batch.style)
        let values = critics.map { $0.value(moving: moving, style: style, action: sample.action, on: tape) }
        let q = tape.mean(tape.minimum(values[0], values[1]))
        let alpha = exp(logAlpha)
        // Eq. 3.
        report.actor = alpha * meanDensity.value.scalar - q.value.scalar
        tape.backward([(meanDensity, alpha), (q, -1)])
        setTrainable(critics, true)
        finish(actorOptimizer, .policy, actor.parameters.parameters, rate: options.optimiser.actorRate * rateFactor)
    }

    private func averageTargets() {
        for (target, critic) in zip(targets, critics) {
            for (average, source) in zip(target.parameters.parameters, critic.parameters.parameters) {
                ms_average(average.values, source.values, options.critics.targetRate, average.count)
                average.markChanged()
            }
        }
    }

    /// Moves actor and builder by their gradients, brought down to the limit together; false where they are not finite, or
    /// held noGrad.
    func stepGenerators(rateFactor: Float, _ report: inout TrainingReport) -> Bool {
        if let observer {
            observer(.generative, actor.parameters.parameters + builder.parameters.parameters)
            actorOptimizer.clearGradients()
            builderOptimizer.clearGradients()
            return false
        }
        let norm = (pow(actorOptimizer.gradientNorm, 2) + pow(builderOptimizer.gradientNorm, 2)).squareRoot()
        report.gradientNorm = Float(norm)
        guard norm.isFinite, report.isFinite else { return false }
        let scale = gradientScale(norm: norm)
        // Eq. 8: κ ← κ − η_κ ∇_κ L_final, τ ← τ − η_τ ∇_τ L_final.
        timed(.optimisers) {
            actorOptimizer.step(rate: options.optimiser.actorRate * rateFactor, scale: scale)
            builderOptimizer.step(rate: options.optimiser.builderRate * rateFactor, scale: scale)
        }
        return true
    }

    /// λ within its bounds.
    var boundedWeights: [Float] {
        guard let bounds = options.losses.weightBounds else { return weighting.weights }
        return weighting.weights.map { min(max($0, bounds.lower), bounds.upper) }
    }

    /// What brings a gradient of this norm down to the limit.
    private func gradientScale(norm: Double) -> Float {
        guard let limit = options.optimiser.gradientLimit, norm > Double(limit) else { return 1 }
        return limit / Float(norm)
    }

    private func finish(_ optimizer: Adam, _ stage: Stage, _ parameters: [Parameter], rate: Float) {
        if let observer {
            observer(stage, parameters)
            optimizer.clearGradients()
        } else {
            let scale = gradientScale(norm: optimizer.gradientNorm)
            timed(.optimisers) { optimizer.step(rate: rate, scale: scale) }
        }
    }

    /// Runs `body`, measured where a timer is set.
    func timed<Result>(_ part: TrainingPart, _ body: () throws -> Result) rethrows -> Result {
        guard let timer else { return try body() }
        return try timer.measure(part.rawValue, body)
    }

    private func setTrainable(_ critics: [Critic], _ value: Bool) {
        for parameter in critics.flatMap(\.parameters.parameters) { parameter.isTrainable = value }
    }
}
