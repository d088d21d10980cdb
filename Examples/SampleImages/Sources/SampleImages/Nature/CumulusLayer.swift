import Foundation

/// Fair-weather clouds: a slab of noise marched along the view ray. Units: kilometres.
struct CumulusLayer: Sendable {
    var bottom: Float = 1.1
    var top: Float = 2.1
    /// How much of the sky is covered, about [0, 1].
    var cover: Float = 0.45
    var sun: Vector3
    var sunColor: Vector3
    var skyColor: Vector3
    var seed: UInt32 = 1

    private func density(_ p: Vector3, octaves: Int) -> Float {
        let h = (p.y - bottom) / (top - bottom)
        guard h > 0, h < 1 else { return 0 }
        let profile = smoothstep(0, 0.12, h) * smoothstep(1, 0.35, h)
        let wide = Noise.fractal(Vector2(p.x, p.z) * 0.3, octaves: 2, seed: seed &+ 9)
        let shape = Noise.fractal(p * 1.35, octaves: octaves, gain: 0.5, seed: seed)
        return max(0, shape * 0.75 + wide * 0.65 + cover - 0.85 + profile * 0.42 - 0.35 * h) * profile * 7
    }

    /// Light of the clouds along a ray and what they let through.
    func march(_ origin: Vector3, _ way: Vector3, _ random: inout RandomGenerator) -> (
        light: Vector3, transmission: Float
    ) {
        guard way.y > 0.012 else { return (.zero, 1) }
        let near = (bottom - origin.y) / way.y
        let far = min((top - origin.y) / way.y, near + 9)
        let steps = 44
        let stride = (far - near) / Float(steps)
        var t = near + stride * random.unit()
        var (light, transmission) = (Vector3.zero, Float(1))
        let angle = dot(way, sun)
        let phase = 0.65 + 0.9 * pow(max(angle, 0), 8) + 0.2 * angle
        for _ in 0..<steps {
            let p = origin + way * t
            let amount = density(p, octaves: 5)
            if amount > 0.002 {
                var thickness: Float = 0
                for step in 1...4 { thickness += density(p + sun * (0.075 * Float(step)), octaves: 3) * 0.075 }
                let h = clamp((p.y - bottom) / (top - bottom))
                let direct = exp(-thickness * 3.2) * 0.85 + exp(-thickness * 0.7) * 0.25
                let color = sunColor * (direct * phase) + skyColor * (0.35 + 0.65 * h)
                let pass = exp(-amount * stride * 3.4)
                light += color * (transmission * (1 - pass))
                transmission *= pass
                if transmission < 0.02 { break }
            }
            t += stride
        }
        // Far clouds sink into the haze.
        let haze = exp(-near * 0.075)
        return (light * haze, 1 - (1 - transmission) * haze)
    }
}
