import Tensors

extension Learner {
    /// An update of the stable start: the style image is the moving image itself, so actor and builder learn to hand a
    /// picture on. A sequence loses at every step what they cannot.
    func updateIdentity(_ batch: TrainingBatch, _ noise: Tensor, rateFactor: Float, _ report: inout TrainingReport) {
        let tape = tape()
        let noGrad = self.tape(recording: false)
        let moving = Variable(batch.moving)
        let distribution = actor.distribution(x2: actor.encode(moving: moving, on: tape), on: tape)
        let sample = tape.gaussianSample(mean: distribution.mean, raw: distribution.raw, noise: noise)
        report.entropy = -noGrad.mean(sample.logDensity).value.scalar
        let code = StyleCode(actor.encode(style: moving, on: tape), on: tape)
        let output = builder.build(action: sample.action, style: code, on: tape)

        let pixel = tape.meanSquaredError(output, moving)
        report.pixel = pixel.value.scalar
        var losses: [(loss: Variable, weight: Float)] = [(pixel, options.schedule.identityPixelWeight)]
        if options.schedule.identityStructureWeight > 0 {
            let likeness = tape.mean(
                tape.structuralSimilarity(output, to: batch.moving, planes: ColourPlane.lumaAndChannels))
            report.structure = 1 - likeness.value.scalar
            losses.append((likeness, -options.schedule.identityStructureWeight))
        }
        if options.schedule.identityPerceptualWeight > 0 {
            let maps = lossNetwork.features(output, taps: options.losses.styleTaps, on: tape)
            let targets = lossNetwork.features(moving, taps: options.losses.styleTaps, on: noGrad)
            let content = tape.meanSquaredError(maps[3], targets[3])
            let style = StyleStatistics(maps, on: tape).distance(to: StyleStatistics(targets, on: noGrad), on: tape)
            (report.content, report.style) = (content.value.scalar, style.value.scalar)
            losses += [
                (content, options.schedule.identityPerceptualWeight),
                (style, options.schedule.identityPerceptualWeight),
            ]
        }
        report.weights = boundedWeights
        tape.backward(losses)
        _ = stepGenerators(rateFactor: rateFactor, &report)
    }
}
