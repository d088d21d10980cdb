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

/// Open curves.
enum Curve {
    /// Points of a Catmull–Rom spline through the knots.
    static func smooth(_ knots: [Vector2], segments: Int, before: Vector2? = nil, after: Vector2? = nil) -> [Vector2] {
        guard knots.count > 1 else { return knots }
        var points: [Vector2] = []
        for index in 0..<(knots.count - 1) {
            let (b, c) = (knots[index], knots[index + 1])
            let a = index > 0 ? knots[index - 1] : before ?? b
            let d = index + 2 < knots.count ? knots[index + 2] : after ?? c
            for step in 0..<segments {
                let t = Float(step) / Float(segments)
                let cubic = (b - c) * 3 + d - a
                let square = a * 2 - b * 5 + c * 4 - d
                points.append((b * 2 + (c - a) * t + square * (t * t) + cubic * (t * t * t)) * 0.5)
            }
        }
        points.append(knots[knots.count - 1])
        return points
    }

    /// Distance to an open polyline and the share of its length at the nearest point.
    @inline(__always) static func nearest(_ p: Vector2, on points: [Vector2]) -> (distance: Float, along: Float) {
        points.withUnsafeBufferPointer { points in
            var (best, along): (Float, Float) = (.infinity, 0)
            for index in 0..<(points.count - 1) {
                let edge = points[index + 1] - points[index]
                let offset = p - points[index]
                let t = clamp(dot(offset, edge) / max(dot(edge, edge), 1e-9))
                let gap = offset - edge * t
                let distance = dot(gap, gap)
                if distance < best { (best, along) = (distance, Float(index) + t) }
            }
            return (best.squareRoot(), along / Float(points.count - 1))
        }
    }
}
