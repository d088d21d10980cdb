import Foundation

/// A still lake below autumn woods, with a jetty and a boat. Units: metres.
struct LakeInAutumn: SamplePicture {
    let name = "content-lake-in-autumn"

    private static let scale = 2
    private static let (width, height) = (768 * scale, 512 * scale)
    private let sun = normalize(Vector3(-0.66, 0.42, -0.3))
    private let sunColor = Vector3(3.5, 2.65, 1.75)
    private let skyLight = Vector3(0.36, 0.48, 0.7)
    private let eye = Vector3(0, 2.6, 0)

    func render() -> Canvas {
        let camera = Camera(
            position: eye, target: Vector3(0, 8.5, 100), width: Self.width, height: Self.height,
            horizontalFieldOfView: 54)
        let terrain = Heightfield(count: 1200, origin: Vector2(-900, 0), extent: 1800, height: ground)
        let shore = LakeShore(terrain: terrain, sun: sun)
        let sky = skyPicture(camera)
        let above = view(camera, terrain, shore, sky, mirrored: false)
        let below = view(camera, terrain, shore, sky, mirrored: true)
        let color = Canvas(width: Self.width, height: Self.height, seed: 5) { p, random in
            let way = camera.direction(p)
            let index = Int(p.y) * Self.width + Int(p.x)
            let distance = way.y < -1e-4 ? -eye.y / way.y : .infinity
            let depth = distance * dot(way, camera.forward)
            guard depth < above.depth[index] else { return above.color.nearest(p) }
            return water(p, way, eye + way * distance, distance: distance, below.color, camera, &random)
        }
        let film = FilmDevelopment(
            exposure: 0.8, bloom: 0.09, bloomRadius: 11, saturation: 0.98, contrast: 1.1, vignette: 0.28, grain: 0.006,
            shadowTint: Vector3(-0.004, 0, 0.012), highlightTint: Vector3(0.012, 0.005, -0.008))
        return film.develop(color.downsampled(by: Self.scale), seed: 12)
    }

    /// The bed of the lake and the hills around it; water stands at 0.
    private func ground(_ p: Vector2) -> Float {
        let bay =
            118 + 26 * Noise.fractal(Vector2(p.x / 95, 3), octaves: 4, seed: 5) + 34 * smoothstep(-10, 130, p.x)
            - 62 * smoothstep(-22, -75, p.x)
        let inland = p.y - bay
        let bank = inland < 0 ? inland * 0.06 : 1.6 * smoothstep(0, 7, inland)
        let hills = 92 * smoothstep(10, 330, inland) + 150 * smoothstep(160, 700, inland)
        let relief = 0.55 + 0.75 * Noise.fractal(p / 240, octaves: 5, gain: 0.45, seed: 9)
        let side = 0.35 + 0.65 * smoothstep(30, 260, abs(p.x + 30))
        return bank - 0.25 + max(inland, 0) * 0.012 + hills * relief * side
    }

    /// Everything but the water, upright or reflected in the level y = 0.
    private func view(
        _ camera: Camera, _ terrain: Heightfield, _ shore: LakeShore, _ sky: Canvas, mirrored: Bool
    ) -> SplatBuffer {
        let flip = Vector3(1, mirrored ? -1 : 1, 1)
        let rays = ParallelRows.map(width: Self.width, height: Self.height, seed: 1) { x, y, _ -> (Vector3, Float) in
            let p = Vector2(Float(x) + 0.5, Float(y) + 0.5)
            let seen = camera.direction(p)
            let way = seen * flip
            let origin = eye * flip
            guard let t = terrain.intersect(origin, way, from: 30, to: 1700) else {
                // The sky is looked up where an upright ray of the same direction would cross the picture.
                let q = camera.project(eye + way * 100)?.position ?? p
                return (sky.sample(q / Float(Self.scale)), .infinity)
            }
            let hit = origin + way * t
            guard hit.y > 0.02 else { return (Vector3(0.05, 0.06, 0.05), .infinity) }
            let q = Vector2(hit.x, hit.z)
            let normal = terrain.normal(q, radius: 1.5)
            let litter = Noise.fractal(q * 0.5, octaves: 4, gain: 0.6, seed: 15)
            var albedo = mix(Vector3(0.1, 0.085, 0.035), Vector3(0.22, 0.13, 0.045), clamp(0.5 + litter))
            albedo = mix(Vector3(0.16, 0.14, 0.115) * (0.8 + 0.5 * litter), albedo, smoothstep(0.15, 0.8, hit.y))
            let light = sunColor * (max(dot(normal, sun), 0) * 0.5) + skyLight * 0.6
            return (haze(albedo * light, at: hit), t * dot(seen, camera.forward))
        }
        var buffer = SplatBuffer(
            color: Canvas(width: Self.width, height: Self.height, pixels: rays.map(\.0)), depth: rays.map(\.1))
        for tree in shore.trees {
            buffer.draw(
                shore.kinds[tree.kind], at: tree.position, scale: tree.height, tint: tree.tint, mirrored: mirrored,
                camera: camera
            ) { splat, world, albedo in
                haze(albedo * (sunColor * splat.sun * 0.62 + skyLight * splat.sky * 0.34), at: world)
            }
        }
        buffer.draw(shore.timber, camera: camera, mirrored: mirrored) { point, normal, face in
            let grain = Noise.fractal(Vector2(point.x * 9 + point.y * 7, point.z * 1.6), octaves: 4, seed: 31)
            let light = sunColor * max(dot(normal, sun), 0) * 0.7 + skyLight * (0.45 + 0.4 * normal.y)
            return face.albedo * light * (1 + 0.35 * grain)
        }
        return buffer
    }

    private func water(
        _ p: Vector2, _ way: Vector3, _ point: Vector3, distance: Float, _ mirror: Canvas, _ camera: Camera,
        _ random: inout RandomGenerator
    ) -> Vector3 {
        // Breezes roughen some parts of the lake and leave others like glass.
        let breeze = smoothstep(0.0, 0.55, Noise.fractal(Vector2(point.x / 46, point.z / 15), octaves: 3, seed: 41))
        let amplitude = mix(0.0035, 0.02, breeze)
        var sum = Vector3.zero
        for _ in 0..<4 {
            let q = Vector2(point.x, point.z) + Vector2(random.signed(), random.signed()) * distance * 0.0012
            let slope =
                Vector2(
                    Noise.fractal(Vector2(q.x * 1.1, q.y * 1.6), octaves: 3, seed: 43),
                    Noise.fractal(Vector2(q.x * 0.55, q.y * 1.9), octaves: 3, seed: 47)) * amplitude
            let shift = Vector2(slope.x * 0.8, slope.y * 2 + abs(slope.y) * 0.6) * camera.focal
            sum += mirror.sample(p + shift)
        }
        let facing = clamp(-way.y)
        let fresnel = 0.04 + 0.96 * pow(1 - facing, 4)
        let deep = mix(Vector3(0.025, 0.05, 0.05), Vector3(0.055, 0.06, 0.035), smoothstep(9, 3, distance))
        var color = mix(deep, sum / 4 * Vector3(0.93, 0.95, 0.96), min(fresnel * 1.02, 0.94))
        // Fallen leaves drift near the jetty.
        let leaf = Noise.cellular(Vector2(point.x, point.z) / 0.8, seed: 51)
        let drift = Noise.fractal(Vector2(point.x, point.z) / 5, octaves: 2, seed: 53)
        if distance < 32, drift > 0.1, leaf.identifier % 3 == 0, leaf.nearest * 0.8 < 0.075 {
            let tones = [Vector3(0.62, 0.24, 0.05), Vector3(0.7, 0.42, 0.08), Vector3(0.42, 0.1, 0.04)]
            color = tones[Int(leaf.identifier >> 8) % 3] * 1.1
        }
        return haze(color, at: point)
    }

    /// Distance haze and a low mist over the far water.
    private func haze(_ color: Vector3, at p: Vector3) -> Vector3 {
        let offset = p - eye
        let distance = length(offset)
        let warm = 0.5 + 0.5 * dot(normalize(offset), normalize(Vector3(-0.9, 0, 0.5)))
        let air = mix(Vector3(0.5, 0.6, 0.78), Vector3(1.15, 0.95, 0.72), pow(warm, 2.4))
        let mist =
            0.34 * smoothstep(60, 150, distance) * exp(-max(p.y, 0) / 2.6)
            * clamp(0.7 + 0.6 * Noise.fractal(Vector2(p.x / 34, p.z / 34), octaves: 3, seed: 61))
        let transmission = exp(-distance / 1700) * (1 - mist)
        return color * transmission + air * (0.95 * (1 - transmission))
    }

    private func skyPicture(_ camera: Camera) -> Canvas {
        let clouds = CumulusLayer(
            bottom: 1.3, top: 2.0, cover: 0.42, sun: sun, sunColor: sunColor * 0.6, skyColor: Vector3(0.45, 0.52, 0.66),
            seed: 33)
        return Canvas(width: 768, height: 512, seed: 4) { p, random in
            let way = camera.direction(p * Float(Self.scale))
            let warm = 0.5 + 0.5 * dot(normalize(Vector3(way.x, 0, way.z)), normalize(Vector3(-0.9, 0, 0.5)))
            var color = mix(Vector3(0.62, 0.72, 0.9), Vector3(1.2, 1.0, 0.78), pow(warm, 2.4))
            color = mix(color, Vector3(0.2, 0.4, 0.82), smoothstep(0.02, 0.42, way.y))
            let cloud = clouds.march(Vector3(0, 0, 0), way, &random)
            return mountain(way, behind: color * cloud.transmission + cloud.light)
        }
    }

    /// Two far ridges with first snow, pale in the haze.
    private func mountain(_ way: Vector3, behind: Vector3) -> Vector3 {
        let x = atan2(way.x, way.z)
        let near =
            0.115 + 0.13 * (Noise.ridged(Vector2(x * 2.6 + 4, 1.3), octaves: 6, seed: 71) - 0.4) + 0.06
            * exp(-pow((x - 0.1) / 0.14, 2))
        let far = 0.1 + 0.14 * (Noise.ridged(Vector2(x * 3.6, 7.7), octaves: 6, seed: 73) - 0.35)
        var color = behind
        for (edge, pale, seed) in [(far, 0.72, 75), (near, 0.5, 77)] as [(Float, Float, UInt32)] where way.y < edge {
            let face = Noise.fractal(
                Vector2(x * 26 + way.y * 34, way.y * 26 - x * 9), octaves: 5, gain: 0.6, seed: seed)
            let snow = smoothstep(0.05, 0.075, way.y + 0.022 * face) * smoothstep(-0.35, 0.25, face)
            let rock = mix(Vector3(0.16, 0.17, 0.22), Vector3(0.34, 0.29, 0.27), smoothstep(-0.2, 0.4, face))
            color = mix(
                mix(rock, Vector3(1.25, 1.08, 0.95), snow), Vector3(0.62, 0.7, 0.84),
                pale * smoothstep(edge + 0.06, 0.02, way.y))
        }
        return color
    }
}
