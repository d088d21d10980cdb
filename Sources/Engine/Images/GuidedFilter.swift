/// Local linear models of one plane by another, the guide: He, Sun & Tang 2013, "Guided image filtering", at the guide's own
/// size, so that a larger guide may be put in afterwards (He & Sun 2015, "Fast guided filter").
struct GuidedFilter {
    /// Windows are of (2·3 + 1)² pixels, cut off at the borders.
    static let radius = 3
    /// ε: the guide's variance in a window from which on its edges are followed.
    static let regularization: Float = 1e-3
    /// τ: the guide's variance in a window that counts as half an edge.
    static let edgeVariance: Float = 3e-3

    private let width: Int, height: Int
    private let guide: [Float]
    private let mean: [Float]
    private let variance: [Float]
    /// m in [0, 1): mean of var/(var + τ) over the windows that see a pixel, 0 where the guide is flat.
    let edges: [Float]

    /// - Parameter guide: H·W values in reading order.
    init(guide: [Float], width: Int, height: Int) {
        precondition(guide.count == width * height, "\(guide.count) values for \(width)×\(height)")
        (self.guide, self.width, self.height) = (guide, width, height)
        let mean = Self.windowMeans(guide, width: width, height: height)
        let squares = Self.windowMeans(guide.map { $0 * $0 }, width: width, height: height)
        let variance = zip(squares, mean).map { max(0, $0 - $1 * $1) }
        edges = Self.windowMeans(
            variance.map { $0 / ($0 + Self.edgeVariance) }, width: width, height: height)
        (self.mean, self.variance) = (mean, variance)
    }

    /// ā and b̄ for which ā·guide + b̄ is near `plane`: a = cov/(var + ε) and b = mean − a·(guide's mean) of each window, meant over
    /// the windows that see a pixel.
    func model(of plane: [Float]) -> (slope: [Float], constant: [Float]) {
        let means = windowMeans(plane)
        var slope = windowMeans(zip(plane, guide).map { $0 * $1 })
        var constant = means
        for i in slope.indices {
            slope[i] = (slope[i] - means[i] * mean[i]) / (variance[i] + Self.regularization)
            constant[i] -= slope[i] * mean[i]
        }
        return (windowMeans(slope), windowMeans(constant))
    }

    private func windowMeans(_ plane: [Float]) -> [Float] { Self.windowMeans(plane, width: width, height: height) }

    /// The mean over the window around each pixel.
    static func windowMeans(_ plane: [Float], width: Int, height: Int) -> [Float] {
        var wide = [Float](repeating: 0, count: plane.count)
        for y in 0..<height {
            running(width) {
                plane[y * width + $0]
            } take: {
                wide[y * width + $0] = $1
            }
        }
        // Columns side by side, for the sake of memory's order.
        var sums = [Double](repeating: 0, count: width)
        var result = [Float](repeating: 0, count: plane.count)
        for y in -radius..<height {
            let (added, dropped) = (y + radius, y - radius - 1)
            if added < height { for x in 0..<width { sums[x] += Double(wide[added * width + x]) } }
            if dropped >= 0 { for x in 0..<width { sums[x] -= Double(wide[dropped * width + x]) } }
            guard y >= 0 else { continue }
            let share = 1 / Double(min(y + radius, height - 1) - max(y - radius, 0) + 1)
            for x in 0..<width { result[y * width + x] = Float(sums[x] * share) }
        }
        return result
    }

    private static func running(_ count: Int, _ value: (Int) -> Float, take: (Int, Float) -> Void) {
        var sum = 0.0
        for i in -radius..<count {
            if i + radius < count { sum += Double(value(i + radius)) }
            if i - radius - 1 >= 0 { sum -= Double(value(i - radius - 1)) }
            guard i >= 0 else { continue }
            take(i, Float(sum / Double(min(i + radius, count - 1) - max(i - radius, 0) + 1)))
        }
    }
}
