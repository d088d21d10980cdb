import Foundation

/// A breaking wave, boats and a snowy peak, cut in wood and printed in five inks.
struct WoodblockWave: SamplePicture {
    let name = "style-woodblock-wave"

    private static let (width, height) = (1536, 1024)

    func render() -> Canvas {
        let print = WaveDesign()
        let plain = Canvas(width: Self.width, height: Self.height) { p, _ in
            // The blocks are cut by hand: every edge trembles a little.
            let tremble = Vector2(Noise.gradient(p * 0.03, seed: 3), Noise.gradient(p * 0.03, seed: 4)) * 1.6
            let area = print.area(at: p + tremble)
            var color = area.ink
            // The grain of the block shows in flat ink.
            let warp = Noise.fractal(Vector2(p.x * 0.0016, p.y * 0.006), octaves: 3, seed: 8) * 5
            let rings = sin((p.y * 0.055 + warp * 6 + Noise.gradient(p * 0.004, seed: 6) * 4) * 2)
            let grain = 0.6 * rings + Noise.fractal(Vector2(p.x * 0.006, p.y * 0.22), octaves: 3, seed: 10)
            let mottle = Noise.fractal(p * 0.09, octaves: 4, gain: 0.65, seed: 12)
            let paper = Self.paper(p)
            let load = clamp(area.coverage * (0.9 + 0.055 * grain + 0.07 * mottle))
            color = paper * mix(Vector3.one, color / hex(0xF1E6CC), load)
            // The key block in dark blue, slightly out of register.
            let line = print.area(at: p + tremble + Vector2(1.5, -1)).line
            let wear = smoothstep(-0.75, -0.35, Noise.fractal(p * 0.12, octaves: 3, seed: 14))
            return mix(color, paper * hex(0x24345A), line * (0.72 + 0.25 * wear))
        }
        return plain.downsampled(by: 2)
    }

    /// Warm mulberry paper with long fibres and a faint laid pattern.
    private static func paper(_ p: Vector2) -> Vector3 {
        let fibre = Noise.fractal(Vector2(p.x * 0.05 + Noise.gradient(p * 0.01) * 3, p.y * 0.012), octaves: 4, seed: 16)
        let speck = Noise.fractal(p * 0.35, octaves: 2, seed: 18)
        let age = Noise.fractal(p * 0.0022, octaves: 3, seed: 20)
        let laid = sin(p.x * 0.42) * 0.006
        return hex(0xF1E6CC) * (1 + 0.022 * fibre + 0.018 * speck + 0.035 * age + laid)
    }
}
