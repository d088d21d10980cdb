import Foundation

/// Hot-air balloons above a quilt of fields in the morning. Units: metres.
struct BalloonOverFields: SamplePicture {
    let name = "content-balloons-over-fields"

    private static let scale = 2
    private let sun = normalize(Vector3(-0.72, 0.36, -0.35))
    private let sunColor = Vector3(3.6, 2.85, 2.0)
    private let skyLight = Vector3(0.36, 0.5, 0.78)
    private let eye = Vector3(0, 165, 0)

    func render() -> Canvas {
        let (width, height) = (768 * Self.scale, 512 * Self.scale)
        let terrain = Heightfield(count: 1100, origin: Vector2(-2200, 0), extent: 4400, height: ground)
        let camera = Camera(
            position: eye, target: Vector3(30, 128, 400), width: width, height: height, horizontalFieldOfView: 56)
        let planting = Planting(terrain: terrain, sun: sun)
        let sky = skyPicture(camera)
        let balloons = [
            Balloon(center: Vector3(27, 168, 92), radius: 10.5, pattern: 0),
            Balloon(center: Vector3(-98, 205, 290), radius: 10, pattern: 1),
            Balloon(center: Vector3(-46, 150, 520), radius: 10, pattern: 2),
            Balloon(center: Vector3(190, 236, 620), radius: 10, pattern: 1),
        ]
        var depth = [Float](repeating: .infinity, count: width * height)
        let rays = ParallelRows.map(width: width, height: height, seed: 1) { x, y, _ -> (Vector3, Float) in
            let p = Vector2(Float(x) + 0.5, Float(y) + 0.5)
            let way = camera.direction(p)
            guard let t = terrain.intersect(eye, way, from: 40, to: 5200) else {
                return (sky.sample(p / Float(Self.scale)), .infinity)
            }
            let hit = eye + way * t
            let normal = terrain.normal(Vector2(hit.x, hit.z), radius: t * 0.002)
            let albedo = FieldPattern.albedo(Vector2(hit.x, hit.z), footprint: t / camera.focal)
            let shadow = planting.shade.height(Vector2(hit.x, hit.z))
            let light =
                sunColor * (max(dot(normal, sun), 0) * (1 - shadow)) + skyLight * (0.75 + 0.25 * normal.y)
                * (1 - 0.3 * shadow)
            return (haze(albedo * light, distance: t, way: way), t * dot(way, camera.forward))
        }
        for index in rays.indices { depth[index] = rays[index].1 }
        var buffer = SplatBuffer(color: Canvas(width: width, height: height, pixels: rays.map(\.0)), depth: depth)
        buffer.draw(planting.village, camera: camera) { point, normal, face in
            let tone = 0.9 + 0.2 * Noise.gradient(Vector2(point.x + point.z, point.y * 2) * 0.9, seed: 5)
            let light = sunColor * max(dot(normal, sun), 0) + skyLight * (0.7 + 0.3 * normal.y)
            return haze(face.albedo * light * tone, distance: length(point - eye), way: normalize(point - eye))
        }
        for tree in planting.trees {
            buffer.draw(
                planting.kinds[tree.kind], at: tree.position, scale: tree.height, tint: tree.tint, camera: camera
            ) { splat, world, albedo in
                let color = albedo * (sunColor * splat.sun * 0.62 + skyLight * splat.sky * 0.5)
                return haze(color, distance: length(world - eye), way: normalize(world - eye))
            }
        }
        for balloon in balloons {
            balloon.draw(into: &buffer, camera: camera, sun: sun, sunColor: sunColor, skyLight: skyLight) {
                color, distance, way in
                haze(color, distance: distance, way: way)
            }
        }
        let film = FilmDevelopment(
            exposure: 0.62, bloom: 0.08, bloomRadius: 12, saturation: 1.02, contrast: 1.12, vignette: 0.2, grain: 0.006,
            shadowTint: Vector3(-0.004, 0, 0.012), highlightTint: Vector3(0.01, 0.004, -0.006))
        return film.develop(buffer.color.downsampled(by: Self.scale), seed: 8)
    }

    private func ground(_ p: Vector2) -> Float {
        let rolling = Noise.fractal(p / 900, octaves: 4, gain: 0.42, seed: 51)
        let far = smoothstep(1500, 4200, p.y)
        let ridge = Noise.ridged(p / 2600 + 3, octaves: 6, seed: 53)
        return rolling * 46 + 20 + far * (60 + 420 * ridge)
    }

    private func haze(_ color: Vector3, distance: Float, way: Vector3) -> Vector3 {
        let warm = 0.5 + 0.5 * dot(normalize(Vector3(way.x, 0, way.z)), normalize(Vector3(-0.9, 0, 0.4)))
        let air = mix(Vector3(0.55, 0.68, 0.92), Vector3(1.2, 0.98, 0.78), pow(warm, 2.2))
        let transmission = exp(Vector3(0.75, 0.95, 1.25) * -(distance / 4300))
        return color * transmission + air * (Vector3(repeating: 1) - transmission)
    }

    private func skyPicture(_ camera: Camera) -> Canvas {
        let clouds = CumulusLayer(
            cover: 0.5, sun: sun, sunColor: sunColor * 0.62, skyColor: Vector3(0.42, 0.5, 0.66), seed: 14)
        return Canvas(width: 768, height: 512, seed: 4) { p, random in
            let way = camera.direction(p * Float(Self.scale))
            let warm = 0.5 + 0.5 * dot(normalize(Vector3(way.x, 0, way.z)), normalize(Vector3(-0.9, 0, 0.4)))
            var color = mix(Vector3(0.55, 0.68, 0.92), Vector3(1.2, 0.98, 0.78), pow(warm, 2.2))
            color = mix(color, Vector3(0.34, 0.54, 0.95), smoothstep(0.0, 0.16, way.y))
            color = mix(color, Vector3(0.13, 0.29, 0.68), smoothstep(0.1, 0.5, way.y))
            let cloud = clouds.march(Vector3(0, 0.16, 0), way, &random)
            return color * cloud.transmission + cloud.light
        }
    }
}
