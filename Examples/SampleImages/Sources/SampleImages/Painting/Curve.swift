import Foundation

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
