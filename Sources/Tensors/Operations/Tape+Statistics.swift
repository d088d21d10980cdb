import CKernels

/// The constant under the square root of a standard deviation, as in AdaIN.
package let statisticsEpsilon: Float = 1e-5

extension Tape {
    /// Mean and standard deviation per image and channel over H×W: std = √(var + 1e-5), var unbiased (n − 1).
    ///
    /// x: N×C×H×W with H·W > 1. Results: N×C each.
    package func statistics(_ x: Variable) -> (mean: Variable, deviation: Variable) {
        let shape = x.shape
        let source = x.value
        let area = shape.area
        precondition(area > 1, "statistics of \(shape)")
        let means = Tensor(uninitialized: Shape(shape.batch, shape.channels))
        let deviations = Tensor(uninitialized: means.shape)
        ms_statistics(
            means.values, deviations.values, source.values, source.planes, area, statisticsEpsilon,
            source.laneCount)
        let deviation = result(deviations, from: [x]) { dDeviation in
            let slope = Tensor(uninitialized: means.shape)
            for i in 0..<slope.count {
                slope.values[i] = dDeviation.values[i] / (Float(area - 1) * deviations.values[i])
            }
            let dx = source.uninitializedLike()
            ms_combine(
                dx.values, nil, nil, source.values, slope.values, means.values, nil, source.planes, area,
                source.laneCount)
            x.accumulate(dx)
        }
        let mean = result(means, from: [x]) { dMean in x.accumulate(Self.spread(dMean, over: source)) }
        return (mean, deviation)
    }

    /// Mean per image and channel over H×W. x: N×C×H×W → N×C.
    package func globalAverage(_ x: Variable) -> Variable {
        let shape = x.shape
        let source = x.value
        let means = Tensor(uninitialized: Shape(shape.batch, shape.channels))
        ms_moments(means.values, nil, source.values, nil, nil, source.planes, shape.area, source.laneCount)
        ms_scale(means.values, means.values, 1 / Float(shape.area), means.count)
        return result(means, from: [x]) { dMean in x.accumulate(Self.spread(dMean, over: source)) }
    }

    /// The gradient of a mean: d/(H·W) at every pixel.
    private static func spread(_ dMean: Tensor, over source: Tensor) -> Tensor {
        let constant = Tensor(uninitialized: dMean.shape)
        ms_scale(constant.values, dMean.values, 1 / Float(source.shape.area), constant.count)
        let zero = Tensor(repeating: 0, shape: dMean.shape)
        let dx = source.uninitializedLike()
        ms_combine(
            dx.values, nil, nil, source.values, zero.values, nil, constant.values, source.planes,
            source.shape.area, source.laneCount)
        return dx
    }
}
