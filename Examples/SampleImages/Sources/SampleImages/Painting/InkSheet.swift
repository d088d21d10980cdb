import Dispatch
import Foundation

/// Absorbent paper that gathers ink: an optical density for each pixel.
struct InkSheet: Sendable {
    let width: Int
    let height: Int
    private var density: [Float]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        density = [Float](repeating: 0, count: width * height)
    }

    /// Adds a density given for each position.
    mutating func wash(_ amount: @Sendable (Vector2) -> Float) {
        let added = ParallelRows.map(width: width, height: height, seed: 1) { x, y, _ in
            amount(Vector2(Float(x) + 0.5, Float(y) + 0.5))
        }
        // Ink settles over dry ink; where a nearer range passes, it covers the mist of the one behind.
        for index in density.indices {
            density[index] = density[index] * (1 - 0.4 * min(added[index], 1)) + added[index]
        }
    }

    /// One stroke of a wet brush.
    ///
    /// - Parameters:
    ///   - width: half-width in pixels at a share of the length.
    ///   - ink: density of the ink; 1 is black.
    ///   - dryness: how much the bristles leave blank ("flying white").
    ///   - hollow: how much paler the middle is than the edges.
    mutating func stroke(
        _ path: [Vector2], width half: (Float) -> Float, ink: Float, dryness: Float, hollow: Float = 0, seed: UInt32
    ) {
        let widest = (0...20).map { half(Float($0) / 20) }.max() ?? 1
        let margin = widest + 6
        let (xs, ys) = (path.map(\.x), path.map(\.y))
        let left = max(0, Int((xs.min() ?? 0) - margin))
        let right = min(width - 1, Int((xs.max() ?? 0) + margin))
        let top = max(0, Int((ys.min() ?? 0) - margin))
        let bottom = min(height - 1, Int((ys.max() ?? 0) + margin))
        guard left <= right, top <= bottom else { return }
        let total = zip(path, path.dropFirst()).reduce(Float(0)) { $0 + length($1.1 - $1.0) }
        for y in top...bottom {
            for x in left...right {
                let p = Vector2(Float(x) + 0.5, Float(y) + 0.5)
                let near = Curve.nearest(p, on: path)
                let reach = half(near.along)
                // Ink creeps into the fibres at the edge.
                let creep = 1.3 * Noise.gradient(p * 0.16, seed: 3) + 0.8 * Noise.gradient(p * 0.45, seed: 4)
                let d = near.distance - reach + creep * min(reach * 0.2, 1)
                guard d < 2.5, reach > 0.2 else { continue }
                let across = side(p, path, near.along) * near.distance / max(reach, 0.5)
                let streak =
                    Noise.gradient(Vector2(across * 5.5, near.along * total * 0.006), seed: seed) + 0.5
                    * Noise.gradient(Vector2(across * 13, near.along * total * 0.012), seed: seed &+ 9)
                let blank = smoothstep(0.62 - dryness * 0.75, 0.95 - dryness * 0.6, streak + 0.28 * near.along)
                let rim = exp(-pow((d + 2.2) / 2.4, 2)) * 0.3
                let middle = 1 - hollow * smoothstep(1, 0.1, abs(across + 0.25))
                let pool = 0.86 + 0.24 * Noise.fractal(p * 0.013, octaves: 3, seed: seed &+ 2) + 0.12 * near.along
                let amount = ink * smoothstep(1.2, -1.2, d) * (middle * pool + rim) * (1 - 0.85 * blank)
                let index = y * width + x
                density[index] = max(density[index] + amount * 0.35, density[index] * 0.55 + amount)
            }
        }
    }

    private func side(_ p: Vector2, _ path: [Vector2], _ along: Float) -> Float {
        let index = min(Int(along * Float(path.count - 1)), path.count - 2)
        let edge = path[index + 1] - path[index]
        let offset = p - path[index]
        return edge.x * offset.y > edge.y * offset.x ? 1 : -1
    }

    /// The finished sheet: fibres, granulated pigment and a red seal with its corner at `seal`.
    func developed(seal: Vector2) -> Canvas {
        Canvas(width: width, height: height) { p, _ in
            let fibre = Noise.fractal(
                Vector2(p.x * 0.02 + 2 * Noise.gradient(p * 0.006), p.y * 0.07), octaves: 4, seed: 41)
            let tooth = Noise.fractal(p * 0.3, octaves: 3, gain: 0.7, seed: 43)
            let age = Noise.fractal(p * 0.0018, octaves: 3, seed: 45)
            let paper = hex(0xEFE7D3) * (1 + 0.02 * fibre + 0.02 * tooth + 0.03 * age)
            let ink = density[Int(p.y) * width + Int(p.x)]
            let grain = 1 + 0.2 * tooth + 0.1 * fibre
            let black = exp(Vector3(1.75, 1.7, 1.6) * -(ink * grain * 1.25))
            var color = paper * black
            let stamp = Self.seal(p - seal) * smoothstep(-0.5, 0.1, tooth + 0.35)
            color = mix(color, hex(0xB5321F) * (0.95 + 0.1 * tooth), stamp * 0.92)
            return clamp(color)
        }
    }

    /// A square seal with four carved signs, white on red.
    private static func seal(_ q: Vector2) -> Float {
        let size: Float = 84
        let wobble = 1.5 * Noise.gradient(q * 0.08, seed: 7)
        guard q.x > wobble, q.y > wobble, q.x < size + wobble, q.y < size - wobble else { return 0 }
        if min(min(q.x, size - q.x), min(q.y, size - q.y)) < 5 { return 1 }
        let cell = Vector2(fraction((q.x - 5) / 37) * 37, fraction((q.y - 5) / 37) * 37)
        let which = (q.x > size / 2 ? 1 : 0) + (q.y > size / 2 ? 2 : 0)
        let bars: [[(Float, Float, Float, Float)]] = [
            [(6, 8, 31, 12), (17, 4, 21, 33), (6, 19, 31, 23), (5, 29, 32, 33)],
            [(6, 5, 10, 33), (27, 5, 31, 33), (6, 5, 31, 9), (13, 16, 24, 20), (6, 29, 31, 33)],
            [(5, 6, 32, 10), (10, 10, 14, 32), (23, 10, 27, 32), (14, 19, 23, 23)],
            [(17, 4, 21, 20), (6, 12, 31, 16), (8, 22, 12, 33), (25, 22, 29, 33), (8, 22, 29, 26)],
        ]
        for bar in bars[which] where cell.x > bar.0 && cell.y > bar.1 && cell.x < bar.2 && cell.y < bar.3 { return 0 }
        return 1
    }
}
