import Foundation

/// The fauvist motif: houses on a quay, moored boats, hills and a hot sky over glittering water; 1536 × 1152.
struct HarbourMotif: Sendable {
    private struct House {
        var left: Float
        var right: Float
        var top: Float
        var roof: Float
        var wall: Vector3
        var tile: Vector3
    }

    private struct Boat {
        var hull: Outline
        var mast: Vector2
        var sail: Outline
        var paint: Vector3
        var cloth: Vector3
    }

    private var houses: [House] = []
    private var boats: [Boat] = []
    private let quay: Float = 560

    init() {
        var random = RandomGenerator(seed: 23)
        let walls = [0xF2A65A, 0xF4D06A, 0xEE7F8E, 0x6FC0B0, 0xF6E3C0, 0xD9605A, 0x8FA8E0] as [UInt32]
        let tiles = [0xD8402A, 0xB8323A, 0xE8662A, 0x8A3A7A] as [UInt32]
        var x: Float = -30
        while x < 1080 {
            let w = random.uniform(74, 138)
            houses.append(
                House(
                    left: x, right: x + w, top: quay - random.uniform(110, 236), roof: random.uniform(26, 50),
                    wall: hex(walls[random.index(walls.count)]), tile: hex(tiles[random.index(tiles.count)])))
            x += w - 2
        }
        for (x, y, s, paint, cloth) in [
            (300, 800, 1.15, 0x2A4FB8, 0xF6E8C0), (760, 720, 0.8, 0xD8402A, 0xF29A3A),
            (1180, 880, 1.45, 0x1F8A7A, 0xE8503A), (1330, 690, 0.6, 0xF2C23A, 0xF4E6D0),
            (560, 975, 1.2, 0xE86A2A, 0x4A6AD0),
        ] as [(Float, Float, Float, UInt32, UInt32)] {
            let c = Vector2(x, y)
            func at(_ dx: Float, _ dy: Float) -> Vector2 { c + Vector2(dx, dy) * s }
            boats.append(
                Boat(
                    hull: .smooth(
                        [at(-125, -26), at(-60, -12), at(40, -12), at(140, -34), at(100, 26), at(0, 36), at(-90, 24)],
                        segments: 6),
                    mast: at(-8, -20), sail: Outline([at(0, -250), at(16, -50), at(118, -66)]), paint: hex(paint),
                    cloth: hex(cloth)))
        }
    }

    func color(at p: Vector2) -> Vector3 {
        for boat in boats.reversed() {
            if let color = color(of: boat, at: p) { return color }
        }
        if p.y > quay + 34 { return water(p) }
        if p.y > quay { return mix(hex(0xF2B8A0), hex(0xC86A8A), smoothstep(quay, quay + 34, p.y)) }
        return land(p)
    }

    private func color(of boat: Boat, at p: Vector2) -> Vector3? {
        let foot = boat.mast
        let d = boat.hull.distance(p)
        if d < 0 {
            if d > -7 { return hex(0x1F2A5A) }
            let rim = boat.hull.distance(p + Vector2(0, -16))
            return rim > 0 ? mix(boat.paint, Vector3.one, 0.45) : boat.paint * (p.x > foot.x ? 1 : 0.75)
        }
        let cloth = boat.sail.distance(p)
        if cloth < 0 {
            return cloth > -4 ? hex(0x3A2A5A) : mix(boat.cloth, hex(0xD86A9A), smoothstep(0, 120, p.x - foot.x) * 0.4)
        }
        let top = boat.sail.points[0].y - 24
        if abs(p.x - foot.x - 4) < 5, p.y > top, p.y < foot.y { return hex(0x5A2A4A) }
        return nil
    }

    private func land(_ p: Vector2) -> Vector3 {
        // Trees at the end of the quay.
        let leaf = Noise.fractal(p * 0.012, octaves: 4, seed: 5)
        for (x, y, r) in [(1150, 400, 92), (1290, 430, 78), (1420, 380, 120)] as [(Float, Float, Float)] {
            let crown = length((p - Vector2(x, y)) / Vector2(1, 0.85)) / r + leaf * 0.22
            if crown < 1 { return leaf + (x - p.x) / r * 0.5 > 0 ? hex(0x5FAE4A) : hex(0x1F6A7A) }
            if abs(p.x - x - 14 * sin(p.y * 0.02)) < 11, p.y > y, p.y < quay { return hex(0xD8502A) }
        }
        for house in houses where p.x >= house.left && p.x < house.right {
            let middle = (house.left + house.right) / 2
            let eave = house.top
            let roof = eave - house.roof * (1 - abs(p.x - middle) / (house.right - house.left) * 1.5)
            if p.y > eave { return facade(house, p) }
            if p.y > roof { return house.tile * (p.x < middle ? 1.05 : 0.78) }
        }
        let near = 400 - 90 * sin(p.x * 0.0036 + 0.7) - 24 * sin(p.x * 0.011)
        if p.y > near { return mix(hex(0x3F8A5A), hex(0xD8B83A), smoothstep(-0.2, 0.5, leaf + (p.y - near) * 0.002)) }
        let far = 300 - 70 * sin(p.x * 0.0043 + 3.4) - 22 * sin(p.x * 0.013 + 1)
        if p.y > far { return mix(hex(0x3A4AB0), hex(0x9A5AC0), smoothstep(-0.3, 0.5, leaf)) }
        let cloud = Noise.fractal(Vector2(p.x * 0.003, p.y * 0.008), octaves: 4, seed: 9)
        let sky = mix(hex(0x4FA0D8), hex(0xF8C86A), smoothstep(20, 300, p.y + 60 * cloud))
        let sun = length(p - Vector2(1130, 150))
        if sun < 62 { return hex(0xFFF0A0) }
        let tinted = mix(sky, hex(0xF29A7A), smoothstep(0.15, 0.5, cloud) * 0.85)
        return mix(tinted, hex(0xFFDA6A), smoothstep(210, 62, sun) * 0.8)
    }

    private func facade(_ house: House, _ p: Vector2) -> Vector3 {
        let columns = max(2, ((house.right - house.left) / 40).rounded(.down))
        let u = fraction((p.x - house.left) / (house.right - house.left) * columns)
        let v = (p.y - house.top) / 56
        if abs(u - 0.5) < 0.2, fraction(v) > 0.28, fraction(v) < 0.78, p.y < quay - 30 {
            return abs(u - 0.5) < 0.11 ? hex(0x2A2F6A) : hex(0x2F8A8A)
        }
        if p.y > quay - 48, abs(u - 0.5) < 0.24, Int(p.x / 70) % 2 == 0 { return hex(0x4A2A6A) }
        return house.wall * (p.x > house.right - 16 ? 0.72 : 1)
    }

    private func water(_ p: Vector2) -> Vector3 {
        let depth = (p.y - quay - 34) / (1152 - quay)
        let ripple = Noise.fractal(Vector2(p.x * 0.006, p.y * 0.03 / (0.5 + depth)), octaves: 3, seed: 11)
        let mirrored = Vector2(p.x + ripple * 50, quay - (p.y - quay - 34) * 0.85 + ripple * 20)
        var color = mix(land(mirrored), hex(0x2F7AC8), 0.25 + 0.35 * depth)
        for boat in boats {
            let foot = boat.hull.points[0].y + 52
            let q = Vector2(p.x + ripple * 36, foot - (p.y - foot) * 0.9)
            if p.y > foot, let paint = self.color(of: boat, at: q) { color = mix(paint, hex(0x2A4A9A), 0.3) }
        }
        color = mix(color, hex(0x1FA8A0), smoothstep(0.15, 0.5, -ripple) * 0.7)
        let path = smoothstep(220, 30, abs(p.x - 1130 - 60 * ripple))
        return mix(color, hex(0xFFC84A), smoothstep(0.1, 0.45, ripple) * (0.35 + 0.6 * path))
    }

    /// The habit of the hand: level on water, upright on walls, slanted in the sky.
    func grain(at p: Vector2) -> Vector2 {
        if p.y > quay { return normalize(Vector2(1, 0.12 * sin(p.x * 0.01))) }
        if p.y > 330, p.x < 1080 { return Vector2(0, 1) }
        return normalize(Vector2(1, -0.45 + 0.5 * Noise.gradient(p * 0.003, seed: 2)))
    }
}
