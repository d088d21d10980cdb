import Foundation

/// Signed distances of basic solids and ways to join them (after Quílez, "Distance functions").
enum DistanceField {
    @inline(__always) static func sphere(_ p: Vector3, _ radius: Float) -> Float { length(p) - radius }

    @inline(__always) static func box(_ p: Vector3, _ half: Vector3, rounding: Float = 0) -> Float {
        let q = Vector3(abs(p.x), abs(p.y), abs(p.z)) - half + rounding
        let outside = length(q.replacing(with: 0, where: q .< 0))
        return outside + min(max(q.x, max(q.y, q.z)), 0) - rounding
    }

    @inline(__always) static func rectangle(_ p: Vector2, _ half: Vector2) -> Float {
        let q = Vector2(abs(p.x), abs(p.y)) - half
        return length(q.replacing(with: 0, where: q .< 0)) + min(max(q.x, q.y), 0)
    }

    @inline(__always) static func capsule(_ p: Vector3, _ a: Vector3, _ b: Vector3, _ radius: Float) -> Float {
        let (pa, ba) = (p - a, b - a)
        return length(pa - ba * clamp(dot(pa, ba) / dot(ba, ba))) - radius
    }

    /// An upright cylinder centred on the origin.
    @inline(__always) static func cylinder(_ p: Vector3, radius: Float, halfHeight: Float) -> Float {
        rectangle(Vector2(length(Vector2(p.x, p.z)), p.y), Vector2(radius, halfHeight))
    }

    /// An upright frustum centred on the origin; exact enough for gentle slopes.
    @inline(__always) static func frustum(_ p: Vector3, bottom: Float, top: Float, halfHeight: Float) -> Float {
        let radius = mix(bottom, top, clamp(p.y / (2 * halfHeight) + 0.5))
        let lean = (bottom - top) / (2 * halfHeight)
        return cylinder(p, radius: radius, halfHeight: halfHeight) / (1 + lean * lean).squareRoot()
    }

    /// A ring around the y axis.
    @inline(__always) static func torus(_ p: Vector3, _ radius: Float, _ tube: Float) -> Float {
        length(Vector2(length(Vector2(p.x, p.z)) - radius, p.y)) - tube
    }

    @inline(__always) static func ellipsoid(_ p: Vector3, _ radii: Vector3) -> Float {
        let k = length(p / radii)
        let slope = length(p / (radii * radii))
        return k * (k - 1) / max(slope, 1e-6)
    }

    /// Union with a fillet of size `k`.
    @inline(__always) static func smoothUnion(_ a: Float, _ b: Float, _ k: Float) -> Float {
        let h = max(k - abs(a - b), 0) / k
        return min(a, b) - h * h * k * 0.25
    }

    @inline(__always) static func smoothIntersection(_ a: Float, _ b: Float, _ k: Float) -> Float {
        -smoothUnion(-a, -b, k)
    }
}
