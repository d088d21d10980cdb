import CKernels

extension Tensor {
    /// constant + slope·(this − centre) in its own place, each 1×C.
    package func combined(slope: Tensor, centre: Tensor, constant: Tensor) -> Tensor {
        ms_combine(
            values, nil, nil, values, slope.values, centre.values, constant.values, planes, shape.area, laneCount)
        return self
    }
}

/// Mean and standard deviation of each channel over rows that come one after the other, as `Tape.statistics` has them of the
/// whole, from sums in double precision.
package struct RowStatistics {
    private var count = 0.0
    private var means: [Double]
    /// Sums of squared distances from the mean.
    private var squares: [Double]

    package init(channels: Int) {
        means = [Double](repeating: 0, count: channels)
        squares = means
    }

    /// 1×C×h×W, more than a pixel. Joined with what was there by the parallel formula of Chan, Golub and LeVeque (1979).
    package mutating func add(_ rows: Tensor) {
        let area = rows.shape.area
        let (mean, deviation) = (
            Tensor(uninitialized: Shape(1, means.count)), Tensor(uninitialized: Shape(1, means.count))
        )
        ms_statistics(mean.values, deviation.values, rows.values, rows.planes, area, 0, rows.laneCount)
        let added = Double(area)
        let total = count + added
        for channel in means.indices {
            let difference = Double(mean.values[channel]) - means[channel]
            means[channel] += difference * added / total
            let own = Double(deviation.values[channel]) * Double(deviation.values[channel]) * max(0, added - 1)
            squares[channel] += own + difference * difference * count * added / total
        }
        count = total
    }

    /// 1×C each; the deviation is √(variance + 1e-5), the variance unbiased.
    package var result: (mean: Tensor, deviation: Tensor) {
        let (mean, deviation) = (
            Tensor(uninitialized: Shape(1, means.count)), Tensor(uninitialized: Shape(1, means.count))
        )
        for channel in means.indices {
            mean.values[channel] = Float(means[channel])
            deviation.values[channel] = Float(
                (squares[channel] / (count - 1) + Double(statisticsEpsilon)).squareRoot())
        }
        return (mean, deviation)
    }
}
