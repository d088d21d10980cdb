import Foundation

/// The ground of the night picture: hills, a village with lit windows, a church and a dark cypress.
struct NightVillage: Sendable {
    private struct House {
        var left: Float
        var base: Float
        var width: Float
        var wall: Float
        var roof: Float
        var tint: Vector3
        var seed: UInt32
    }

    private let width: Float
    private let height: Float
    private let houses: [House]

    init(width: Float, height: Float) {
        self.width = width
        self.height = height
        var random = RandomGenerator(seed: 21)
        var houses: [House] = []
        for row in 0..<3 {
            var x: Float = 330 - Float(row) * 30
            while x < width {
                let w = random.uniform(58, 100) * (0.85 + 0.2 * Float(row))
                houses.append(
                    House(
                        left: x, base: 962 + Float(row) * 52 + random.signed() * 14 - 14 * sin(x * 0.004),
                        width: w, wall: random.uniform(34, 52), roof: random.uniform(30, 48),
                        tint: mix(hex(0x2C4A78), hex(0x6F8FA6), random.unit()), seed: UInt32(houses.count)))
                x += w + random.uniform(2, 34)
            }
        }
        self.houses = houses.sorted { $0.base < $1.base }
    }

    private func hill(_ x: Float, _ layer: Int) -> Float {
        switch layer {
        case 0:
            return 800 - 120 * exp(-pow((x - 1150) / 330, 2)) - 70 * exp(-pow((x - 520) / 260, 2)) + 12 * sin(x * 0.013)
        case 1: return 880 - 80 * exp(-pow((x - 1480) / 260, 2)) - 40 * sin(x * 0.0052 + 1.0) + 8 * sin(x * 0.02)
        default: return 925 - 18 * sin(x * 0.006)
        }
    }

    private func cypress(_ p: Vector2) -> Float {
        let top: Float = 130
        guard p.y > top else { return -1 }
        let t = (p.y - top) / (height - top)
        let sway = 26 * sin(t * 5.2) + 12 * sin(t * 13)
        let flames = 20 * sin(p.y * 0.045 + 1.5 * sin(p.y * 0.02)) + 9 * sin(p.y * 0.11)
        let half = (150 * pow(t, 0.75) * (1.12 - 0.42 * t) + flames * min(t * 4, 1)) * 0.85
        return half - abs(p.x - 205 - sway)
    }

    private func steeple(_ p: Vector2) -> Vector3? {
        let x = p.x - 800
        if abs(x) < 24, p.y > 800, p.y < 985 { return x < 2 ? hex(0x7F98AE) : hex(0x35507C) }
        if p.y > 640, p.y <= 805, abs(x) < (p.y - 640) * 0.18 { return x < 0 ? hex(0x3D5B8C) : hex(0x14224E) }
        return nil
    }

    func color(at p: Vector2) -> Vector3? {
        let blade = cypress(p)
        if blade > 0 {
            let lick = Noise.fractal(Vector2(p.x * 0.05 + 2 * sin(p.y * 0.012), p.y * 0.009), octaves: 3, seed: 4)
            let dark = mix(hex(0x0B1A1C), hex(0x24452C), clamp(0.45 + lick * 0.9))
            return mix(dark, hex(0x6B5B2A), smoothstep(0.45, 0.9, lick) * 0.8)
        }
        for house in houses.reversed() {
            if let color = color(of: house, at: p) { return color }
        }
        if let color = steeple(p) { return color }
        for layer in (0..<3).reversed() where p.y > hill(p.x, layer) {
            let depth = p.y - hill(p.x, layer)
            let folds = Noise.fractal(Vector2(p.x * 0.012, p.y * 0.03 + p.x * 0.006), octaves: 3, seed: UInt32(layer))
            let tones = [
                (hex(0x1B2F7A), hex(0x5E8CC4)), (hex(0x1A3A5C), hex(0x4F8F8C)), (hex(0x14302E), hex(0x4C7A4A)),
            ][layer]
            let color = mix(tones.0, tones.1, clamp(0.42 + folds * 0.8))
            return mix(color, hex(0xB8D0D8), smoothstep(10, 0, depth) * 0.5)
        }
        return nil
    }

    private func color(of house: House, at p: Vector2) -> Vector3? {
        let x = p.x - house.left
        let y = house.base - p.y
        guard x >= 0, x <= house.width, y >= -6, y <= house.wall + house.roof else { return nil }
        if y > house.wall {
            let slope = (y - house.wall) / house.roof
            let overhang = house.width * 0.5 * (1 - slope)
            guard abs(x - house.width / 2) < overhang else { return nil }
            let moonlit = x < house.width / 2
            let roof =
                house.seed % 4 == 0 ? hex(0x8A4A38) : mix(hex(0x2E5586), hex(0x4F7FA0), Float(house.seed % 3) / 2)
            return roof * (moonlit ? 1.05 : 0.6)
        }
        let count = house.width > 82 ? 3 : 2
        let pitch = house.width / Float(count)
        let column = Int32(x / pitch)
        let u = x - (Float(column) + 0.5) * pitch
        if abs(u) < 7.5, abs(y - house.wall * 0.5) < 11, Noise.unit(column, Int32(house.seed), seed: 8) > 0.3 {
            return mix(hex(0xFFC23A), hex(0xFFE98C), clamp(1 - abs(u) / 8))
        }
        return house.tint * (x < house.width * 0.72 ? 1 : 0.6)
    }

    /// The direction of strokes on the ground; nil in the sky.
    func grain(at p: Vector2) -> Vector2? {
        if cypress(p) > 0 {
            return normalize(Vector2(0.5 * sin(p.y * 0.03 + p.x * 0.03), -1))
        }
        for layer in (0..<3).reversed() where p.y > hill(p.x, layer) {
            let slope = hill(p.x + 4, layer) - hill(p.x - 4, layer)
            return normalize(Vector2(8, slope + 3 * sin(p.x * 0.02 + p.y * 0.03)))
        }
        return nil
    }
}
