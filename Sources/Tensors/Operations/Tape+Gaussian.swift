import CKernels

extension Tape {
    /// The sampled action and its element-wise log-density.
    ///
    /// mean, raw: N×C×H×W outputs of the two heads; noise: n ~ N(0, I), same layout. log σ = −10 + 6·(tanh raw + 1), so in
    /// [−10, 2]; x = μ + σ·n; log π = −n²/2 − log σ − log(2π)/2 (no squashing). Reparameterised: gradients flow to both.
    package func gaussianSample(mean: Variable, raw: Variable, noise: Tensor) -> (
        action: Variable, logDensity: Variable
    ) {
        let count = mean.value.count
        precondition(noise.count == count && noise.block == mean.value.block, "noise \(noise.shape) for \(mean.shape)")
        let action = mean.value.uninitializedLike()
        let density = mean.value.uninitializedLike()
        ms_gaussian(action.values, density.values, mean.value.values, raw.value.values, noise.values, count)
        let backward = { (dAction: Tensor?, dDensity: Tensor?) in
            let (dMean, dRaw) = (mean.value.uninitializedLike(), mean.value.uninitializedLike())
            ms_gaussian_backward(
                dMean.values, dRaw.values, dAction?.values, dDensity?.values, mean.value.values,
                raw.value.values, noise.values, count)
            mean.accumulate(dMean)
            raw.accumulate(dRaw)
        }
        return (
            result(action, from: [mean, raw]) { backward($0, nil) },
            result(density, from: [mean, raw]) { backward(nil, $0) }
        )
    }

    /// σ of a head's raw output: exp(−10 + 6·(tanh raw + 1)), element-wise, without gradient.
    package static func standardDeviation(raw: Tensor) -> Tensor {
        let deviation = raw.uninitializedLike()
        ms_standard_deviation(deviation.values, raw.values, raw.count)
        return deviation
    }
}
