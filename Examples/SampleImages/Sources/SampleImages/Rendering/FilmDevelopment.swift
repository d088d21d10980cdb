import Foundation

/// From scene-linear light to a display picture: bloom, exposure, filmic curve, grading, vignette and grain.
struct FilmDevelopment: Sendable {
    var exposure: Float = 1
    /// Share of light scattered into a wide halo.
    var bloom: Float = 0.06
    var bloomRadius: Float = 14
    var saturation: Float = 1.05
    var contrast: Float = 1.05
    var vignette: Float = 0.25
    /// Standard deviation of the grain in display values.
    var grain: Float = 0.012
    /// Tints added in the shadows and the highlights (split toning).
    var shadowTint = Vector3(0, 0, 0)
    var highlightTint = Vector3(0, 0, 0)

    func develop(_ scene: Canvas, seed: UInt64) -> Canvas {
        let near = scene.blurred(sigma: bloomRadius * 0.3)
        let halo = scene.blurred(sigma: bloomRadius)
        let wide = scene.blurred(sigma: bloomRadius * 3)
        let size = Vector2(Float(scene.width), Float(scene.height))
        return Canvas(width: scene.width, height: scene.height, seed: seed) { p, random in
            let glow = near.nearest(p) * 0.4 + halo.nearest(p) * 0.35 + wide.nearest(p) * 0.25
            var light = mix(scene.nearest(p), glow, bloom) * exposure
            let q = (p - size * 0.5) / length(size) * 2
            light *= 1 - vignette * smoothstep(0.25, 1.1, dot(q, q) + 0.15 * length(q))
            var color = Self.display(light)
            let grey = luminance(color)
            color = Vector3(repeating: grey) + (color - grey) * saturation
            color = (color - 0.5) * contrast + 0.5
            color += shadowTint * smoothstep(0.55, 0, grey) + highlightTint * smoothstep(0.45, 1, grey)
            let noise = random.normal()
            let chroma = Vector3(random.normal(), random.normal(), random.normal())
            color += (Vector3(repeating: noise) + chroma * 0.35) * grain * (1.15 - 0.7 * grey)
            return clamp(color)
        }
    }

    /// Filmic curve (a rational fit with toe and shoulder), then the sRGB transfer function.
    static func display(_ light: Vector3) -> Vector3 {
        let x = clamp(light, 0, 1000) * 0.8
        let mapped = (x * (x * 2.51 + 0.03)) / (x * (x * 2.43 + 0.59) + 0.14)
        return encode(clamp(mapped))
    }

    /// The sRGB transfer function.
    static func encode(_ c: Vector3) -> Vector3 {
        func channel(_ v: Float) -> Float { v <= 0.003_130_8 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055 }
        return Vector3(channel(c.x), channel(c.y), channel(c.z))
    }
}
