import Foundation

typealias Vector2 = SIMD2<Float>
typealias Vector3 = SIMD3<Float>

@inline(__always) func dot(_ a: Vector2, _ b: Vector2) -> Float { a.x * b.x + a.y * b.y }

@inline(__always) func dot(_ a: Vector3, _ b: Vector3) -> Float { a.x * b.x + a.y * b.y + a.z * b.z }

@inline(__always) func length(_ a: Vector2) -> Float { dot(a, a).squareRoot() }

@inline(__always) func length(_ a: Vector3) -> Float { dot(a, a).squareRoot() }

@inline(__always) func normalize(_ a: Vector2) -> Vector2 { a / max(length(a), 1e-12) }

@inline(__always) func normalize(_ a: Vector3) -> Vector3 { a / max(length(a), 1e-12) }

@inline(__always) func cross(_ a: Vector3, _ b: Vector3) -> Vector3 {
    Vector3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}

@inline(__always) func reflect(_ direction: Vector3, _ normal: Vector3) -> Vector3 {
    direction - normal * (2 * dot(direction, normal))
}

/// The vector turned by a quarter, counter-clockwise where y points up.
@inline(__always) func perpendicular(_ a: Vector2) -> Vector2 { Vector2(-a.y, a.x) }

@inline(__always) func rotate(_ a: Vector2, by angle: Float) -> Vector2 {
    let (c, s) = (cos(angle), sin(angle))
    return Vector2(c * a.x - s * a.y, s * a.x + c * a.y)
}

@inline(__always) func mix(_ a: Float, _ b: Float, _ t: Float) -> Float { a + (b - a) * t }

@inline(__always) func mix(_ a: Vector2, _ b: Vector2, _ t: Float) -> Vector2 { a + (b - a) * t }

@inline(__always) func mix(_ a: Vector3, _ b: Vector3, _ t: Float) -> Vector3 { a + (b - a) * t }

@inline(__always) func clamp(_ x: Float, _ low: Float = 0, _ high: Float = 1) -> Float { min(max(x, low), high) }

@inline(__always) func clamp(_ x: Vector3, _ low: Float = 0, _ high: Float = 1) -> Vector3 {
    x.clamped(lowerBound: Vector3(repeating: low), upperBound: Vector3(repeating: high))
}

/// Hermite step; the edges may be given in falling order.
@inline(__always) func smoothstep(_ edge0: Float, _ edge1: Float, _ x: Float) -> Float {
    let t = clamp((x - edge0) / (edge1 - edge0))
    return t * t * (3 - 2 * t)
}

/// The fractional part, in [0, 1) for negative numbers too.
@inline(__always) func fraction(_ x: Float) -> Float { x - floorValue(x) }

/// `floor` without a library call on baseline x86-64; exact for |x| < 2³¹.
@inline(__always) func floorValue(_ x: Float) -> Float {
    let truncated = Float(Int32(truncatingIfNeeded: Int(x)))
    return truncated > x ? truncated - 1 : truncated
}

@inline(__always) func luminance(_ c: Vector3) -> Float { dot(c, Vector3(0.2126, 0.7152, 0.0722)) }

@inline(__always) func exp(_ v: Vector3) -> Vector3 { Vector3(exp(v.x), exp(v.y), exp(v.z)) }

@inline(__always) func pow(_ v: Vector3, _ e: Float) -> Vector3 { Vector3(pow(v.x, e), pow(v.y, e), pow(v.z, e)) }

/// A colour written as 0xRRGGBB, channels in [0, 1] as stored (sRGB encoded).
@inline(__always) func hex(_ rgb: UInt32) -> Vector3 {
    Vector3(Float(rgb >> 16 & 255), Float(rgb >> 8 & 255), Float(rgb & 255)) / 255
}

/// A colour written as 0xRRGGBB in sRGB, decoded to linear light.
func linear(_ rgb: UInt32) -> Vector3 { pow(hex(rgb), 2.2) }

/// Two unit vectors that complete `normal` to an orthonormal frame.
@inline(__always) func tangents(_ normal: Vector3) -> (Vector3, Vector3) {
    let helper = abs(normal.y) < 0.9 ? Vector3(0, 1, 0) : Vector3(1, 0, 0)
    let tangent = normalize(cross(helper, normal))
    return (tangent, cross(normal, tangent))
}
