import Dispatch
import Foundation

/// A square grid of heights over the ground plane, read bilinearly.
struct Heightfield: Sendable {
    let count: Int
    /// World position (x, z) of the first sample.
    let origin: Vector2
    /// World distance of neighbouring samples.
    let pitch: Float
    var heights: [Float]

    /// Evaluates `height` at each sample, rows in parallel.
    init(count: Int, origin: Vector2, extent: Float, height: @Sendable (Vector2) -> Float) {
        self.count = count
        self.origin = origin
        let pitch = extent / Float(count - 1)
        self.pitch = pitch
        heights = [Float](repeating: 0, count: count * count)
        heights.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = buffer
            DispatchQueue.concurrentPerform(iterations: count) { row in
                for column in 0..<count {
                    target[row * count + column] = height(origin + Vector2(Float(column), Float(row)) * pitch)
                }
            }
        }
    }

    /// A field of the same grid with each sample computed from this one's position.
    func derived(_ value: @Sendable (Vector2) -> Float) -> Heightfield {
        Heightfield(count: count, origin: origin, extent: pitch * Float(count - 1), height: value)
    }

    /// The height at a world position (x, z), clamped to the borders.
    @inline(__always) func height(_ p: Vector2) -> Float {
        let q = (p - origin) / pitch
        let x = clamp(q.x, 0, Float(count) - 1.001)
        let y = clamp(q.y, 0, Float(count) - 1.001)
        let (i, j) = (Int(x), Int(y))
        let (u, v) = (x - Float(i), y - Float(j))
        return heights.withUnsafeBufferPointer { h in
            let base = j * count + i
            return mix(mix(h[base], h[base + 1], u), mix(h[base + count], h[base + count + 1], u), v)
        }
    }

    /// The upward normal, from central differences over `radius`.
    @inline(__always) func normal(_ p: Vector2, radius: Float) -> Vector3 {
        let r = max(radius, pitch)
        let dx = height(p + Vector2(r, 0)) - height(p - Vector2(r, 0))
        let dz = height(p + Vector2(0, r)) - height(p - Vector2(0, r))
        return normalize(Vector3(-dx, 2 * r, -dz))
    }

    /// The distance along a ray to the surface; nil when it is missed.
    func intersect(_ origin: Vector3, _ direction: Vector3, from near: Float = 0.02, to far: Float) -> Float? {
        var (t, last) = (near, near)
        for _ in 0..<420 {
            let p = origin + direction * t
            let gap = p.y - height(Vector2(p.x, p.z))
            if gap < 0 {
                var (low, high) = (last, t)
                for _ in 0..<9 {
                    let middle = (low + high) * 0.5
                    let q = origin + direction * middle
                    if q.y < height(Vector2(q.x, q.z)) { high = middle } else { low = middle }
                }
                return high
            }
            last = t
            t += max(gap * 0.45, t * 0.0012, pitch * 0.2)
            if t > far { return nil }
        }
        return nil
    }

    /// How much of the sun, seen as a small disc, reaches each sample: 0 in shadow, 1 in light.
    func sunlight(toward sun: Vector3, softness: Float, reach: Float) -> Heightfield {
        derived { p in
            let start = Vector3(p.x, height(p), p.y)
            var (t, light) = (pitch * 1.5, Float(1))
            while t < reach {
                let q = start + sun * t
                light = min(light, 0.5 + 0.5 * (q.y - height(Vector2(q.x, q.z))) / (softness * t))
                if light <= 0 { return 0 }
                t *= 1.045
                t += pitch * 0.3
            }
            return smoothstep(0, 1, light)
        }
    }

    /// The share of the sky each sample sees, from the horizon in eight directions.
    func skylight(reach: Float) -> Heightfield {
        derived { p in
            let base = height(p)
            var open: Float = 0
            for sector in 0..<8 {
                let angle = Float(sector) * .pi / 4 + 0.3
                let way = Vector2(cos(angle), sin(angle))
                var (slope, t) = (Float(0), pitch * 1.5)
                while t < reach {
                    slope = max(slope, (height(p + way * t) - base) / t)
                    t *= 1.5
                }
                open += 1 - slope / (1 + slope * slope).squareRoot()
            }
            return open / 8
        }
    }
}
