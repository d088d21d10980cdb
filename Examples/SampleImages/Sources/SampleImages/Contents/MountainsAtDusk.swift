import Foundation

/// Snowy peaks in the last light, haze in the valleys, a dark forest in front. Units: kilometres.
struct MountainsAtDusk: SamplePicture {
    let name = "content-mountains-at-dusk"

    private static let scale = 2
    private let sun = normalize(Vector3(-0.84, 0.2, 0.05))
    private let sunColor = Vector3(4.3, 1.95, 1.05)

    func render() -> Canvas {
        var terrain = Heightfield(count: 1536, origin: Vector2(-11, -1), extent: 22, height: ground)
        HydraulicErosion(drops: 500_000).apply(to: &terrain, seed: 5)
        let light = terrain.sunlight(toward: sun, softness: 0.02, reach: 9)
        let open = terrain.skylight(reach: 3)
        let eye = Vector3(0, 1.02, 0)
        let camera = Camera(
            position: eye, target: Vector3(0.15, 1.5, 8), width: 768 * Self.scale, height: 512 * Self.scale,
            horizontalFieldOfView: 43)
        let field = terrain
        let depth = Canvas(width: 768 * Self.scale, height: 512 * Self.scale) { p, _ in
            let way = camera.direction(p)
            let t = field.intersect(eye, way, from: 0.5, to: 26) ?? .infinity
            return Vector3(t, t * dot(way, camera.forward), 0)
        }
        let color = Canvas(width: depth.width, height: depth.height) { p, _ in
            let way = camera.direction(p)
            let t = depth.nearest(p).x
            guard t.isFinite else { return sky(way) }
            let hit = eye + way * t
            let ground = shade(hit, distance: t, field, light, open)
            return haze(ground, from: eye, along: way, distance: t)
        }
        var buffer = SplatBuffer(color: color, depth: depth.pixels.map(\.y))
        plantForest(into: &buffer, camera: camera)
        let film = FilmDevelopment(
            exposure: 1.05, bloom: 0.1, bloomRadius: 12, saturation: 1.12, contrast: 1.08, vignette: 0.3, grain: 0.008,
            shadowTint: Vector3(-0.004, 0, 0.014), highlightTint: Vector3(0.012, 0.004, -0.008))
        return film.develop(buffer.color.downsampled(by: Self.scale), seed: 3)
    }

    private func ground(_ p: Vector2) -> Float {
        func bump(_ x: Float, _ z: Float, _ radius: Float) -> Float {
            let d = length(p - Vector2(x, z)) / radius
            return exp(-pow(d, 1.35))
        }
        let warp = Vector2(Noise.fractal(p * 0.35, octaves: 3, seed: 31), Noise.fractal(p * 0.35, octaves: 3, seed: 47))
        let ridges = Noise.ridged(p * 0.33 + warp * 0.32, octaves: 9, seed: 11)
        let fine = Noise.ridged(p * 1.3 + warp * 0.8, octaves: 7, seed: 19) - 0.45
        var envelope: Float = 0.16 + 0.5 * smoothstep(9, 15, p.y)
        envelope += 2.3 * bump(1.55, 8.4, 1.75) + 0.95 * bump(-2.6, 10.2, 1.9) + 0.7 * bump(4.9, 8.5, 1.6)
        envelope += 0.55 * bump(-5.6, 8.2, 2) + 0.9 * bump(-0.4, 15.5, 2.4) + 0.3 * bump(0.9, 6.1, 0.9)
        envelope += 0.42 * bump(-3.2, 4.4, 1.5) + 0.5 * bump(3.6, 4.6, 1.3)
        let valley = smoothstep(0.9, 0.1, abs(p.x + 0.5 - 0.4 * sin(p.y * 0.8))) * smoothstep(7, 4, p.y)
        return envelope * (0.38 + 1.1 * ridges) + fine * (0.06 + 0.26 * envelope) - valley * 0.18 + 0.15
    }

    private func shade(
        _ p: Vector3, distance: Float, _ field: Heightfield, _ light: Heightfield, _ open: Heightfield
    ) -> Vector3 {
        let q = Vector2(p.x, p.z)
        var normal = field.normal(q, radius: distance * 0.0011)
        let bump = Vector3(
            Noise.fractal(Vector2(p.x * 38, p.z * 38 + p.y * 30), octaves: 4, seed: 2), 0,
            Noise.fractal(Vector2(p.x * 38 + p.y * 30, p.z * 38), octaves: 4, seed: 3))
        let steep = 1 - normal.y
        normal = normalize(normal + bump * (0.1 + steep * 0.9) * 0.45)
        let strata = Noise.fractal(Vector2(p.x * 5 + p.z * 3, p.y * 34), octaves: 4, seed: 8)
        var rock = mix(Vector3(0.06, 0.056, 0.06), Vector3(0.16, 0.14, 0.135), clamp(0.5 + strata * 0.7))
        let wood =
            smoothstep(1.12, 0.86, p.y + 0.2 * Noise.fractal(q * 5, octaves: 5, seed: 6)) * smoothstep(0.75, 0.5, steep)
        let canopy = 0.75 + 0.45 * Noise.fractal(q * 60, octaves: 2, seed: 5)
        rock = mix(rock, Vector3(0.02, 0.028, 0.026) * canopy, wood)
        let line = 1.12 + 0.35 * Noise.fractal(q * 1.6, octaves: 5, seed: 12)
        let hold = smoothstep(0.66, 0.36, steep + 0.13 * Noise.fractal(q * 9, octaves: 4, seed: 14))
        let snow = smoothstep(line - 0.16, line + 0.22, p.y) * hold
        let albedo = mix(rock, Vector3(0.86, 0.88, 0.93), snow)
        let direct = max(dot(normal, sun), 0) * light.height(q)
        let dome = mix(Vector3(0.2, 0.2, 0.27), Vector3(0.2, 0.3, 0.56), 0.5 + 0.5 * normal.y) * open.height(q)
        let afterglow = Vector3(0.32, 0.16, 0.16) * (0.5 + 0.5 * dot(normal, normalize(Vector3(-0.8, 0.1, -0.5))))
        return albedo * (sunColor * direct + dome * 0.95 + afterglow * 0.5)
    }

    private func horizonColor(_ way: Vector3) -> Vector3 {
        let toSun = 0.5 + 0.5 * dot(normalize(Vector3(way.x, 0, way.z)), normalize(Vector3(-0.9, 0, 0.6)))
        return mix(Vector3(0.4, 0.34, 0.52), Vector3(1.45, 0.72, 0.4), pow(toSun, 2.6))
    }

    private func sky(_ way: Vector3) -> Vector3 {
        let y = max(way.y, 0)
        var color = mix(horizonColor(way), Vector3(0.5, 0.4, 0.62), smoothstep(0.02, 0.2, y))
        color = mix(color, Vector3(0.11, 0.19, 0.44), smoothstep(0.1, 0.42, y))
        let plane = Vector2(way.x, way.z) / (y + 0.12)
        let drift = Vector2(plane.x * 0.8 + plane.y * 0.25, plane.y * 2.2)
        let wisps = Noise.fractal(drift * 0.75 + Noise.gradient(drift * 0.9) * 0.6, octaves: 7, gain: 0.55, seed: 71)
        let streaks = Noise.fractal(Vector2(drift.x * 0.35, drift.y * 2.1), octaves: 5, seed: 73)
        let cover = smoothstep(0.02, 0.75, wisps + streaks * 0.35) * smoothstep(0.03, 0.16, y)
        let lit = mix(Vector3(1.55, 0.62, 0.48), Vector3(0.5, 0.36, 0.5), smoothstep(-0.3, 0.5, way.x))
        return mix(color, lit, cover * 0.7)
    }

    /// Uniform haze and a fog that thins with height, both in closed form along the ray.
    private func haze(_ color: Vector3, from eye: Vector3, along way: Vector3, distance: Float) -> Vector3 {
        let scaleHeight: Float = 0.17
        let slope = way.y / scaleHeight
        let column = abs(slope) < 1e-3 ? distance : (1 - exp(-slope * distance)) / slope
        let optical = 0.021 * distance + 0.42 * exp(-(eye.y - 0.38) / scaleHeight) * column * 1.2
        let transmission = exp(Vector3(0.85, 0.97, 1.15) * -optical)
        let glow = mix(horizonColor(way), Vector3(0.34, 0.4, 0.66), 0.55) * 0.8
        return color * transmission + glow * (Vector3(repeating: 1) - transmission)
    }

    private func plantForest(into buffer: inout SplatBuffer, camera: Camera) {
        let kinds = (0..<5).map {
            Plant.conifer(seed: 90 + UInt64($0), sun: sun, slenderness: 0.95 + 0.2 * Float($0 % 3))
        }
        var random = RandomGenerator(seed: 77)
        for _ in 0..<5200 {
            let z = 0.13 + 0.75 * random.unit().squareRoot()
            let x = random.signed() * z * 0.44
            // A slope that falls from both sides to the middle of the picture, more from the right.
            let side = x / z / 0.42
            let edge = abs(side + 0.15)
            let lift = 0.15 * smoothstep(0.05, 1.15, edge) * (side > -0.15 ? 1.1 : 0.75) - 0.085
            let clearing = Noise.fractal(Vector2(x, z) * 9, octaves: 2, seed: 4)
            guard clearing < 0.3 else { continue }
            let height = (0.012 + 0.014 * random.unit()) * (0.85 + 0.3 * edge)
            let base = Vector3(x, camera.position.y + lift * z - 0.036, z)
            buffer.draw(kinds[random.index(kinds.count)], at: base, scale: height, tint: .one, camera: camera) {
                splat, _, albedo in
                let direct = sunColor * splat.sun * 0.16
                let color = albedo * (direct + Vector3(0.17, 0.2, 0.3) * splat.sky)
                return mix(color, Vector3(0.36, 0.3, 0.42), clamp(z * 0.4 - 0.06))
            }
        }
    }
}
