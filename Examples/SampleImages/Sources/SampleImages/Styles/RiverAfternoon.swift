import Foundation

/// Strollers on a lawn by a river with sails: the motif of the pointillist picture, 1536 × 1024.
struct RiverAfternoon: Sendable {
    private struct Shape {
        var outline: Outline
        var light: UInt32
        var shade: UInt32
    }

    private var shapes: [Shape] = []
    private let sails: [(x: Float, base: Float, size: Float)] = [
        (250, 430, 92), (430, 402, 56), (900, 415, 70), (640, 392, 34), (1010, 396, 40),
    ]

    init() {
        addWoman(at: Vector2(1060, 880), scale: 1.25, dress: 0x6B4E9E, shade: 0x2E2A66, parasol: 0xE8623A, flip: 1)
        addMan(at: Vector2(1215, 884), scale: 1.22)
        addWoman(at: Vector2(430, 760), scale: 0.8, dress: 0xE7D9D2, shade: 0x9A92C4, parasol: 0xD8483C, flip: -1)
        addChild(at: Vector2(512, 768), scale: 0.8)
        addWoman(at: Vector2(730, 650), scale: 0.5, dress: 0xD87A3C, shade: 0x8A4A5A, parasol: 0xF0E0B8, flip: 1)
        addSitting(at: Vector2(270, 905), scale: 1.2)
        addMan(at: Vector2(815, 652), scale: 0.48)
    }

    private mutating func add(
        _ points: [(Float, Float)], at foot: Vector2, _ scale: Float, flip: Float, _ light: UInt32, _ shade: UInt32
    ) {
        let knots = points.map { foot + Vector2($0.0 * flip, -$0.1) * scale }
        shapes.append(Shape(outline: .smooth(knots, segments: 5), light: light, shade: shade))
    }

    private mutating func addWoman(
        at p: Vector2, scale: Float, dress: UInt32, shade: UInt32, parasol: UInt32, flip: Float
    ) {
        add(
            [(-52, 0), (-46, 60), (-58, 110), (-20, 128), (12, 122), (26, 60), (38, 0)], at: p, scale, flip: flip,
            dress, shade)
        add(
            [(-16, 118), (-20, 160), (-12, 190), (12, 190), (20, 160), (14, 118)], at: p, scale, flip: flip, dress,
            shade)
        add([(10, 180), (44, 150), (50, 160), (18, 192)], at: p, scale, flip: flip, dress, shade)
        add([(-11, 196), (-12, 216), (0, 226), (12, 216), (11, 196)], at: p, scale, flip: flip, 0xE8B48C, 0xA8705E)
        add([(-18, 214), (-12, 234), (12, 236), (20, 216), (0, 222)], at: p, scale, flip: flip, 0x4A2E5A, 0x2A1A3A)
        add([(46, 150), (50, 150), (56, 262), (52, 262)], at: p, scale, flip: flip, 0x5A3A2A, 0x3A2A2A)
        add(
            [(-30, 246), (0, 276), (52, 292), (104, 274), (136, 242), (96, 254), (52, 258), (10, 254)], at: p, scale,
            flip: flip, parasol, 0x8A3A5E)
    }

    private mutating func addMan(at p: Vector2, scale: Float) {
        add(
            [(-22, 0), (-24, 100), (0, 108), (22, 100), (20, 0), (4, 0), (0, 70), (-6, 0)], at: p, scale, flip: 1,
            0x4A5A8C, 0x23264E)
        add(
            [(-26, 90), (-28, 170), (-10, 192), (12, 192), (28, 168), (26, 88)], at: p, scale, flip: 1, 0x39406E,
            0x1C1C44)
        add([(-10, 196), (-11, 216), (0, 224), (11, 216), (10, 196)], at: p, scale, flip: 1, 0xE0A880, 0x9A6656)
        add([(-22, 218), (22, 218), (22, 224), (-22, 224)], at: p, scale, flip: 1, 0x2A2A4A, 0x1A1A34)
        add([(-13, 222), (-14, 256), (14, 256), (13, 222)], at: p, scale, flip: 1, 0x2E2E52, 0x1A1A34)
        add([(36, 0), (39, 0), (34, 110), (30, 110)], at: p, scale, flip: 1, 0x6A4630, 0x4A3030)
    }

    private mutating func addChild(at p: Vector2, scale: Float) {
        add([(-28, 0), (-12, 84), (12, 84), (26, 0)], at: p, scale, flip: 1, 0xF8F0E0, 0xB8B0DC)
        add([(-9, 86), (-10, 104), (0, 112), (10, 104), (9, 86)], at: p, scale, flip: 1, 0xEAB890, 0xB07A66)
        add([(-22, 102), (0, 122), (22, 102), (0, 108)], at: p, scale, flip: 1, 0xF4E4A0, 0xC8A060)
    }

    private mutating func addSitting(at p: Vector2, scale: Float) {
        add(
            [(-120, 0), (-90, 26), (-20, 40), (20, 66), (44, 60), (60, 20), (50, 0)], at: p, scale, flip: 1, 0x3E6AA8,
            0x26356E)
        add([(4, 50), (8, 104), (26, 116), (46, 104), (52, 52)], at: p, scale, flip: 1, 0xF0E6D8, 0xA8A0CC)
        add([(16, 118), (15, 138), (27, 146), (38, 138), (36, 118)], at: p, scale, flip: 1, 0xE8B48C, 0xA8705E)
        add([(-6, 136), (14, 158), (42, 158), (60, 136), (27, 144)], at: p, scale, flip: 1, 0xF2D878, 0xB8883A)
    }

    func color(at p: Vector2) -> Vector3 {
        for shape in shapes.reversed() {
            let d = shape.outline.distance(p, reach: 30)
            guard d < 0 else { continue }
            // Sun from the left: the right side of each shape lies in shade.
            let inner = shape.outline.distance(p + Vector2(10, -3), reach: 30)
            return mix(hex(shape.light), hex(shape.shade), smoothstep(-9, 3, inner))
        }
        if let color = tree(p) { return color }
        let bank = 560 + 110 * smoothstep(900, 0, p.x) - 60 * smoothstep(900, 1536, p.x) + 8 * sin(p.x * 0.012)
        if p.y > bank { return lawn(p, bank) }
        return p.y > 385 ? water(p) : sky(p)
    }

    private func sky(_ p: Vector2) -> Vector3 {
        let cloud = Noise.fractal(Vector2(p.x * 0.0035, p.y * 0.009), octaves: 5, seed: 7)
        var color = mix(hex(0x7FB2E0), hex(0xF8E4BE), smoothstep(20, 380, p.y))
        color = mix(color, hex(0xFFF4E2), smoothstep(0.05, 0.6, cloud) * 0.9)
        color = mix(color, hex(0xB9A8D4), smoothstep(0.35, 0.8, cloud) * 0.35)
        let hills = 345 - 34 * Noise.fractal(Vector2(p.x * 0.004, 3), octaves: 3, seed: 5)
        if p.y > hills { color = mix(hex(0x8A9ED0), hex(0x9CC0B8), smoothstep(hills, 385, p.y)) }
        let crowns =
            352 - 26 * abs(Noise.fractal(Vector2(p.x * 0.018, 8), octaves: 4, seed: 6)) - 18 * smoothstep(500, 100, p.x)
        if p.y > crowns {
            let leaf = Noise.fractal(p * 0.03, octaves: 3, seed: 9)
            color = mix(hex(0x2E6A5E), hex(0xA8C45A), clamp(0.45 + leaf - (p.y - crowns) * 0.012))
        }
        return sail(p, reflected: false) ?? color
    }

    private func sail(_ p: Vector2, reflected: Bool) -> Vector3? {
        for boat in sails {
            let x = (p.x - boat.x) / boat.size
            let y = (boat.base - p.y) / boat.size * (reflected ? -1 : 1)
            if y > 0.12, y < 1.7, x > -0.02 - 0.34 * (1.7 - y) * 0.9, x < -0.02 {
                return mix(hex(0xFFFAEA), hex(0xC8C4E6), smoothstep(-0.5, 0, x))
            }
            if y > 0.2, y < 1.4, x > 0.03, x < 0.03 + 0.5 * (1.4 - y) * 0.62 {
                return mix(hex(0xFFF0D4), hex(0xE6B88C), smoothstep(0.1, 0.5, x))
            }
            if y >= -0.05, y <= 0.12, abs(x) < 0.5 + y * 0.8 { return reflected ? hex(0x50507A) : hex(0x7A3A34) }
        }
        return nil
    }

    private func water(_ p: Vector2) -> Vector3 {
        let depth = smoothstep(385, 680, p.y)
        let ripple = Noise.fractal(Vector2(p.x * 0.012, p.y * 0.075), octaves: 4, seed: 11)
        let mirrored = Vector2(p.x + ripple * 14, 385 - (p.y - 385) * 0.8)
        var color = mix(sky(mirrored), hex(0x3F7FC0), 0.3 + 0.4 * depth)
        if let cloth = sail(Vector2(p.x + ripple * 12, p.y), reflected: false) { return cloth }
        if let cloth = sail(Vector2(p.x + ripple * 18, p.y), reflected: true) { color = mix(color, cloth, 0.6) }
        color = mix(color, hex(0xFFF4CC), smoothstep(0.32, 0.6, ripple) * 0.8)
        return mix(color, hex(0x2A5AA0), smoothstep(0.25, 0.7, -ripple) * 0.6)
    }

    private func lawn(_ p: Vector2, _ bank: Float) -> Vector3 {
        let down = (p.y - bank) / (1024 - bank)
        let grass = Noise.fractal(Vector2(p.x * 0.02, p.y * 0.05), octaves: 4, seed: 13)
        var color = mix(hex(0xB5C463), hex(0x7FA84A), clamp(down + grass * 0.5))
        color = mix(color, hex(0xEADF8E), smoothstep(0.1, 0.6, grass) * 0.6)
        // The long shade of the tree and of trees outside the picture.
        let edge = 770 + 60 * Noise.fractal(Vector2(p.x * 0.006, 2), octaves: 4, seed: 15) + (p.x - 700) * 0.06
        let dapple = Noise.fractal(Vector2(p.x * 0.014, p.y * 0.035), octaves: 3, seed: 17)
        let shade = smoothstep(edge - 20, edge + 30, p.y) * smoothstep(0.5, 0.25, dapple)
        color = mix(color, mix(hex(0x2F5E5A), hex(0x3E4A8A), clamp(0.4 + grass)), shade * 0.88)
        if p.y < bank + 9 { color = mix(hex(0x5A7A3A), hex(0x3A4A6A), 0.4 + grass) }
        return color
    }

    private func tree(_ p: Vector2) -> Vector3? {
        let leaf = Noise.fractal(p * 0.011, octaves: 5, gain: 0.55, seed: 21)
        let crown = length((p - Vector2(1420, 90)) / Vector2(420, 330)) + leaf * 0.22
        let bough = length((p - Vector2(1130, 60)) / Vector2(280, 120)) + leaf * 0.3
        if min(crown, bough) < 1 {
            let light = Noise.fractal(p * 0.018 + 4, octaves: 4, seed: 23) + (crown - 0.7) * 0.5
            let color = mix(hex(0x1E4A4E), hex(0x4E9A3E), clamp(0.35 + light))
            return mix(color, hex(0xF0D850), smoothstep(0.35, 0.8, light) * 0.85)
        }
        let lean = 1400 - (p.y - 300) * 0.03 + 14 * sin(p.y * 0.008)
        let half = 36 + 26 * smoothstep(720, 900, p.y)
        if p.y > 300, p.y < 880, abs(p.x - lean) < half {
            let t = (p.x - lean) / half
            return mix(hex(0xC8844A), hex(0x3A2A5A), smoothstep(-0.8, 0.4, t + 0.4 * leaf))
        }
        return nil
    }
}
