import Foundation

/// Farmland seen from above: plots with crops, rows, tracks and hedges. Units: metres.
enum FieldPattern {
    /// A plot of land.
    struct Plot {
        var identifier: UInt32
        /// Distance to the plot's edge.
        var margin: Float
    }

    static func plot(_ p: Vector2) -> Plot {
        let bend =
            Vector2(Noise.fractal(p / 420, octaves: 3, seed: 61), Noise.fractal(p / 420, octaves: 3, seed: 67)) * 46
        let q = rotate(p + bend, by: 0.42) / Vector2(118, 190)
        let cell = Noise.cellular(q, jitter: 0.82, seed: 71)
        return Plot(identifier: cell.identifier, margin: (cell.second - cell.nearest) * 68)
    }

    /// Linear reflectance of the ground.
    static func albedo(_ p: Vector2, footprint: Float) -> Vector3 {
        let plot = plot(p)
        let id = plot.identifier
        let angle = Float(id & 255) / 255 * .pi
        let way = Vector2(cos(angle), sin(angle))
        let across = dot(p, way) + 1.2 * Noise.gradient(p / 40, seed: 3)
        let kind = (id >> 8) % 12
        let crops: [(light: Vector3, dark: Vector3, pitch: Float)] = [
            (Vector3(0.2, 0.085, 0.36), Vector3(0.075, 0.1, 0.06), 3.4),
            (Vector3(0.58, 0.4, 0.13), Vector3(0.44, 0.29, 0.09), 6),
            (Vector3(0.14, 0.25, 0.055), Vector3(0.1, 0.19, 0.045), 9),
            (Vector3(0.68, 0.5, 0.03), Vector3(0.5, 0.4, 0.04), 8),
            (Vector3(0.25, 0.15, 0.095), Vector3(0.16, 0.095, 0.06), 3.6),
            (Vector3(0.1, 0.2, 0.05), Vector3(0.06, 0.12, 0.035), 5),
            (Vector3(0.36, 0.36, 0.12), Vector3(0.27, 0.29, 0.09), 7),
            (Vector3(0.16, 0.24, 0.07), Vector3(0.11, 0.17, 0.05), 3.2),
            (Vector3(0.62, 0.46, 0.2), Vector3(0.5, 0.35, 0.14), 5),
            (Vector3(0.19, 0.3, 0.07), Vector3(0.13, 0.22, 0.05), 10),
            (Vector3(0.09, 0.17, 0.05), Vector3(0.05, 0.1, 0.03), 4.4),
            (Vector3(0.5, 0.2, 0.1), Vector3(0.2, 0.2, 0.07), 4),
        ]
        let crop = crops[Int(kind)]
        // Rows fade to their mean where they are finer than a pixel.
        let sharp = clamp(1.2 - footprint * 3 / crop.pitch)
        let row = 0.5 + 0.5 * sin(across * 2 * .pi / crop.pitch)
        let wheel = smoothstep(0.9, 0.3, abs(fraction(across / 26) * 26 - 13 - 1) * 1) * clamp(1.4 - footprint * 1.2)
        let patch = Noise.fractal(p / 36, octaves: 5, gain: 0.6, seed: 5)
        let grain = Noise.fractal(p / 2.6, octaves: 3, gain: 0.6, seed: 6) * clamp(1.3 - footprint * 0.5)
        var color = mix(crop.dark, crop.light, mix(0.62, smoothstep(0.2, 0.75, row + grain * 0.25), sharp))
        color *= 0.8 + 0.3 * patch + 0.18 * grain
        color = mix(color, crop.dark * 0.75, wheel * 0.55)
        let verge = smoothstep(5.5, 3.2, plot.margin)
        color = mix(color, Vector3(0.1, 0.16, 0.045) * (1 + 0.4 * patch), verge)
        let track = smoothstep(1.7, 1.0, plot.margin) * Float((id >> 16) % 3 == 0 ? 1 : 0.2)
        return mix(color, Vector3(0.5, 0.42, 0.31), track)
    }
}
