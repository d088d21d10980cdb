import Foundation

/// A river afternoon in dots of pure and complementary colours.
struct Pointillism: SamplePicture {
    let name = "style-pointillism"

    private static let (width, height) = (1536, 1024)

    func render() -> Canvas {
        let afternoon = RiverAfternoon()
        let scene = Canvas(width: Self.width, height: Self.height) { p, _ in afternoon.color(at: p) }
        var surface = PaintSurface(width: Self.width, height: Self.height) { p in
            mix(hex(0xE9DFC6), scene.nearest(p), 0.45) + 0.03 * Noise.gradient(p * 0.2)
        }
        let soft = scene.blurred(sigma: 2)
        // Small dots only where the motif has edges.
        let coarse = scene.blurred(sigma: 9)
        let passes: [(radius: Float, spacing: Float, vivid: Float, contrary: Float)] = [
            (15, 0.95, 0.07, 0.06), (13, 1.1, 0.1, 0.12), (11, 1.3, 0.12, 0.12), (7.5, 1.15, 0.1, 0.05),
        ]
        for (index, pass) in passes.enumerated() {
            var random = RandomGenerator(seed: UInt64(60 + index))
            var dots: [BrushStroke] = []
            let pitch = pass.radius * pass.spacing
            for row in 0...Int(Float(Self.height) / pitch) {
                for column in 0...Int(Float(Self.width) / pitch) {
                    let jitter = Vector2(random.signed(), random.signed()) * 0.55
                    let p = (Vector2(Float(column), Float(row)) + jitter) * pitch
                    guard pass.radius > 8 || length(soft.nearest(p) - coarse.nearest(p)) > 0.1 else { continue }
                    let color = Self.divided(soft.nearest(p), vivid: pass.vivid, contrary: pass.contrary, &random)
                    let way = rotate(Vector2(1, 0), by: random.unit() * .pi)
                    let stretch = pass.radius * random.uniform(0.05, 0.4)
                    dots.append(
                        BrushStroke(
                            path: [p - way * stretch, p + way * stretch],
                            radius: pass.radius * random.uniform(0.62, 0.9),
                            color: color, streak: Vector3(repeating: 0.015), thickness: 1.5, dryness: 0, bristles: 2,
                            taper: 0, seed: UInt32(truncatingIfNeeded: random.next())))
                }
            }
            dots.shuffle(using: &random)
            surface.paint(dots)
        }
        return surface.lit(relief: 0.6, gloss: 0.12, weave: 0.2).downsampled(by: 2)
    }

    /// One of the pure colours that mix in the eye to `color`.
    private static func divided(
        _ color: Vector3, vivid: Float, contrary: Float, _ random: inout RandomGenerator
    ) -> Vector3 {
        let grey = Vector3(repeating: luminance(color))
        var chroma = color - grey
        if random.unit() < contrary {
            // The complement: orange in blue shade, violet in yellow light.
            let value = grey * random.uniform(0.85, 1.2) + 0.06
            return clamp(value - chroma * 1.1 + hue(random.unit()) * vivid * 0.6)
        }
        chroma *= 1.12
        return clamp(grey + chroma + hue(random.unit()) * vivid + random.normal() * 0.035)
    }

    /// A colour offset of zero mean at a position on the hue circle.
    private static func hue(_ t: Float) -> Vector3 {
        let a = t * 2 * .pi
        return Vector3(cos(a), cos(a - 2.094), cos(a + 2.094)) * 0.7
    }
}
