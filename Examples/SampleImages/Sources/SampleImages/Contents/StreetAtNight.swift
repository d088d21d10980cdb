import Foundation

/// An old street after rain: lit windows, lanterns and their reflections on wet stones. Units: metres.
struct StreetAtNight: SamplePicture {
    let name = "content-street-at-night"

    private let scene = StreetScene()
    private let samples = 6
    private let lampColor = Vector3(1.0, 0.6, 0.25)

    func render() -> Canvas {
        let (width, height) = (768, 512)
        let camera = Camera(
            position: Vector3(0.75, 1.75, -3.2), target: Vector3(-0.1, 2.75, 14), width: width, height: height,
            horizontalFieldOfView: 62)
        let light = Canvas(width: width, height: height, seed: 23) { p, random in
            var sum = Vector3.zero
            for _ in 0..<samples {
                let jitter = Vector2(random.unit() - 0.5, random.unit() - 0.5)
                sum += clamp(look(camera.position, camera.direction(p + jitter), &random), 0, 9)
            }
            return sum / Float(samples)
        }
        let film = FilmDevelopment(
            exposure: 0.92, bloom: 0.17, bloomRadius: 13, saturation: 0.98, contrast: 1.1, vignette: 0.3, grain: 0.009,
            shadowTint: Vector3(-0.006, 0.0, 0.016), highlightTint: Vector3(0.012, 0.003, -0.01))
        return film.develop(light, seed: 9)
    }

    private func look(_ origin: Vector3, _ way: Vector3, _ random: inout RandomGenerator) -> Vector3 {
        guard let hit = scene.intersect(origin, way, from: 0.6, to: 90, steps: 170) else {
            return sky(way) + glow(origin, way, distance: 90)
        }
        let p = origin + way * hit.distance
        let normal = scene.normal(at: p, radius: 0.003 + hit.distance * 0.0006)
        var color: Vector3
        if hit.material == StreetScene.ground {
            color = wetStone(p, way, distance: hit.distance, &random)
        } else {
            color = shade(p, normal, way, hit.material, near: true, &random)
        }
        let air = exp(-hit.distance * 0.012)
        color = color * air + Vector3(0.035, 0.045, 0.085) * (1 - air)
        return color + glow(origin, way, distance: hit.distance)
    }

    /// Cobbles with rounded tops, water in the joints and in shallow puddles.
    private func wetStone(_ p: Vector3, _ way: Vector3, distance: Float, _ random: inout RandomGenerator) -> Vector3 {
        let stone = StreetScene.cobble(Vector2(p.x, p.z))
        let puddle = smoothstep(0.05, 0.3, Noise.fractal(Vector2(p.x * 0.55, p.z * 0.28), octaves: 4, seed: 61) - 0.04)
        let fade = 1 / (1 + distance * 0.05)
        var normal = normalize(Vector3(stone.slope.x * (1 - puddle) * fade, 1, stone.slope.y * (1 - puddle) * fade))
        let ripple = Noise.gradient(Vector2(p.x, p.z) * 9, seed: 5) * 0.006
        normal = normalize(normal + Vector3(ripple, 0, ripple))
        let tone = mix(Vector3(0.075, 0.072, 0.07), Vector3(0.15, 0.135, 0.12), stone.tone)
        let albedo = tone * (1 - 0.6 * puddle) * mix(0.35, 1, stone.crown)
        var color = albedo * lamplight(p + normal * 0.02, normal, shadows: true)
        let rough = mix(0.055, 0.006, puddle)
        var mirrored = normalize(reflect(way, normal) + random.direction() * rough)
        mirrored.y = abs(mirrored.y) + 0.004
        mirrored = normalize(mirrored)
        let fresnel = 0.035 + 0.965 * pow(1 - clamp(-dot(way, normal)), 5)
        color +=
            reflected(p + Vector3(0, 0.01, 0), mirrored, &random) * min(fresnel * mix(0.8, 1.25, puddle) + 0.03, 0.85)
        return color
    }

    private func reflected(_ origin: Vector3, _ way: Vector3, _ random: inout RandomGenerator) -> Vector3 {
        guard let hit = scene.intersect(origin, way, from: 0.04, to: 60, steps: 90, precision: 0.002) else {
            return sky(way)
        }
        let p = origin + way * hit.distance
        if hit.material == StreetScene.ground { return Vector3(0.02, 0.018, 0.018) }
        let normal = scene.normal(at: p, radius: 0.008)
        return shade(p, normal, way, hit.material, near: false, &random) + glow(origin, way, distance: hit.distance)
            * 0.6
    }

    private func shade(
        _ p: Vector3, _ normal: Vector3, _ way: Vector3, _ material: Int, near: Bool, _ random: inout RandomGenerator
    ) -> Vector3 {
        let look = StreetFinish.look(of: material, at: p, normal: normal, way: way, scene: scene)
        guard near || look.emission.x < 1 else { return look.emission }
        let open = near ? scene.openness(at: p, normal: normal, reach: 0.6) : 0.8
        var color =
            look.emission + look.albedo * lamplight(p + normal * 0.02, normal, shadows: near) * (0.35 + 0.65 * open)
        let night = mix(Vector3(0.05, 0.04, 0.05), Vector3(0.07, 0.105, 0.21), 0.5 + 0.5 * normal.y)
        color += look.albedo * night * open
        if look.mirror > 0, near {
            let mirrored = reflect(way, normal)
            let fresnel = look.mirror + (1 - look.mirror) * pow(1 - clamp(-dot(way, normal)), 5)
            color += (sky(mirrored) + Vector3(0.1, 0.055, 0.02)) * fresnel
        }
        return color
    }

    /// Light of the lanterns nearby and of the windows along the street.
    private func lamplight(_ p: Vector3, _ normal: Vector3, shadows: Bool) -> Vector3 {
        var sum: Float = 0
        for lamp in scene.lamps {
            let offset = lamp - p
            let square = dot(offset, offset)
            guard square < 200 else { continue }
            let distance = square.squareRoot()
            let way = offset / distance
            let cosine = dot(normal, way)
            guard cosine > 0 else { continue }
            let strength = 9.5 * cosine / (square + 0.3)
            guard strength > 0.012 else { continue }
            if shadows, square < 90, !scene.sees(p, way, distance: distance - 0.42, steps: 36) { continue }
            sum += strength
        }
        let windows = 0.11 * exp(-abs(p.y - 1) * 0.22) * (0.7 + 0.3 * normal.y)
        return lampColor * (sum + windows)
    }

    /// Light scattered by the damp air, in closed form for each lantern.
    private func glow(_ origin: Vector3, _ way: Vector3, distance: Float) -> Vector3 {
        var sum: Float = 0
        for lamp in scene.lamps {
            let offset = lamp - origin
            let nearest = dot(offset, way)
            let gap = max(dot(offset, offset) - nearest * nearest, 0.004).squareRoot()
            sum += (atan((distance - nearest) / gap) + atan(nearest / gap)) / gap
        }
        return lampColor * (sum * 0.011)
    }

    private func sky(_ way: Vector3) -> Vector3 {
        let y = max(way.y, 0)
        var color = mix(Vector3(0.17, 0.2, 0.32), Vector3(0.035, 0.06, 0.155), smoothstep(0, 0.5, y))
        let plane = Vector2(way.x, way.z) / (y + 0.25)
        let cloud = Noise.fractal(plane * 1.5 + 3, octaves: 6, gain: 0.55, seed: 83)
        color = mix(color, Vector3(0.2, 0.2, 0.28), smoothstep(0, 0.7, cloud) * 0.6)
        let moon = normalize(Vector3(0.16, 0.4, 0.9))
        let angle = acos(clamp(dot(way, moon), -1, 1))
        color += Vector3(0.6, 0.68, 0.85) * (0.5 * exp(-angle * 16) + 0.16 * exp(-angle * 5))
        return mix(color, Vector3(3.2, 3.1, 2.7), smoothstep(0.0215, 0.02, angle))
    }
}
