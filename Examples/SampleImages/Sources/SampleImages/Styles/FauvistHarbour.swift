import Foundation

/// A southern harbour in blunt strokes of pure colour on bare canvas.
struct FauvistHarbour: SamplePicture {
    let name = "style-fauvist-harbour"

    private static let (width, height) = (1536, 1152)

    func render() -> Canvas {
        let harbour = HarbourMotif()
        let scene = Canvas(width: Self.width, height: Self.height) { p, _ in harbour.color(at: p) }
        let edges = OrientationField(scene, smoothing: 10)
        let direction: @Sendable (Vector2) -> Vector2 = { p in
            let edge = edges.edge(at: p)
            let rule = harbour.grain(at: p)
            let way = dot(edge.direction, rule) < 0 ? -edge.direction : edge.direction
            return normalize(mix(rule, way, edge.certainty * 0.85))
        }
        let planner = StrokePlanner(reference: scene, direction: direction) { color, random in
            // The painter exaggerates: now and then a stroke jumps to a neighbouring hue.
            let grey = Vector3(repeating: luminance(color))
            let roll = random.unit()
            if roll < 0.08 { return clamp(Vector3(color.z, color.x, color.y) * 0.6 + color * 0.4) }
            if roll < 0.16 { return clamp(Vector3(color.y, color.z, color.x) * 0.5 + color * 0.5) }
            return clamp(grey + (color - grey) * 1.18)
        }
        var surface = PaintSurface(width: Self.width, height: Self.height) { p in
            hex(0xEADBC0) * (0.97 + 0.04 * Noise.gradient(p * 0.1))
        }
        typealias Layer = StrokePlanner.Layer
        let layers = [
            Layer(
                radius: 19, spacing: 1.55, length: 4.2, threshold: 0, tolerance: 0.24, thickness: 2.2, dryness: 0.45,
                bristles: 12, jitter: 0.05, hueJitter: 0.05),
            Layer(
                radius: 12, spacing: 1.75, length: 4.4, threshold: 0.1, tolerance: 0.22, thickness: 2.8, dryness: 0.35,
                bristles: 10, jitter: 0.05, hueJitter: 0.05),
            Layer(
                radius: 6.5, spacing: 1.6, length: 6, threshold: 0.17, tolerance: 0.2, thickness: 2.4, dryness: 0.2,
                jitter: 0.03, hueJitter: 0.03),
            Layer(
                radius: 3.4, spacing: 1.5, length: 10, threshold: 0.24, tolerance: 0.2, thickness: 1.6, dryness: 0.1,
                jitter: 0.02, hueJitter: 0.02),
        ]
        for (number, layer) in layers.enumerated() { planner.paint(layer, on: &surface, seed: UInt64(120 + number)) }
        return surface.lit(relief: 0.9, gloss: 0.22, weave: 0.35).downsampled(by: 2)
    }
}
