import Tensors

/// The losses that make an agent paint (`PaintingOptions`).
extension Learner {
    /// Pixels, directions and colours that one update looks at.
    private enum Sample {
        static let palettePixels = 2048
        static let paletteDirections = 32
        static let hueDirections = 8
        static let ends: Float = 0.05
        static let foreignPixels = 1024
        static let styleColours = 2048
    }

    /// The terms in use, each with the weight that it has in the generative loss; their values go into the report.
    ///
    /// - Parameters:
    ///   - output: the new moving images, N×3×H×W.
    ///   - features: relu4_1 of them.
    ///   - generator: decides where the terms look.
    func paintingLosses(
        _ output: Variable, features: Variable, _ batch: TrainingBatch, _ generator: RandomGenerator, on tape: Tape,
        _ report: inout TrainingReport
    ) -> [(loss: Variable, weight: Float)] {
        let painting = options.painting
        let count = output.shape.batch
        let progress = (batch.steps.isEmpty ? [Int](repeating: 0, count: count) : batch.steps)
            .map { options.progress(step: $0) }
        let noGrad = self.tape(recording: false)
        var losses: [(loss: Variable, weight: Float)] = []
        var terms: [String: Float] = [:]
        /// `term`: N×1.
        func add(_ tag: String, _ weight: EpisodeWeight, _ term: Variable) {
            terms[tag] = noGrad.mean(term).value.scalar
            losses.append((tape.weightedSum(term, weights: progress.map { weight.at($0) / Float(count) }), 1))
        }
        var generator = generator
        tape.timed(TrainingPart.painting.rawValue) {
            if painting.content.isUsed, let origin = batch.originFeatures {
                add("loss/anchor", painting.content, tape.meanSquaredErrors(features, Variable(origin)))
            }
            if painting.edges.isUsed, let origin = batch.origin {
                add("loss/edges", painting.edges, tape.edgeLoss(output, content: origin))
            }
            if painting.fringes.isUsed, let origin = batch.origin {
                add("loss/fringes", painting.fringes, tape.fringeLoss(output, content: origin))
            }
            if painting.auras.isUsed, let origin = batch.origin {
                add("loss/auras", painting.auras, tape.auraLoss(output, content: origin))
            }
            if painting.haze.isUsed, let origin = batch.origin {
                add("loss/haze", painting.haze, tape.hazeLoss(output, content: origin))
            }
            if painting.forms.isUsed, let origin = batch.origin {
                add("loss/forms", painting.forms, tape.formsLoss(output, content: origin))
            }
            if painting.separation.isUsed, let origin = batch.origin {
                add("loss/separation", painting.separation, tape.separationLoss(output, content: origin))
            }
            if painting.shading.isUsed, let origin = batch.origin {
                add("loss/shading", painting.shading, tape.shadingLoss(output, content: origin))
            }
            if painting.weave.isUsed, let origin = batch.origin {
                add("loss/weave", painting.weave, tape.weaveLoss(output, content: origin, style: batch.style))
            }
            if painting.grid.isUsed { add("loss/grid", painting.grid, tape.gridLoss(output)) }
            if painting.palette.isUsed || painting.hue.isUsed || painting.contrast.isUsed {
                let pixels = Self.pixels(Sample.palettePixels, of: output.shape, using: &generator)
                let stylePixels = Self.pixels(pixels.count, of: batch.style.shape, using: &generator)
                let colours = { (space: ColourSpace, directions: [[Float]], ends: Float?) in
                    tape.paletteLoss(
                        output, target: batch.style, pixels: pixels, targetPixels: stylePixels,
                        directions: directions, in: space, ends: ends)
                }
                if painting.palette.isUsed {
                    let directions = Self.directions(Sample.paletteDirections, dimensions: 3, using: &generator)
                    add("loss/palette", painting.palette, colours(.rgb, directions, nil))
                }
                if painting.contrast.isUsed {
                    let grey = [[Float]](repeating: [Float](repeating: 1 / Float(3).squareRoot(), count: 3), count: 1)
                    add("loss/contrast", painting.contrast, colours(.rgb, grey, Sample.ends))
                }
                if painting.hue.isUsed {
                    let directions = Self.directions(Sample.hueDirections, dimensions: 2, using: &generator)
                    add("loss/hue", painting.hue, colours(.chroma, directions, nil))
                }
            }
            if painting.strokes.isUsed {
                let target = Tape.strokeDeviations(batch.style)
                add("loss/strokes", painting.strokes, tape.strokeLoss(output, target: target))
            }
            if painting.grain.isUsed {
                let planes = ColourPlane.chroma.map {
                    tape.strokeLoss(output, of: $0, target: Tape.strokeDeviations(batch.style, of: $0))
                }
                add("loss/grain", painting.grain, tape.sum(planes[0], planes[1]))
            }
            if painting.foreign.isUsed {
                let pixels = Self.pixels(Sample.foreignPixels, of: output.shape, using: &generator)
                let colours = Self.pixels(Sample.styleColours, of: batch.style.shape, using: &generator)
                add(
                    "loss/foreign", painting.foreign,
                    tape.foreignLoss(output, target: batch.style, pixels: pixels, targetPixels: colours))
            }
            if painting.range.isUsed { add("loss/range", painting.range, tape.rangeLoss(output)) }
        }
        if painting.coarse.isUsed {
            let half = tape.halved(output)
            let maps = lossNetwork.features(half, taps: options.losses.styleTaps, on: tape)
            let target =
                batch.coarseStyleRows.map {
                    StyleStatistics(rows: $0, channels: Array(lossNetwork.tapChannels.prefix(options.losses.styleTaps)))
                } ?? styleStatistics(noGrad.halved(Variable(batch.style)).value, on: noGrad)
            add("loss/coarse", painting.coarse, StyleStatistics(maps, on: tape).distances(to: target, on: tape))
        }
        // The anchor has a place of its own in the report.
        if let anchor = terms.removeValue(forKey: "loss/anchor") { report.anchor = anchor }
        report.painting.merge(terms) { $1 }
        return losses
    }

    /// What two samples of the same states fall short of differing: mean of max(0, log2(d²/D)), D the mean square of their
    /// difference over 8×8 pixels, d `difference`.
    func varietyLoss(
        _ one: Variable, _ other: Variable, _ batch: TrainingBatch, on tape: Tape, _ report: inout TrainingReport
    ) -> (loss: Variable, weight: Float) {
        let pooled = [one, other].map { tape.halved(tape.halved(tape.halved($0))) }
        let squares = tape.meanSquaredErrors(pooled[0], pooled[1])
        let wanted = options.painting.difference * options.painting.difference
        let loss = tape.shortfall(squares, below: wanted)
        report.painting["loss/variety"] = self.tape(recording: false).mean(loss).value.scalar
        let count = Float(one.shape.batch)
        let steps = batch.steps.isEmpty ? [Int](repeating: 0, count: one.shape.batch) : batch.steps
        let weights = steps.map { options.painting.variety.at(options.progress(step: $0)) / count }
        return (tape.weightedSum(loss, weights: weights), 1)
    }

    /// Some pixels of an image, all where it has no more.
    private static func pixels(_ count: Int, of shape: Shape, using generator: inout RandomGenerator) -> [Int] {
        if shape.area <= count { return Array(0..<shape.area) }
        return (0..<count).map { _ in generator.index(below: shape.area) }
    }

    /// Random unit vectors, uniform on the sphere.
    private static func directions(
        _ count: Int, dimensions: Int, using generator: inout RandomGenerator
    ) -> [[Float]] {
        (0..<count).map { _ in
            let vector = (0..<dimensions).map { _ in generator.nextNormal() }
            let norm = max(1e-6, vector.reduce(0) { $0 + $1 * $1 }.squareRoot())
            return vector.map { $0 / norm }
        }
    }
}
