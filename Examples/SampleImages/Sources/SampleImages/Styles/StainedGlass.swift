import Foundation

/// A window of coloured glass: sunrise over hills and a river, irises in front.
struct StainedGlass: SamplePicture {
    let name = "style-stained-glass"

    private static let (width, height) = (1536, 1152)
    private let design = GlassDesign()

    func render() -> Canvas {
        let (width, height) = (Self.width, Self.height)
        let glow = Canvas(width: width, height: height) { p, _ in
            let pane = design.pane(at: p)
            let lead = smoothstep(3.2, 5.2, pane.margin)
            return glass(p, pane) * lead
        }
        let near = glow.blurred(sigma: 7)
        let wide = glow.blurred(sigma: 42)
        let lit = Canvas(width: width, height: height) { p, _ in
            let pane = design.pane(at: p)
            let light = glow.nearest(p) + near.nearest(p) * 0.16 + wide.nearest(p) * 0.14
            let body = smoothstep(5.4, 3.6, pane.margin)
            return mix(light, came(p, pane.margin, near.nearest(p)), body)
        }
        let film = FilmDevelopment(
            exposure: 0.95, bloom: 0.1, bloomRadius: 16, saturation: 1.12, contrast: 1.06, vignette: 0.35, grain: 0.004)
        return film.develop(lit.downsampled(by: 2), seed: 5)
    }

    /// Light through a pane: streaks and seeds in the glass, its own hue drift, paler where it is thin.
    private func glass(_ p: Vector2, _ pane: GlassDesign.Pane) -> Vector3 {
        var random = RandomGenerator(seed: UInt64(pane.identifier))
        let turn = random.unit() * .pi
        let q = rotate(p, by: turn)
        let ripple = Noise.fractal(Vector2(q.x * 0.006, q.y * 0.035), octaves: 4, seed: pane.identifier)
        let hammer = Noise.gradient(p * 0.075, seed: pane.identifier &+ 3) + 0.5 * Noise.gradient(p * 0.17, seed: 9)
        let tone = random.uniform(0.78, 1.18)
        let drift = Vector3(random.signed(), random.signed(), random.signed()) * 0.07
        var color = clamp(pow(clamp(pane.color + drift), 2.2), 0.004, 1)
        // Thicker glass filters more than once.
        let thickness = 1 + 0.55 * ripple + 0.22 * hammer
        color = Vector3(pow(color.x, thickness), pow(color.y, thickness), pow(color.z, thickness)) * (tone * 1.5)
        let slope =
            Noise.gradient((p + Vector2(2, 2)) * 0.075, seed: pane.identifier &+ 3)
            - Noise.gradient(p * 0.075, seed: pane.identifier &+ 3)
        color *= 1 + slope * 2.6
        let bubble = Noise.cellular(p / 44, seed: 77)
        let ring = bubble.nearest * 44
        let present: Float = bubble.identifier % 3 == 0 ? 1 : 0
        color *= 1 + present * (0.5 * smoothstep(2.6, 1.2, ring) - 0.35 * smoothstep(1.6, 0.8, abs(ring - 3.2)))
        // Old dirt gathers along the lead.
        color *= 0.5 + 0.5 * smoothstep(3, 20, pane.margin + 3 * hammer)
        let sky = length(p - Vector2(768, 430)) / 900
        return color * mix(1.5, 0.62, smoothstep(0, 1, sky))
    }

    /// The lead strip: a rounded dark metal with a faint gleam.
    private func came(_ p: Vector2, _ margin: Float, _ spill: Vector3) -> Vector3 {
        let crown = 1 - clamp(margin / 5)
        let mottle = 0.7 + 0.5 * Noise.fractal(p * 0.12, octaves: 3, seed: 31)
        return Vector3(0.012, 0.012, 0.015) + Vector3(0.05, 0.052, 0.06) * (pow(crown, 3) * mottle) + spill * 0.05
    }
}
