import CKernels

extension Tape {
    /// α·AdaIN(x, style) + (1 − α)·x, where AdaIN(x, s) = (x − mean x)/std x · std s + mean s.
    ///
    /// x: N×C×H×W; mean, deviation: N×C of the style features. Result: N×C×H×W. Gradients flow to all three.
    package func adaptiveNormalization(_ x: Variable, mean: Variable, deviation: Variable, alpha: Float = 1) -> Variable
    {
        let shape = x.shape
        let source = x.value
        let (area, planes, block) = (shape.area, source.planes, source.laneCount)
        precondition(
            mean.shape == Shape(shape.batch, shape.channels) && deviation.shape == mean.shape,
            "style statistics \(mean.shape) for \(shape)")
        let vectors = mean.shape
        let (ownMean, ownDeviation) = (Tensor(uninitialized: vectors), Tensor(uninitialized: vectors))
        ms_statistics(
            ownMean.values, ownDeviation.values, source.values, planes, area, statisticsEpsilon, block)
        // y = x·base + constant, centred on x's own mean for precision.
        let slope = Tensor(uninitialized: vectors)
        let constant = Tensor(uninitialized: vectors)
        for i in 0..<slope.count {
            slope.values[i] = alpha * deviation.value.values[i] / ownDeviation.values[i] + (1 - alpha)
            constant.values[i] = alpha * mean.value.values[i] + (1 - alpha) * ownMean.values[i]
        }
        let output = source.uninitializedLike()
        ms_combine(
            output.values, nil, nil, source.values, slope.values, ownMean.values, constant.values, planes, area, block)

        return result(output, from: [x, mean, deviation]) { dOutput in
            // With x̂ = (x − m)/s and d = dOutput: dmean_s = α Σd, dstd_s = α Σ d·x̂,
            // dx = (1 − α)·d + α·std_s/s · (d − Σd/n − x̂·Σ(d·x̂)/(n − 1)).
            let sums = Tensor(uninitialized: vectors)
            let products = Tensor(uninitialized: vectors)
            ms_moments(
                sums.values, products.values, dOutput.values, source.values, ownMean.values, planes, area, block)
            if mean.needsGradient { mean.accumulate(scaled: sums, by: alpha) }
            if deviation.needsGradient {
                let d = Tensor(uninitialized: vectors)
                for i in 0..<d.count { d.values[i] = alpha * products.values[i] / ownDeviation.values[i] }
                deviation.accumulate(d)
            }
            guard x.needsGradient else { return }
            let base = Tensor(uninitialized: vectors)
            let slope = Tensor(uninitialized: vectors)
            let constant = Tensor(uninitialized: vectors)
            for i in 0..<base.count {
                let own = ownDeviation.values[i]
                let ratio = alpha * deviation.value.values[i] / own
                base.values[i] = ratio + 1 - alpha
                constant.values[i] = -ratio * sums.values[i] / Float(area)
                slope.values[i] = -ratio * products.values[i] / (own * own * Float(area - 1))
            }
            let dx = source.uninitializedLike()
            ms_combine(
                dx.values, dOutput.values, base.values, source.values, slope.values, ownMean.values,
                constant.values, planes, area, block)
            x.accumulate(dx)
        }
    }

    /// (1 + scale)·x + shift per image and channel, optionally ReLU. x: N×C×H×W; scale, shift: N×C.
    package func rescaled(_ x: Variable, scale: Variable, shift: Variable, rectified: Bool = false) -> Variable {
        let source = x.value
        let (area, planes, block) = (x.shape.area, source.planes, source.laneCount)
        precondition(
            scale.shape == Shape(x.shape.batch, x.shape.channels) && shift.shape == scale.shape,
            "rescaling \(x.shape) by \(scale.shape) and \(shift.shape)")
        let factor = Tensor(uninitialized: scale.shape)
        for i in 0..<factor.count { factor.values[i] = 1 + scale.value.values[i] }
        let output = source.uninitializedLike()
        ms_combine(
            output.values, nil, nil, source.values, factor.values, nil, shift.value.values, planes, area, block)
        if rectified { ms_rectify(output.values, output.values, output.count) }
        return result(output, rectified: rectified, from: [x, scale, shift]) { d in
            let (sums, products) = (Tensor(uninitialized: scale.shape), Tensor(uninitialized: scale.shape))
            ms_moments(sums.values, products.values, d.values, source.values, nil, planes, area, block)
            shift.accumulate(sums)
            scale.accumulate(products)
            guard x.needsGradient else { return }
            let dx = source.uninitializedLike()
            ms_combine(dx.values, nil, nil, d.values, factor.values, nil, nil, planes, area, block)
            x.accumulate(dx)
        }
    }

    /// w·c + b·z (+ residual), optionally ReLU: what a style signal (w, b) does to a convolution c of z.
    ///
    /// c, z, residual: N×C×H×W; w, b: N×C.
    package func modulation(
        _ c: Variable, input z: Variable, weight w: Variable, bias b: Variable, residual: Variable? = nil,
        rectified: Bool = false
    ) -> Variable {
        let convolved = c.value
        precondition(
            z.shape == c.shape && (residual?.shape ?? c.shape) == c.shape && w.shape == b.shape
                && w.shape == Shape(c.shape.batch, c.shape.channels),
            "modulating \(c.shape) by \(w.shape) and \(b.shape) with an input of \(z.shape)")
        let (area, planes, block) = (c.shape.area, convolved.planes, convolved.laneCount)
        let output = convolved.uninitializedLike()
        ms_modulate(
            output.values, convolved.values, z.value.values, residual?.value.values, w.value.values,
            b.value.values, rectified ? 1 : 0, planes, area, block)
        let inputs = [c, z, w, b] + (residual.map { [$0] } ?? [])
        return result(output, rectified: rectified, from: inputs) { d in
            let scale = { (vector: Variable, target: Variable) in
                guard target.needsGradient else { return }
                let scaled = convolved.uninitializedLike()
                ms_combine(
                    scaled.values, nil, nil, d.values, vector.value.values, nil, nil, planes, area, block)
                target.accumulate(scaled)
            }
            let moment = { (map: Variable, target: Variable) in
                guard target.needsGradient else { return }
                let products = Tensor(uninitialized: w.shape)
                ms_moments(nil, products.values, d.values, map.value.values, nil, planes, area, block)
                target.accumulate(products)
            }
            scale(w, c)
            scale(b, z)
            moment(c, w)
            moment(z, b)
            residual?.accumulate(d, shared: true)
        }
    }
}
