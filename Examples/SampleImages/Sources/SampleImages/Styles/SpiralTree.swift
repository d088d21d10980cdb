import Foundation

/// The drawing under the gold mosaic: a tree whose branches roll up, a meadow of flowers; 1536 × 1152.
struct SpiralTree: Sendable {
    private struct Branch {
        var path: [Vector2]
        var width: Float
        var low: Vector2
        var high: Vector2
    }

    private struct Blossom {
        var center: Vector2
        var radius: Float
        var palette: Int
    }

    private var branches: [Branch] = []
    private var blossoms: [Blossom] = []
    private var eyes: [Blossom] = []

    init() {
        add([Vector2(768, 1010), Vector2(750, 860), Vector2(776, 700), Vector2(764, 560)], width: 46)
        let scrolls: [(from: Vector2, center: Vector2, radius: Float, turn: Float)] = [
            (Vector2(764, 600), Vector2(560, 430), 150, 1), (Vector2(768, 600), Vector2(985, 410), 160, -1),
            (Vector2(764, 690), Vector2(395, 620), 120, 1), (Vector2(772, 690), Vector2(1160, 620), 128, -1),
            (Vector2(766, 590), Vector2(770, 250), 130, 1), (Vector2(640, 545), Vector2(300, 300), 128, 1),
            (Vector2(900, 540), Vector2(1260, 290), 136, -1), (Vector2(450, 720), Vector2(180, 560), 100, -1),
            (Vector2(1100, 720), Vector2(1380, 545), 108, 1), (Vector2(600, 330), Vector2(520, 165), 82, 1),
            (Vector2(930, 300), Vector2(1010, 150), 84, -1), (Vector2(280, 190), Vector2(140, 180), 84, -1),
            (Vector2(1290, 180), Vector2(1420, 170), 84, 1),
        ]
        for scroll in scrolls { addScroll(scroll.from, scroll.center, scroll.radius, scroll.turn) }
        var random = RandomGenerator(seed: 5)
        for _ in 0..<900 where blossoms.count < 70 {
            let p = Vector2(random.uniform(20, 1516), random.uniform(975, 1140))
            let r = random.uniform(13, 34)
            guard blossoms.allSatisfy({ length($0.center - p) > $0.radius + r + 5 }) else { continue }
            blossoms.append(Blossom(center: p, radius: r, palette: random.index(5)))
        }
    }

    private mutating func add(_ knots: [Vector2], width: Float) {
        let path = Curve.smooth(knots, segments: 10)
        branches.append(
            Branch(
                path: path, width: width, low: Vector2(path.map(\.x).min()!, path.map(\.y).min()!) - width,
                high: Vector2(path.map(\.x).max()!, path.map(\.y).max()!) + width))
    }

    /// A branch that leaves the wood at `from` and winds around `center`.
    private mutating func addScroll(_ from: Vector2, _ center: Vector2, _ radius: Float, _ turn: Float) {
        let start = atan2(from.y - center.y, from.x - center.x)
        var knots = [from]
        for step in 0...22 {
            let t = Float(step) / 22
            let angle = start + turn * (0.75 + t * 3.5 * .pi)
            knots.append(center + Vector2(cos(angle), sin(angle)) * radius * (1 - 0.88 * t))
        }
        add(knots, width: radius * 0.15)
        eyes.append(Blossom(center: center, radius: radius * 0.12, palette: Int(radius) % 4))
    }

    func isGold(at p: Vector2) -> Bool {
        let c = color(at: p)
        return c.x > c.z * 1.45 && c.x > 0.5
    }

    /// The direction of the rows where nothing is drawn: rings around the nearest scroll.
    func flow(at p: Vector2) -> Vector2 {
        var sum = Vector2(0.25, 0)
        for eye in eyes {
            let offset = p - eye.center
            sum += normalize(perpendicular(offset)) * exp(-dot(offset, offset) / 26_000) * 3
        }
        return normalize(sum)
    }

    func color(at p: Vector2) -> Vector3 {
        for blossom in blossoms {
            let offset = p - blossom.center
            let d = length(offset)
            let petals = blossom.radius * (0.86 + 0.14 * cos(6 * atan2(offset.y, offset.x)))
            guard d < petals else { continue }
            let sets: [[UInt32]] = [
                [0xC8321F, 0xF2B632, 0x2A1A14], [0x1F5FA8, 0xE8E0C8, 0xD8A020], [0xE8E2D0, 0xD8402A, 0xF0C040],
                [0x7A2F8A, 0xE8A8C0, 0xF0C040],
                [0xE07A1F, 0x2A6A7A, 0xF4E4B0],
            ]
            return hex(sets[blossom.palette][d < petals * 0.36 ? 2 : d < petals * 0.66 ? 1 : 0])
        }
        for eye in eyes {
            let d = length(p - eye.center) / eye.radius
            if d < 0.75 { return hex([0x1FA0A8, 0xD8402A, 0xF4EEDC, 0x2A4FA8][eye.palette]) }
            if d < 1.35 { return hex(0x1E1812) }
        }
        var inside: Float = -1
        for branch in branches {
            guard p.x > branch.low.x, p.y > branch.low.y, p.x < branch.high.x, p.y < branch.high.y else { continue }
            let near = Curve.nearest(p, on: branch.path)
            let width = branch.width * (branch.width > 40 ? 1 + 0.8 * pow(1 - near.along, 4) : 1 - 0.45 * near.along)
            inside = max(inside, 1 - near.distance / width)
        }
        if inside > 0 {
            if inside > 0.68 { return hex(0x9A5A24) }
            return inside > 0.3 ? hex(0x4A2214) : hex(0x2A140E)
        }
        if inside > -0.5 { return hex(0xF2D678) }
        if p.y > 962 + 10 * sin(p.x * 0.02) {
            return Noise.gradient(p * 0.02, seed: 4) > 0 ? hex(0x2F6A3A) : hex(0x1F4A34)
        }
        let wave = Noise.fractal(p * 0.0045, octaves: 3, seed: 9)
        let leaf = mix(hex(0xB8822A), hex(0xE0B048), clamp(0.5 + wave * 0.8))
        let fleck = Noise.cellular(p / 96, seed: 12)
        if fleck.identifier % 4 == 0, fleck.nearest * 96 < 15 {
            return hex([0x2A8A9A, 0xE8E0C8, 0x8A2F20][Int(fleck.identifier >> 8) % 3])
        }
        return mix(leaf, hex(0x9A6A20), smoothstep(400, 960, p.y) * 0.5)
    }
}
