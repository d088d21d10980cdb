import Foundation

/// A night sky of whirling light over a sleeping village, in thick directional strokes.
struct NightSwirls: SamplePicture {
    let name = "style-night-swirls"

    private struct Vortex {
        var center: Vector2
        var radius: Float
        var spin: Float
    }

    private struct Star {
        var center: Vector2
        var size: Float
        var color: Vector3
    }

    private static let width = 1536
    private static let height = 1152

    private let vortices = [
        Vortex(center: Vector2(690, 400), radius: 215, spin: 1),
        Vortex(center: Vector2(985, 520), radius: 135, spin: -1),
        Vortex(center: Vector2(330, 620), radius: 120, spin: -0.8),
        Vortex(center: Vector2(1230, 330), radius: 110, spin: 0.7),
    ]

    private let stars = [
        Star(center: Vector2(1330, 190), size: 74, color: hex(0xFFD65A)),
        Star(center: Vector2(150, 130), size: 34, color: hex(0xFFF0A8)),
        Star(center: Vector2(430, 110), size: 26, color: hex(0xFFE9A0)),
        Star(center: Vector2(640, 90), size: 20, color: hex(0xFDF6C8)),
        Star(center: Vector2(930, 150), size: 34, color: hex(0xFFE48A)),
        Star(center: Vector2(1130, 110), size: 22, color: hex(0xFFF3B8)),
        Star(center: Vector2(1420, 480), size: 30, color: hex(0xFFE9A0)),
        Star(center: Vector2(520, 250), size: 20, color: hex(0xFFF3C4)),
        Star(center: Vector2(1180, 590), size: 26, color: hex(0xFFE08A)),
        Star(center: Vector2(860, 300), size: 17, color: hex(0xFFF3C4)),
        Star(center: Vector2(80, 420), size: 24, color: hex(0xFFEDB0)),
        Star(center: Vector2(470, 470), size: 18, color: hex(0xFFF3C4)),
    ]

    func render() -> Canvas {
        let village = NightVillage(width: Float(Self.width), height: Float(Self.height))
        let scene = Canvas(width: Self.width, height: Self.height) { p, _ in
            village.color(at: p) ?? sky(p)
        }
        let edges = OrientationField(scene, smoothing: 6)
        let direction: @Sendable (Vector2) -> Vector2 = { p in
            if let grain = village.grain(at: p) {
                let edge = edges.edge(at: p)
                let way = dot(edge.direction, grain) < 0 ? -edge.direction : edge.direction
                return normalize(mix(grain, way, edge.certainty * 0.7))
            }
            return flow(p)
        }
        let planner = StrokePlanner(reference: scene, direction: direction)
        var surface = PaintSurface(width: Self.width, height: Self.height) { p in
            hex(0x1B2447) * (0.9 + 0.1 * Noise.gradient(p * 0.05))
        }
        typealias Layer = StrokePlanner.Layer
        let layers = [
            Layer(radius: 17, spacing: 1.15, length: 9, threshold: 0, tolerance: 0.3, thickness: 2, jitter: 0.035),
            Layer(
                radius: 10, spacing: 1.5, length: 13, threshold: 0.03, tolerance: 0.16, thickness: 3, dryness: 0.3,
                jitter: 0.045),
            Layer(
                radius: 7, spacing: 1.7, length: 14, threshold: 0.03, tolerance: 0.14, thickness: 3, dryness: 0.35,
                jitter: 0.06),
            Layer(radius: 4, spacing: 1.5, length: 12, threshold: 0.11, tolerance: 0.14, thickness: 2.4, jitter: 0.05),
        ]
        for (index, layer) in layers.enumerated() {
            planner.paint(layer, on: &surface, seed: UInt64(40 + index))
        }
        return surface.lit(relief: 0.95, gloss: 0.3, weave: 0.12).downsampled(by: 2)
    }

    /// Unit direction of the air: a drift to the right bent around the whirls and rings around the stars.
    private func flow(_ p: Vector2) -> Vector2 {
        var wind = Vector2(1, 0.22 * sin(p.x * 0.0047 + p.y * 0.003) + 0.35 * Noise.gradient(p * 0.0035, seed: 3))
        for vortex in vortices {
            let offset = p - vortex.center
            let distance = length(offset) / vortex.radius
            let weight = exp(-distance * distance * 0.9) * 5
            // A little inflow turns the circles into spirals.
            let around = perpendicular(offset) * vortex.spin - offset * 0.16
            wind += normalize(around) * weight
        }
        for star in stars {
            let offset = p - star.center
            let distance = length(offset) / (star.size * 2.1)
            wind += normalize(perpendicular(offset)) * exp(-distance * distance) * 6
        }
        return normalize(wind)
    }

    private func sky(_ p: Vector2) -> Vector3 {
        // Bands advected along the flow: follow it upstream, then read a noise that varies across it.
        var q = p
        for _ in 0..<13 { q -= flow(q) * 18 }
        let bands = Noise.fractal(q * 0.011, octaves: 3, seed: 9)
        let broad = Noise.gradient(q * 0.0045, seed: 12)
        let fall = p.y / Float(Self.height)
        var color = mix(hex(0x16246B), hex(0x2F5BA8), clamp(0.35 + fall * 0.7 + broad * 0.5))
        color = mix(color, hex(0x0E1747), smoothstep(0.05, -0.7, bands))
        color = mix(color, hex(0x8FB8D8), smoothstep(0.12, 0.75, bands) * 0.85)
        color = mix(color, hex(0x3E8A9A), smoothstep(0.2, 0.7, broad) * 0.5)
        color = mix(color, hex(0xC9D8B8), smoothstep(0.42, 0.75, fall + bands * 0.06) * 0.75)
        for vortex in vortices {
            let offset = p - vortex.center
            let distance = length(offset) / vortex.radius
            let arm = sin(atan2(offset.y, offset.x) * 2 * vortex.spin.sign1 + log(distance + 0.06) * 5.5)
            let light = exp(-distance * distance * 1.3)
            color = mix(color, hex(0xD8E6DC), light * smoothstep(-0.2, 0.9, arm) * 0.85)
            color = mix(color, hex(0x1A3A86), light * smoothstep(0.3, 1, -arm) * 0.7)
            color = mix(color, hex(0xF5E9B0), exp(-distance * distance * 14) * 0.7)
        }
        for star in stars {
            let distance = length(p - star.center) / star.size
            let ring = 0.5 + 0.5 * sin(distance * 5.2)
            color = mix(color, hex(0xF0DC8C), exp(-distance * distance * 0.28) * (0.35 + 0.5 * ring))
            color = mix(color, star.color, smoothstep(1.15, 0.6, distance))
            color = mix(color, hex(0xFFFBE2), smoothstep(0.5, 0.1, distance) * 0.8)
        }
        // The crescent's dark bite.
        let bite = length(p - stars[0].center - Vector2(-26, -16)) / 52
        color = mix(color, hex(0xE89A2C), smoothstep(1.05, 0.85, bite) * 0.9)
        return color
    }
}

extension Float {
    /// +1 or -1.
    fileprivate var sign1: Float { self < 0 ? -1 : 1 }
}
