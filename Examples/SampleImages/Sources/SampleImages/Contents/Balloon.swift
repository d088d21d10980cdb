import Foundation

/// A hot-air balloon with its basket, drawn by marching its profile.
struct Balloon: SolidScene {
    /// Centre of the envelope's widest part.
    var center: Vector3
    var radius: Float
    var pattern: Int

    private typealias Field = DistanceField
    private static let gores: Float = 24

    func surface(at p: Vector3) -> (distance: Float, material: Int) {
        let q = (p - center) / radius
        let ring = length(Vector2(q.x, q.z))
        let angle = atan2(q.z, q.x)
        let bulge = 0.018 * abs(sin(angle * Self.gores / 2)) * smoothstep(0.05, 0.4, ring)
        // A sphere above, a cone tangent to it below, cut at the mouth.
        let ball = length(q) - 1 - bulge
        let cone = (ring - 0.2) * 0.766 + (-q.y - 1.72) * 0.643 * 0.62 + 0.12
        var envelope = q.y > -0.45 ? ball : max(min(ball, max(cone - bulge, q.y)), -1.5 - q.y)
        envelope = max(envelope, -1.5 - q.y)
        var best = (distance: envelope * 0.75, material: 0)
        let b = q + Vector3(0, 2.02, 0)
        let basket = Field.box(b, Vector3(0.115, 0.1, 0.115), rounding: 0.02)
        if basket < best.distance { best = (basket, 1) }
        let folded = Vector3(abs(b.x), b.y, abs(b.z))
        let rope = Field.capsule(folded, Vector3(0.1, 0.08, 0.1), Vector3(0.16, 0.54, 0.16), 0.007)
        if rope < best.distance { best = (rope, 2) }
        let riders = Field.smoothUnion(
            Field.capsule(b, Vector3(0.05, 0.05, 0), Vector3(0.05, 0.2, 0), 0.035),
            Field.sphere(b - Vector3(-0.05, 0.22, 0.02), 0.035), 0.01)
        if riders < best.distance { best = (riders, 2) }
        return (best.distance * radius, best.material)
    }

    private func albedo(_ p: Vector3, _ material: Int) -> Vector3 {
        let q = (p - center) / radius
        guard material == 0 else { return material == 1 ? Vector3(0.3, 0.17, 0.07) : Vector3(0.05, 0.04, 0.04) }
        let turn = fraction(atan2(q.z, q.x) / (2 * .pi))
        let gore = Int(turn * Self.gores)
        let palettes: [[Vector3]] = [
            [Vector3(0.75, 0.05, 0.03), Vector3(0.85, 0.42, 0.03), Vector3(0.9, 0.78, 0.2), Vector3(0.04, 0.16, 0.5)],
            [Vector3(0.03, 0.2, 0.5), Vector3(0.85, 0.82, 0.74)], [Vector3(0.1, 0.4, 0.2), Vector3(0.88, 0.7, 0.1)],
        ]
        let palette = palettes[pattern]
        var color = palette[gore % palette.count]
        if pattern == 0 {
            // Slanted diamonds around the middle.
            let zigzag = abs(fraction(turn * Self.gores / 4) - 0.5) * 0.55
            let band = q.y - 0.05 + zigzag
            if abs(band) < 0.14 { color = Vector3(0.88, 0.84, 0.76) }
            if abs(band) < 0.07 { color = Vector3(0.05, 0.1, 0.32) }
            if q.y > 0.86 { color = Vector3(0.05, 0.1, 0.32) }
            if q.y < -1.05 { color = Vector3(0.6, 0.04, 0.03) }
        }
        let seam = abs(fraction(turn * Self.gores) - 0.5) > 0.47 ? Float(0.7) : 1
        return color * seam
    }

    func draw(
        into buffer: inout SplatBuffer, camera: Camera, sun: Vector3, sunColor: Vector3, skyLight: Vector3,
        haze: (Vector3, Float, Vector3) -> Vector3
    ) {
        guard let spot = camera.project(center - Vector3(0, radius * 0.5, 0)) else { return }
        let reach = radius * 1.8 * camera.focal / spot.depth
        let distance = length(center - camera.position)
        for y in max(0, Int(spot.position.y - reach))..<min(buffer.color.height, Int(spot.position.y + reach)) {
            for x in max(0, Int(spot.position.x - reach))..<min(buffer.color.width, Int(spot.position.x + reach)) {
                let way = camera.direction(Vector2(Float(x) + 0.5, Float(y) + 0.5))
                guard
                    let hit = intersect(
                        camera.position, way, from: distance - radius * 2.4, to: distance + radius * 2.4,
                        precision: 0.0002)
                else { continue }
                let index = y * buffer.color.width + x
                let z = hit.distance * dot(way, camera.forward)
                guard z < buffer.depth[index] else { continue }
                let p = camera.position + way * hit.distance
                let normal = self.normal(at: p, radius: 0.03)
                let cloth = albedo(p, hit.material)
                let direct = max(dot(normal, sun), 0)
                // Thin cloth glows with the light that falls on its far side.
                let glow = hit.material == 0 ? 0.16 + 0.14 * max(-dot(normal, sun), 0) : 0
                let ground = Vector3(0.22, 0.2, 0.13) * (0.5 - 0.5 * normal.y)
                let shine = pow(max(dot(reflect(way, normal), sun), 0), 22) * 0.22
                let light = sunColor * (direct * 0.85 + glow) + skyLight * (0.45 + 0.35 * normal.y) + ground
                buffer.depth[index] = z
                buffer.color.pixels[index] = haze(cloth * light + sunColor * shine, hit.distance, way)
            }
        }
    }
}
