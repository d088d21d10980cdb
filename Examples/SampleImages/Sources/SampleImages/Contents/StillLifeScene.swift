import Foundation

/// The objects of the still life and their finishes.
struct StillLifeScene: SolidScene {
    /// How a surface reflects.
    struct Finish {
        var albedo: Vector3
        var reflectance: Float = 0.04
        /// How strongly it mirrors at grazing angles.
        var polish: Float = 0.6
        var roughness: Float = 0.08
        var translucency: Float = 0
    }

    private enum Material {
        static let table = 0, cloth = 1, wall = 2, bowl = 3, jug = 4, stem = 5, leaf = 6, knife = 7, handle = 8,
            fruit = 10
    }

    private typealias Field = DistanceField
    let fruits = Fruit.arrangement
    private let bowlCenter = Vector3(0.15, 1.3, 0.35)
    private let jugBase = Vector3(-2.15, 0.05, 1.25)

    func surface(at p: Vector3) -> (distance: Float, material: Int) {
        var best: (distance: Float, material: Int) = (2.9 - p.z, Material.wall)
        func consider(_ distance: Float, _ material: Int) {
            if distance < best.distance { best = (distance, material) }
        }
        func consider(_ fruit: Fruit, _ material: Int) {
            let offset = p - fruit.center
            let rough = length(offset) - fruit.bound
            if rough > 0.25 { return consider(rough, material) }
            if rough > best.distance { return }
            let local = fruit.local(offset)
            consider(fruit.distance(local), material)
            if fruit.hasStem { consider(fruit.stem(local), Material.stem) }
            if fruit.hasLeaf { consider(fruit.leaf(local), Material.leaf) }
        }
        consider(Field.box(p - Vector3(0, -0.3, 0.2), Vector3(7, 0.3, 2.6), rounding: 0.06), Material.table)
        consider(cloth(p), Material.cloth)
        consider(bowl(p - bowlCenter), Material.bowl)
        consider(jug(p - jugBase), Material.jug)
        let cut = p - Vector3(1.5, 0.09, -1.75)
        if length(cut) < best.distance + 1.6 { knife(cut, &best) }
        fruits.withUnsafeBufferPointer { fruits in
            for index in 0..<Fruit.largeCount { consider(fruits[index], Material.fruit + index) }
            let bunch = length(p - Fruit.bunchCenter) - Fruit.bunchRadius
            if bunch > 0.2 {
                if bunch < best.distance { best = (bunch, Material.fruit + Fruit.largeCount) }
            } else {
                for index in Fruit.largeCount..<fruits.count { consider(fruits[index], Material.fruit + index) }
            }
        }
        return best
    }

    private func cloth(_ p: Vector3) -> Float {
        let near = Field.box(p - Vector3(2.4, -0.9, -0.45), Vector3(3.3, 1.0, 2.1), rounding: 0.12)
        if near > 0.5 { return near - 0.3 }
        let q = Vector2(p.x, p.z)
        let sway = Noise.gradient(q * 0.55, seed: 3)
        // Long folds on the table, hanging pleats in front.
        let long = Noise.ridged(
            Vector2(p.x * 0.42 + p.z * 0.3 + sway * 0.5, p.z * 0.22 - p.x * 0.1) + 4.7, octaves: 3, seed: 5)
        let flat = smoothstep(1.15, 2.3, length(q - Vector2(bowlCenter.x, bowlCenter.z)))
        let top = long * long * 0.42 * (0.12 + 0.88 * flat)
        let hang = smoothstep(0.05, -0.9, p.y)
        let pleats = (0.5 + 0.5 * sin(p.x * 3.1 + sway * 1.6 + 0.7 * sin(p.x * 1.3))) * 0.26 * hang
        return (near - top * (1 - hang) - pleats) * 0.62
    }

    private func bowl(_ p: Vector3) -> Float {
        let bound = length(p + Vector3(0, 0.5, 0)) - 1.9
        if bound > 0.3 { return bound }
        let shell = abs(Field.ellipsoid(p, Vector3(1.62, 1.2, 1.62))) - 0.035
        let cup = Field.smoothIntersection(shell, p.y + 0.25, 0.05)
        let foot = Field.torus(p + Vector3(0, 1.17, 0), 0.62, 0.09)
        let rim = Field.torus(p + Vector3(0, 0.26, 0), 1.585, 0.05)
        return Field.smoothUnion(Field.smoothUnion(cup, foot, 0.12), rim, 0.03) * 0.9
    }

    /// The profile of the jug: radius at a height.
    private func jugRadius(_ y: Float) -> Float {
        let belly = 0.92 * exp(-pow((y - 1.05) / 1.02, 2))
        let neck = 0.40 + 0.2 * smoothstep(2.35, 3.15, y)
        return max(belly, 0) * smoothstep(-0.5, 0.4, y) * 0.62 + neck * (0.72 + 0.28 * smoothstep(1.6, 2.6, y))
    }

    private func jug(_ p: Vector3) -> Float {
        let bound = Field.box(p - Vector3(0, 1.6, 0), Vector3(1.7, 1.7, 1.1))
        if bound > 0.3 { return bound }
        let radius = length(Vector2(p.x, p.z))
        // A pinched lip on the left.
        let lip = smoothstep(2.6, 3.1, p.y) * smoothstep(0.3, 1, -p.x / max(radius, 0.01)) * 0.22
        let profile = radius - jugRadius(p.y) - lip
        let hollow = max(profile, -(profile + 0.07))
        let solid = p.y < 2.3 ? profile : hollow
        let top = p.y - 3.1 - 0.12 * smoothstep(0.1, 1, -p.x / max(radius, 0.01))
        let body = Field.smoothIntersection(solid * 0.72, max(top, -p.y), 0.05)
        let h = Vector3((p.x - 0.62) / 0.95, (p.y - 1.95) / 1.12, p.z)
        let ring = length(Vector2(length(Vector2(h.x, h.y)) - 0.78, h.z * 1.0)) - 0.1
        let grip = max(ring * 0.9, 0.35 - p.x)
        return Field.smoothUnion(body, grip, 0.12)
    }

    private func knife(_ p: Vector3, _ best: inout (distance: Float, material: Int)) {
        let turned = rotate(Vector2(p.x, p.z), by: 0.42)
        let q = Vector3(turned.x, p.y - 0.11 - 0.03 * turned.x, turned.y)
        let width = 0.13 * smoothstep(-1.35, -0.7, q.x)
        let blade = Field.box(q - Vector3(-0.55, 0, 0), Vector3(0.8, 0.008, width + 0.01), rounding: 0.006) * 0.8
        let grip = Field.capsule(q, Vector3(0.32, 0.01, 0), Vector3(1.0, 0.01, 0.02), 0.085)
        if blade < best.distance { best = (blade, Material.knife) }
        if grip < best.distance { best = (grip, Material.handle) }
    }

    func finish(of material: Int, at p: Vector3, normal: Vector3) -> Finish {
        switch material {
        case Material.wall:
            let plaster = Noise.fractal(Vector2(p.x, p.y) * 1.1, octaves: 6, gain: 0.6, seed: 21)
            let stain = Noise.fractal(Vector2(p.x, p.y) * 0.35, octaves: 3, seed: 23)
            let base = mix(
                Vector3(0.11, 0.105, 0.085), Vector3(0.2, 0.18, 0.14), clamp(0.5 + plaster * 0.35 + stain * 0.4))
            return Finish(albedo: base, reflectance: 0, polish: 0)
        case Material.table:
            let grain = Noise.fractal(
                Vector2(p.x * 0.5, p.z * 7 + Noise.gradient(Vector2(p.x * 0.4, p.z)) * 2), octaves: 5, seed: 31)
            let wood = mix(Vector3(0.09, 0.042, 0.02), Vector3(0.25, 0.13, 0.06), clamp(0.5 + grain * 0.7))
            let seam: Float = fraction((p.z + 10) / 1.35) < 0.015 ? 0.35 : 1
            return Finish(albedo: wood * seam, reflectance: 0.035, polish: 0.5, roughness: 0.16)
        case Material.cloth:
            let thread = 0.92 + 0.08 * sin(p.x * 120) * sin((p.z + p.y) * 120)
            let stripe = smoothstep(0.05, 0.035, abs(fraction(p.x * 0.5 + 0.1) - 0.5))
            let linen = mix(Vector3(0.82, 0.79, 0.72), Vector3(0.16, 0.24, 0.42), stripe * 0.85)
            return Finish(albedo: linen * thread, reflectance: 0, polish: 0)
        case Material.bowl: return glazedBowl(p - bowlCenter)
        case Material.jug:
            let q = p - jugBase
            let angle = atan2(q.z, q.x)
            let drip = 1.75 + 0.28 * Noise.gradient(Vector2(angle * 2.2, 0.5), seed: 41) + 0.1 * sin(angle * 9)
            let speckle = Noise.fractal(Vector3(q.x, q.y, q.z) * 9, octaves: 3, seed: 43)
            let clay = mix(Vector3(0.26, 0.12, 0.06), Vector3(0.4, 0.2, 0.1), clamp(0.5 + speckle * 0.6))
            let glaze = mix(Vector3(0.035, 0.1, 0.075), Vector3(0.09, 0.2, 0.13), clamp(0.5 + speckle * 0.7))
            let covered = smoothstep(drip - 0.03, drip + 0.03, q.y)
            return Finish(
                albedo: mix(clay, glaze, covered), reflectance: mix(0.02, 0.06, covered), polish: mix(0.25, 1, covered),
                roughness: mix(0.2, 0.025, covered))
        case Material.stem:
            return Finish(albedo: Vector3(0.09, 0.06, 0.03), reflectance: 0.02, polish: 0.2, roughness: 0.2)
        case Material.leaf:
            let vein = smoothstep(0.03, 0, abs(fraction(p.x * 6 + p.y * 3) - 0.5) * 0.2)
            return Finish(
                albedo: mix(Vector3(0.07, 0.15, 0.03), Vector3(0.15, 0.24, 0.07), vein), roughness: 0.15,
                translucency: 0.3)
        case Material.knife: return Finish(albedo: Vector3(0.1, 0.1, 0.1), reflectance: 0.55, polish: 1, roughness: 0.1)
        case Material.handle:
            return Finish(albedo: Vector3(0.05, 0.028, 0.018), reflectance: 0.04, polish: 0.6, roughness: 0.1)
        default:
            let fruit = fruits[material - Material.fruit]
            return fruit.finish(fruit.local(p - fruit.center))
        }
    }

    private func glazedBowl(_ q: Vector3) -> Finish {
        let angle = atan2(q.z, q.x)
        let white = Vector3(0.78, 0.78, 0.76)
        let blue = mix(Vector3(0.03, 0.06, 0.26), Vector3(0.09, 0.16, 0.42), clamp(0.5 + Noise.value(q * 6) * 0.6))
        var ink: Float = 0
        ink = max(ink, smoothstep(0.022, 0.012, abs(q.y + 0.36)))
        ink = max(ink, smoothstep(0.018, 0.01, abs(q.y + 0.43)))
        ink = max(ink, smoothstep(0.025, 0.012, abs(q.y + 0.98)))
        // A frieze of petals and dots.
        let u = fraction(angle / (2 * .pi) * 14) - 0.5
        let v = (q.y + 0.7) / 0.2
        let petal = length(Vector2(u * 2.3, v * 0.9)) + 0.25 * abs(v) * abs(u)
        ink = max(ink, smoothstep(0.06, 0.03, abs(petal - 0.8)))
        ink = max(ink, smoothstep(0.5, 0.42, petal) * 0.85)
        let w = fraction(angle / (2 * .pi) * 14 + 0.5) - 0.5
        ink = max(ink, smoothstep(0.28, 0.2, length(Vector2(w * 3.2, (q.y + 0.56) / 0.11))))
        ink = max(ink, smoothstep(0.28, 0.2, length(Vector2(w * 3.2, (q.y + 0.85) / 0.11))))
        return Finish(albedo: mix(white, blue, ink), reflectance: 0.05, polish: 1, roughness: 0.03)
    }
}
