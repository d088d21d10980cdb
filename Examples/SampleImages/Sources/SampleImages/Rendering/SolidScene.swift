import Foundation

/// A scene given by a signed distance, with the ray queries a renderer needs.
protocol SolidScene: Sendable {
    /// Signed distance to the nearest surface and what it is made of.
    func surface(at p: Vector3) -> (distance: Float, material: Int)
}

extension SolidScene {
    /// Marches a ray to the first surface.
    @inline(__always) func intersect(
        _ origin: Vector3, _ direction: Vector3, from near: Float = 0.01, to far: Float, steps: Int = 140,
        precision: Float = 0.0006
    ) -> (distance: Float, material: Int)? {
        var t = near
        for _ in 0..<steps {
            let hit = surface(at: origin + direction * t)
            if hit.distance < precision * t + 0.0004 { return (t, hit.material) }
            t += hit.distance
            if t > far { return nil }
        }
        return nil
    }

    /// Whether nothing stands between a point and a light.
    @inline(__always) func sees(_ origin: Vector3, _ direction: Vector3, distance: Float, steps: Int = 60) -> Bool {
        var t: Float = 0.015
        for _ in 0..<steps {
            let gap = surface(at: origin + direction * t).distance
            if gap < 0.0012 { return false }
            t += max(gap, 0.006)
            if t > distance { return true }
        }
        return true
    }

    /// The outward normal from a tetrahedron of samples.
    @inline(__always) func normal(at p: Vector3, radius: Float) -> Vector3 {
        let a = Vector3(1, -1, -1)
        let b = Vector3(-1, -1, 1)
        let c = Vector3(-1, 1, -1)
        let d = Vector3(1, 1, 1)
        let x = a * surface(at: p + a * radius).distance
        let y = b * surface(at: p + b * radius).distance
        let z = c * surface(at: p + c * radius).distance
        let w = d * surface(at: p + d * radius).distance
        return normalize(x + y + z + w)
    }

    /// Openness of the surroundings from five samples along the normal.
    @inline(__always) func openness(at p: Vector3, normal: Vector3, reach: Float) -> Float {
        var (closed, weight): (Float, Float) = (0, 1)
        for index in 1...5 {
            let h = reach * Float(index) / 5
            closed += weight * max(h - surface(at: p + normal * h).distance, 0) / h
            weight *= 0.7
        }
        return clamp(1 - closed * 0.42)
    }
}

extension Vector3 {
    /// A direction around `normal`, with density proportional to the cosine.
    @inline(__always) static func cosineSample(around normal: Vector3, _ random: inout RandomGenerator) -> Vector3 {
        let disc = random.inDisc()
        let (tangent, bitangent) = tangents(normal)
        let height = Swift.max(0, 1 - dot(disc, disc)).squareRoot()
        return normalize(tangent * disc.x + bitangent * disc.y + normal * height)
    }
}
