import Foundation

/// Gaussian blur with σ = 1 out to 4 pixels, mirrored at the borders; its transpose, and every second sample.
extension WindowedPlane {
    private static let radius = 4
    private static let kernel: [Float] = {
        let weights = (-radius...radius).map { exp(-0.5 * Double($0 * $0)) }
        let sum = weights.reduce(0, +)
        return weights.map { Float($0 / sum) }
    }()

    /// Any index within 0..<n, mirrored at the borders, whose pixels come twice.
    private static func reflected(_ i: Int, _ n: Int) -> Int {
        if i >= 0, i < n { return i }
        let place = ((i % (2 * n)) + 2 * n) % (2 * n)
        return min(place, 2 * n - 1 - place)
    }

    func blurred() -> WindowedPlane {
        let rows = unfilled()
        rows.values.update(repeating: 0, count: count)
        for y in 0..<height {
            for (tap, weight) in Self.kernel.enumerated() {
                let from = values + Self.reflected(y + tap - Self.radius, height) * width
                let to = rows.values + y * width
                for x in 0..<width { to[x] += weight * from[x] }
            }
        }
        let result = unfilled()
        result.values.update(repeating: 0, count: count)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width + 2 * Self.radius) { padded in
            guard let line = padded.baseAddress else { return }
            for y in 0..<height {
                let (from, to) = (rows.values + y * width, result.values + y * width)
                for i in 0..<width + 2 * Self.radius { line[i] = from[Self.reflected(i - Self.radius, width)] }
                for (tap, weight) in Self.kernel.enumerated() {
                    for x in 0..<width { to[x] += weight * line[x + tap] }
                }
            }
        }
        return withExtendedLifetime(rows) { result }
    }

    func blurTransposed() -> WindowedPlane {
        let rows = unfilled()
        rows.values.update(repeating: 0, count: count)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: width + 2 * Self.radius) { padded in
            guard let line = padded.baseAddress else { return }
            for y in 0..<height {
                let (from, to) = (values + y * width, rows.values + y * width)
                line.update(repeating: 0, count: width + 2 * Self.radius)
                for (tap, weight) in Self.kernel.enumerated() {
                    for x in 0..<width { line[x + tap] += weight * from[x] }
                }
                for i in 0..<width + 2 * Self.radius { to[Self.reflected(i - Self.radius, width)] += line[i] }
            }
        }
        let result = unfilled()
        result.values.update(repeating: 0, count: count)
        for y in 0..<height {
            let from = rows.values + y * width
            for (tap, weight) in Self.kernel.enumerated() {
                let to = result.values + Self.reflected(y + tap - Self.radius, height) * width
                for x in 0..<width { to[x] += weight * from[x] }
            }
        }
        return withExtendedLifetime(rows) { result }
    }

    /// Samples 0, 2, 4, … both ways.
    func everySecond() -> WindowedPlane {
        let result = WindowedPlane(width: (width + 1) / 2, height: (height + 1) / 2)
        for y in 0..<result.height {
            let (from, to) = (values + 2 * y * width, result.values + y * result.width)
            for x in 0..<result.width { to[x] = from[2 * x] }
        }
        return result
    }

    /// The transpose of `everySecond`: adds this plane to samples 0, 2, 4, … of a larger one.
    func addBetween(to larger: WindowedPlane) {
        for y in 0..<height {
            let (from, to) = (values + y * width, larger.values + 2 * y * larger.width)
            for x in 0..<width { to[2 * x] += from[x] }
        }
    }
}
