import Foundation

/// One piece of fruit of the still life.
struct Fruit: Sendable {
    enum Kind: Sendable { case redApple, greenApple, pear, orange, lemon, grape }

    var kind: Kind
    var center: Vector3
    var size: Float
    /// The direction of the stem.
    var axis = Vector3(0, 1, 0)
    var seed: UInt32
    var hasLeaf = false

    /// Radius of a sphere around the fruit with its stem and leaf.
    var bound: Float { size * (kind == .grape ? 1.02 : kind == .pear ? 2.0 : 1.55) }

    var hasStem: Bool { kind == .redApple || kind == .greenApple || kind == .pear }

    /// Coordinates in units of the size, with y along the axis.
    @inline(__always) func local(_ offset: Vector3) -> Vector3 {
        if kind == .grape { return offset / size }
        let (tangent, bitangent) = tangents(axis)
        return Vector3(dot(offset, tangent), dot(offset, axis), dot(offset, bitangent)) / size
    }

    /// Signed distance in world units.
    @inline(__always) func distance(_ q: Vector3) -> Float {
        let radial = length(Vector2(q.x, q.z))
        switch kind {
        case .redApple, .greenApple:
            // A spindle torus has the dimples of an apple; it narrows towards the calyx.
            let narrowed = radial * (1.06 - 0.14 * q.y)
            let lobes = 0.018 * cos(5 * atan2(q.z, q.x)) * smoothstep(0.2, -0.9, q.y)
            return (length(Vector2(narrowed - 0.38, q.y * 1.02)) - 0.64 + lobes) * size * 0.88
        case .pear:
            let belly = length(q - Vector3(0, -0.2, 0)) - 0.86
            let neck = DistanceField.capsule(q, Vector3(0, 0.45, 0), Vector3(0.06, 1.0, 0), 0.36)
            return DistanceField.smoothUnion(belly, neck, 0.75) * size * 0.92
        case .orange:
            let pores = 0.008 * Noise.value(q * 22, seed: seed)
            return (length(q * Vector3(1, 1.05, 1)) - 1 + pores + 0.05 * exp(-radial * radial * 30) * (q.y > 0 ? 1 : 0))
                * size * 0.9
        case .lemon:
            let tip = 0.3 * exp(-radial * radial * 9)
            let pores = 0.01 * Noise.value(q * 18, seed: seed)
            return (length(Vector3(q.x, q.y * 0.76 / (1 + tip * 0.55), q.z)) - 0.86 + pores) * size * 0.8
        case .grape:
            return (length(q) - 1) * size
        }
    }

    @inline(__always) func stem(_ q: Vector3) -> Float {
        let root: Float = kind == .pear ? 1.25 : 0.4
        let bend = Vector3(0.1, root + 0.42, 0.06)
        return (DistanceField.capsule(q, Vector3(0, root, 0), bend, 0.035 + 0.02 * smoothstep(0.2, 0.5, q.y - root)))
            * size
    }

    @inline(__always) func leaf(_ q: Vector3) -> Float {
        let p = q - Vector3(0.55, 0.82, 0.1)
        let curl = p.y - 0.25 * p.x * p.x + 0.2 * abs(p.z)
        let outline = DistanceField.ellipsoid(Vector3(p.x, 0, p.z), Vector3(0.55, 1, 0.24))
        return max(outline, abs(curl) - 0.012) * size * 0.6
    }

    func finish(_ q: Vector3) -> StillLifeScene.Finish {
        let angle = atan2(q.z, q.x)
        switch kind {
        case .redApple:
            let streaks = Noise.fractal(Vector2(angle * 7, q.y * 1.3), octaves: 4, seed: seed)
            let side = 0.5 + 0.5 * sin(angle + Float(seed % 7))
            let blush = clamp(0.62 + streaks * 0.45 + side * 0.5 - 0.4 * smoothstep(0.35, 0.75, q.y))
            var skin = mix(Vector3(0.62, 0.42, 0.08), Vector3(0.46, 0.025, 0.018), smoothstep(0.25, 0.8, blush))
            skin = mix(skin, Vector3(0.24, 0.008, 0.012), smoothstep(0.75, 1.15, blush + streaks * 0.3) * 0.7)
            let dots = Noise.cellular(Vector2(angle * 5, q.y * 6), seed: seed)
            skin = mix(skin, Vector3(0.7, 0.5, 0.25), smoothstep(0.12, 0.06, dots.nearest) * 0.5)
            return .init(albedo: skin, reflectance: 0.04, polish: 0.8, roughness: 0.05, translucency: 0.06)
        case .greenApple:
            let streaks = Noise.fractal(Vector2(angle * 5, q.y), octaves: 4, seed: seed)
            let dots = Noise.cellular(Vector2(angle * 5, q.y * 6), seed: seed)
            var skin = mix(Vector3(0.3, 0.42, 0.05), Vector3(0.5, 0.55, 0.12), clamp(0.5 + streaks * 0.6))
            skin = mix(skin, Vector3(0.55, 0.2, 0.07), smoothstep(0.3, 1, cos(angle + Float(seed))) * 0.45)
            skin = mix(skin, Vector3(0.75, 0.72, 0.4), smoothstep(0.12, 0.06, dots.nearest) * 0.5)
            return .init(albedo: skin, reflectance: 0.04, polish: 0.8, roughness: 0.06, translucency: 0.08)
        case .pear:
            let russet = Noise.fractal(q * 5, octaves: 5, gain: 0.6, seed: seed)
            var skin = mix(Vector3(0.5, 0.46, 0.1), Vector3(0.62, 0.5, 0.14), clamp(0.5 + russet * 0.5))
            skin = mix(skin, Vector3(0.5, 0.14, 0.05), smoothstep(0.2, 1, cos(angle + Float(seed))) * 0.65)
            let flecks = Noise.cellular(Vector2(angle * 9, q.y * 8), seed: seed)
            skin = mix(skin, Vector3(0.26, 0.16, 0.05), smoothstep(0.2, 0.1, flecks.nearest) * 0.55)
            skin = mix(skin, Vector3(0.3, 0.18, 0.06), smoothstep(0.35, 0.7, russet) * 0.6)
            return .init(albedo: skin, reflectance: 0.035, polish: 0.5, roughness: 0.12, translucency: 0.08)
        case .orange:
            let tone = Noise.fractal(q * 2.5, octaves: 3, seed: seed)
            let skin = mix(Vector3(0.75, 0.24, 0.015), Vector3(0.85, 0.36, 0.03), clamp(0.5 + tone * 0.5))
            return .init(albedo: skin, reflectance: 0.04, polish: 0.5, roughness: 0.1, translucency: 0.1)
        case .lemon:
            let tone = Noise.fractal(q * 3, octaves: 3, seed: seed)
            let skin = mix(Vector3(0.8, 0.58, 0.05), Vector3(0.85, 0.7, 0.12), clamp(0.5 + tone * 0.5))
            return .init(albedo: skin, reflectance: 0.04, polish: 0.5, roughness: 0.1, translucency: 0.12)
        case .grape:
            let bloom = clamp(0.35 + 0.6 * Noise.fractal(q * 2.6, octaves: 3, seed: seed))
            let shade = Float(seed % 5) / 5
            let skin = mix(
                mix(Vector3(0.1, 0.012, 0.045), Vector3(0.17, 0.02, 0.05), shade), Vector3(0.22, 0.16, 0.26),
                bloom * 0.5)
            return .init(albedo: skin, reflectance: 0.045, polish: 0.8, roughness: 0.06, translucency: 0.22)
        }
    }

    /// The number of fruits before the grapes in the arrangement.
    static let largeCount = 9
    /// A sphere around the grapes.
    static let bunchCenter = Vector3(1.75, 0.72, -0.95)
    static let bunchRadius: Float = 1.15

    /// The fruit in and around the bowl; the grapes come last.
    static let arrangement: [Fruit] = {
        var fruits = [
            Fruit(
                kind: .redApple, center: Vector3(-0.52, 1.36, 0.0), size: 0.6,
                axis: normalize(Vector3(-0.35, 1, -0.35)), seed: 3, hasLeaf: true),
            Fruit(
                kind: .orange, center: Vector3(0.42, 1.34, -0.3), size: 0.58, axis: normalize(Vector3(0.4, 0.8, -0.6)),
                seed: 5),
            Fruit(
                kind: .greenApple, center: Vector3(1.05, 1.38, 0.5), size: 0.56, axis: normalize(Vector3(0.5, 1, 0.1)),
                seed: 8),
            Fruit(
                kind: .pear, center: Vector3(0.12, 1.75, 0.72), size: 0.55, axis: normalize(Vector3(-0.28, 1, 0.1)),
                seed: 4),
            Fruit(
                kind: .redApple, center: Vector3(-0.75, 1.3, 0.95), size: 0.58, axis: normalize(Vector3(-0.3, 1, 0.3)),
                seed: 12),
            Fruit(
                kind: .lemon, center: Vector3(-1.62, 0.52, -1.15), size: 0.5, axis: normalize(Vector3(0.9, 0.1, -0.5)),
                seed: 6),
            Fruit(
                kind: .redApple, center: Vector3(-2.75, 0.56, -0.55), size: 0.62,
                axis: normalize(Vector3(0.25, 1, -0.35)), seed: 2),
            Fruit(
                kind: .pear, center: Vector3(2.65, 0.66, 0.75), size: 0.6, axis: normalize(Vector3(0.75, 0.62, -0.3)),
                seed: 9),
            Fruit(
                kind: .orange, center: Vector3(3.55, 0.74, -0.35), size: 0.56, axis: normalize(Vector3(0.2, 1, -0.5)),
                seed: 7),
        ]
        // A bunch of grapes that hangs over the bowl's rim and rests on the cloth.
        var random = RandomGenerator(seed: 8)
        var placed: [Vector3] = []
        var tries = 0
        while placed.count < 34 && tries < 6000 {
            tries += 1
            let t = random.unit()
            let spine = mix(Vector3(1.35, 1.02, -0.75), Vector3(2.15, 0.42, -1.15), t)
            let spread = 0.42 * (1 - 0.45 * t)
            let p = spine + random.direction() * spread * random.unit()
            guard p.y > 0.34, placed.allSatisfy({ length($0 - p) > 0.29 }) else { continue }
            placed.append(p)
        }
        for (index, p) in placed.enumerated() {
            fruits.append(Fruit(kind: .grape, center: p, size: 0.185, seed: UInt32(100 + index)))
        }
        return fruits
    }()
}
