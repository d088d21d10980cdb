import Foundation

/// Fruit, a bowl and a jug on a draped table by a window. Units: decimetres.
struct StillLife: SamplePicture {
    let name = "content-still-life"

    /// What a pixel receives, kept apart for the denoiser.
    private struct Light {
        var albedo = Vector3.zero
        var diffuse = Vector3.zero
        var specular = Vector3.zero
        var normal = Vector3.zero
        var distance: Float = 0

        mutating func add(_ other: Light) {
            albedo += other.albedo
            diffuse += other.diffuse
            specular += other.specular
            normal += other.normal
            distance += other.distance
        }

        func averaged(over count: Float) -> Light {
            Light(
                albedo: albedo / count, diffuse: diffuse / count, specular: specular / count, normal: normal / count,
                distance: distance / count)
        }
    }

    private let scene = StillLifeScene()
    private let samples = 8

    /// The window: a rectangle in the plane x = -7.5 with bars.
    private let windowX: Float = -7.5
    private let windowCenter = Vector2(4.6, -0.4)
    private let windowHalf = Vector2(2.3, 1.9)
    private let daylight = Vector3(1.0, 0.94, 0.84) * 30

    func render() -> Canvas {
        let (width, height) = (768, 512)
        let camera = Camera(
            position: Vector3(0.5, 3.15, -10.4), target: Vector3(0.22, 1.28, 0), width: width, height: height,
            horizontalFieldOfView: 39)
        let pixels = ParallelRows.map(width: width, height: height, seed: 17) { x, y, random in
            var sum = Light()
            let start = Vector2(random.unit(), random.unit())
            for sample in 0..<samples {
                // A low-discrepancy sequence spreads the samples over the pixel and over the window.
                let spot = start + Vector2(0.754_877_7, 0.569_840_3) * Float(sample)
                let spread = Vector2(fraction(spot.x), fraction(spot.y))
                let jitter = Vector2(random.unit(), random.unit())
                sum.add(trace(camera, Vector2(Float(x), Float(y)) + jitter, window: spread, &random))
            }
            return sum.averaged(over: Float(samples))
        }
        func canvas(_ value: (Light) -> Vector3) -> Canvas {
            Canvas(width: width, height: height, pixels: pixels.map(value))
        }
        // Only the irradiance is smoothed; the texture of the surfaces is put back afterwards.
        let guide = GuidedDenoiser(normals: canvas(\.normal), depth: canvas { Vector3(repeating: $0.distance) })
        let irradiance = guide.denoised(canvas { $0.diffuse / ($0.albedo + 0.01) })
        let albedo = canvas(\.albedo)
        let specular = canvas(\.specular)
        let light = Canvas(width: width, height: height) { p, _ in
            irradiance.nearest(p) * (albedo.nearest(p) + 0.01) + specular.nearest(p)
        }
        let film = FilmDevelopment(
            exposure: 1.0, bloom: 0.07, bloomRadius: 10, saturation: 1.08, contrast: 1.1, vignette: 0.4, grain: 0.006,
            shadowTint: Vector3(0.006, 0.002, -0.004), highlightTint: Vector3(0.008, 0.003, -0.008))
        return film.develop(light, seed: 6)
    }

    private func trace(
        _ camera: Camera, _ pixel: Vector2, window spread: Vector2, _ random: inout RandomGenerator
    ) -> Light {
        let way = camera.direction(pixel)
        guard let hit = scene.intersect(camera.position, way, from: 5, to: 40) else { return Light() }
        let p = camera.position + way * hit.distance
        let normal = scene.normal(at: p, radius: 0.004)
        let finish = scene.finish(of: hit.material, at: p, normal: normal)
        var irradiance = direct(p, normal, spread)
        // One bounce of light from the surroundings.
        let bounce = Vector3.cosineSample(around: normal, &random)
        irradiance += gathered(p + normal * 0.01, bounce, &random)
        // Light that passed under the skin of fruit.
        let wrap = clamp(0.5 + 0.5 * dot(normal, normalize(Vector3(-0.9, 0.4, -0.2))))
        irradiance += Vector3(1, 0.85, 0.6) * (finish.translucency * wrap * 0.5)
        var light = Light(
            albedo: finish.albedo, diffuse: finish.albedo * irradiance, normal: normal, distance: hit.distance)
        let facing = clamp(-dot(normal, way))
        let fresnel = finish.reflectance + (1 - finish.reflectance) * pow(1 - facing, 5) * finish.polish
        if fresnel > 0.01 {
            var mirrored = normalize(reflect(way, normal) + random.direction() * finish.roughness)
            if dot(mirrored, normal) < 0 { mirrored = reflect(mirrored, normal) }
            light.specular = clamp(reflected(p + normal * 0.01, mirrored, &random) * fresnel, 0, 3)
        }
        return light
    }

    /// Radiance of the window where a ray meets it; nil elsewhere.
    private func window(_ origin: Vector3, _ way: Vector3) -> (radiance: Vector3, distance: Float)? {
        guard way.x < -0.05 else { return nil }
        let t = (windowX - origin.x) / way.x
        let p = origin + way * t
        let q = Vector2(p.y, p.z) - windowCenter
        guard abs(q.x) < windowHalf.x, abs(q.y) < windowHalf.y else { return nil }
        let bars = abs(q.y) < 0.09 || abs(abs(q.x) - 0.75) < 0.08
        let sky = mix(Vector3(0.75, 0.72, 0.62), Vector3(1, 1.02, 1.08), clamp(0.5 + q.x * 0.25))
        return (bars ? .zero : daylight * sky, t)
    }

    /// Light from one point of the window, chosen by `spread` in [0, 1]².
    private func direct(_ p: Vector3, _ normal: Vector3, _ spread: Vector2) -> Vector3 {
        let spot = windowCenter + (spread * 2 - 1) * windowHalf
        let offset = Vector3(windowX, spot.x, spot.y) - p
        let distance = length(offset)
        let way = offset / distance
        let cosine = dot(normal, way)
        guard cosine > 0, let light = window(p, way), light.radiance.x > 0 else { return .zero }
        guard scene.sees(p + normal * 0.006, way, distance: 5.5) else { return .zero }
        let area = 4 * windowHalf.x * windowHalf.y
        return light.radiance * (cosine * -way.x * area / (distance * distance) / .pi)
    }

    /// The light arriving along a ray: the lit surface it meets, or the dim room.
    private func gathered(_ origin: Vector3, _ way: Vector3, _ random: inout RandomGenerator) -> Vector3 {
        guard let hit = scene.intersect(origin, way, from: 0.02, to: 7, steps: 40, precision: 0.004) else {
            return room(way)
        }
        let p = origin + way * hit.distance
        let normal = scene.normal(at: p, radius: 0.01)
        let finish = scene.finish(of: hit.material, at: p, normal: normal)
        return finish.albedo * (direct(p, normal, Vector2(random.unit(), random.unit())) + Vector3(0.12, 0.1, 0.085))
    }

    private func reflected(_ origin: Vector3, _ way: Vector3, _ random: inout RandomGenerator) -> Vector3 {
        if let light = window(origin, way), scene.sees(origin, way, distance: 5) { return light.radiance }
        return gathered(origin, way, &random)
    }

    private func room(_ way: Vector3) -> Vector3 {
        mix(Vector3(0.1, 0.082, 0.066), Vector3(0.24, 0.235, 0.23), smoothstep(0.3, -0.9, way.x))
            * (0.75 + 0.35 * way.y)
    }
}
