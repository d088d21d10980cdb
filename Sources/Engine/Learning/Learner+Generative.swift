import Foundation
import Tensors

/// Generative learning (section 3.3.2): actor and builder by content, style and contrastive loss.
extension Learner {
    /// A loss for its gradient, which may lack a constant on the tape, and its value.
    private struct Loss {
        let variable: Variable
        let value: Float
    }

    /// Actor and builder by Σ λ_k L_k and what the options add, then λ.
    func updateGenerative(
        _ batch: TrainingBatch, _ noise: UpdateNoise, rateFactor: Float, styleFactor: Float,
        _ report: inout TrainingReport
    ) {
        guard let drawn = noise.generative else { preconditionFailure("a generative pass without noise") }
        let tape = tape()
        let moving = Variable(batch.moving)
        let distribution = actor.distribution(x2: actor.encode(moving: moving, on: tape), on: tape)
        let sample = tape.gaussianSample(mean: distribution.mean, raw: distribution.raw, noise: drawn)
        report.entropy = -self.tape(recording: false).mean(sample.logDensity).value.scalar
        let styleFeatures = actor.encode(style: Variable(batch.style), on: tape)
        let code = StyleCode(styleFeatures, on: tape)
        let output = builder.build(action: sample.action, style: code, on: tape)

        let maps = lossNetwork.features(output, taps: options.losses.styleTaps, on: tape)
        let content = contentLoss(output, maps[3], batch, on: tape, &report)
        let style = styleLoss(maps, batch, on: tape, &report)
        let weights = boundedWeights
        // Eq. 7: Σ λ_k L_k; what it adds of σ alone moves σ only (`MultiTaskWeighting`).
        var losses = [
            (loss: content.variable, weight: weights[0]), (loss: style.variable, weight: weights[1] * styleFactor),
        ]
        report.weights = weights
        report.contrastive = 0
        if weights[2] > 0, moving.shape.batch > 1 {
            // Eq. 6.
            let contrastive = ContrastiveLoss.loss(
                outputs: actor.encode(style: output, on: tape), styles: styleFeatures,
                levels: options.losses.contrastive,
                on: tape)
            report.contrastive = contrastive.value.scalar
            losses.append((contrastive, weights[2]))
        }
        if options.losses.chromaWeight > 0 {
            let chroma = tape.mean(tape.chromaVariance(output))
            report.chroma = chroma.value.scalar
            losses.append((chroma, options.losses.chromaWeight))
        }
        if options.painting.isUsed {
            losses += paintingLosses(output, features: maps[3], batch, noise.painting, on: tape, &report)
        }
        if let other = noise.other {
            let second = tape.gaussianSample(mean: distribution.mean, raw: distribution.raw, noise: other)
            let take = builder.build(action: second.action, style: code, on: tape)
            losses.append(varietyLoss(output, take, batch, on: tape, &report))
        }
        tape.backward(losses)
        let gradient = weighting.gradient(losses: [content.value, style.value, report.contrastive ?? 0])
        if let observer { observer(.weighting(gradient), []) }
        guard stepGenerators(rateFactor: rateFactor, &report) else { return }
        // Eq. 9: σ_i ← σ_i − η_σi ∇_σi L_final.
        weightingOptimizer.step(&weighting.parameters, gradient: gradient, rate: options.optimiser.criticRate)
    }

    /// Eq. 4, against the image that the output came from, and what holds on to the episode's content.
    private func contentLoss(
        _ output: Variable, _ features: Variable, _ batch: TrainingBatch, on tape: Tape, _ report: inout TrainingReport
    ) -> Loss {
        let noGrad = self.tape(recording: false)
        let target =
            batch.contentFeatures.map { Variable($0) } ?? lossNetwork.features(Variable(batch.moving), on: noGrad)[3]
        // Eq. 4.
        let content = tape.meanSquaredError(features, target)
        report.content = content.value.scalar
        var parts = [content]
        var constant: Float = 0
        let count = output.shape.batch
        let steps = batch.steps.isEmpty ? [Int](repeating: 0, count: count) : batch.steps
        if options.losses.anchorWeight > 0, let origin = batch.originFeatures {
            let errors = tape.meanSquaredErrors(features, Variable(origin))
            report.anchor = noGrad.mean(errors).value.scalar
            let weights = steps.map { options.anchorWeight(step: $0) / Float(count) }
            parts.append(tape.weightedSum(errors, weights: weights))
        }
        if options.losses.structureWeight > 0, let origin = batch.origin {
            let planes = options.losses.hasColourStructure ? ColourPlane.lumaAndChannels : [.luma]
            let likeness = tape.structuralSimilarity(output, to: origin, planes: planes)
            report.structure = 1 - noGrad.mean(likeness).value.scalar
            // 1 − SSIM is the loss.
            let weights = steps.map { options.structureWeight(step: $0) / Float(count) }
            parts.append(tape.weightedSum(likeness, weights: weights.map { -$0 }))
            constant = weights.reduce(0, +)
        }
        let total = tape.total(parts)
        return Loss(variable: total, value: total.value.scalar + constant)
    }

    /// Eq. 5 over `styleTaps`, against the style, and the growth term.
    private func styleLoss(
        _ maps: [Variable], _ batch: TrainingBatch, on tape: Tape, _ report: inout TrainingReport
    ) -> Loss {
        let target: StyleStatistics
        if let rows = batch.styleRows {
            target = StyleStatistics(
                rows: rows, channels: Array(lossNetwork.tapChannels.prefix(options.losses.styleTaps)))
        } else {
            let noGrad = self.tape(recording: false)
            target = styleStatistics(batch.style, on: noGrad)
        }
        let distances = StyleStatistics(maps, on: tape).distances(to: target, on: tape)
        // Eq. 5.
        let style = tape.mean(distances)
        report.style = style.value.scalar
        if batch.priorStyle.isEmpty { return Loss(variable: style, value: report.style) }
        let growth = growth(distances, since: batch.priorStyle, on: tape)
        report.growth = growth.value
        let total = tape.total([style, tape.scaled(growth.loss, by: options.losses.growthWeight)])
        return Loss(variable: total, value: report.style + options.losses.growthWeight * growth.value)
    }

    /// The growth term: mean over images of dᵉ max(0, d′ ÷ d − (1 − margin)), d the style loss of a moving image, d′ that of its
    /// output, e `growthExponent`.
    ///
    /// - Parameters:
    ///   - distances: d′, N×1.
    ///   - priors: d, N of them; an image without, or with one of 0, counts as 0.
    /// - Returns: the term less a constant, for its gradient, and its value.
    func growth(_ distances: Variable, since priors: [Float?], on tape: Tape) -> (loss: Variable, value: Float) {
        let count = Float(priors.count)
        var value: Float = 0
        var weights = [Float](repeating: 0, count: priors.count)
        for (image, prior) in priors.enumerated() {
            guard let prior, prior > 0 else { continue }
            let excess = distances.value.values[image] / prior - (1 - options.losses.growthMargin)
            guard excess > 0 else { continue }
            let weight = pow(prior, options.losses.growthExponent) / count
            value += weight * excess
            weights[image] = weight / prior
        }
        return (tape.weightedSum(distances, weights: weights), value)
    }
}
