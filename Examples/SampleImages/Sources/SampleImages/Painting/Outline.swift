import Foundation

/// A closed polygon with its signed distance.
struct Outline: Sendable {
    let points: [Vector2]
    private let low: Vector2
    private let high: Vector2

    init(_ points: [Vector2]) {
        self.points = points
        var (low, high) = (points[0], points[0])
        for p in points {
            low = low.replacing(with: p, where: p .< low)
            high = high.replacing(with: p, where: p .> high)
        }
        self.low = low
        self.high = high
    }

    /// A closed curve through the given points (Catmull–Rom).
    static func smooth(_ knots: [Vector2], segments: Int = 8) -> Outline {
        Outline(Curve.smooth(knots + [knots[0]], segments: segments, before: knots.last, after: knots[1]))
    }

    static func ellipse(_ center: Vector2, _ radii: Vector2, turn: Float = 0, count: Int = 40) -> Outline {
        Outline(
            (0..<count).map { index in
                let angle = Float(index) / Float(count) * 2 * .pi
                return center + rotate(Vector2(cos(angle), sin(angle)) * radii, by: turn)
            })
    }

    /// Negative inside. Beyond `reach` of the bounding box the value is only a lower bound.
    @inline(__always) func distance(_ p: Vector2, reach: Float = 60) -> Float {
        if p.x < low.x - reach || p.x > high.x + reach || p.y < low.y - reach || p.y > high.y + reach { return reach }
        return points.withUnsafeBufferPointer { points in
            var (best, sign): (Float, Float) = (.infinity, 1)
            var previous = points[points.count - 1]
            for current in points {
                let edge = previous - current
                let offset = p - current
                let gap = offset - edge * clamp(dot(offset, edge) / max(dot(edge, edge), 1e-9))
                best = min(best, dot(gap, gap))
                // An edge that crosses the line to the right turns inside into outside.
                let rises = p.y >= current.y && p.y < previous.y && edge.x * offset.y > edge.y * offset.x
                let falls = p.y < current.y && p.y >= previous.y && edge.x * offset.y < edge.y * offset.x
                if rises || falls { sign = -sign }
                previous = current
            }
            return sign * best.squareRoot()
        }
    }
}
