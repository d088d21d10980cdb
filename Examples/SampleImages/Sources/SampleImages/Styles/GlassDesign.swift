import Foundation

/// The cartoon of the window: which pane lies at a point, 1536 × 1152.
struct GlassDesign: Sendable {
    struct Pane {
        var color: Vector3
        /// Distance to the nearest lead line.
        var margin: Float
        var identifier: UInt32
    }

    private struct Part {
        var outline: Outline
        var color: UInt32
    }

    private static let sun = Vector2(768, 470)
    private var parts: [Part] = []

    init() {
        for (x, y, scale, hue) in [
            (230, 780, 1.12, 0), (470, 880, 0.9, 1), (1310, 790, 1.12, 1), (1090, 890, 0.88, 0), (780, 940, 0.72, 2),
        ] as [(Float, Float, Float, Int)] { addIris(at: Vector2(x, y), scale: scale, hue: hue) }
    }

    private mutating func addIris(at c: Vector2, scale: Float, hue: Int) {
        let colors: [[UInt32]] = [
            [0x5B3FC4, 0x8A5FE0, 0x3A2A9A], [0xC23B8E, 0xE774B4, 0x8E2472], [0xE88A2E, 0xF6BE55, 0xC4571E],
        ]
        let tone = colors[hue]
        func leaf(_ dx: Float, _ lean: Float, _ top: Float, _ color: UInt32) {
            let (root, tip) = (Vector2(c.x + dx * 0.5, 1130), Vector2(c.x + dx + lean, c.y + top))
            let middle = (root + tip) * 0.5 + Vector2(dx * 0.5, 0)
            parts.append(
                Part(
                    outline: .smooth([
                        root + Vector2(-24, 0), middle + Vector2(-24, 0), tip, middle + Vector2(24, 0),
                        root + Vector2(24, 0),
                    ]), color: color))
        }
        parts.append(
            Part(
                outline: Outline([
                    c + Vector2(-8, 40), c + Vector2(8, 40), Vector2(c.x + 10, 1130), Vector2(c.x - 10, 1130),
                ]), color: 0x3F8A3A))
        leaf(-78 * scale, -40, 90, 0x2F8F4A)
        leaf(80 * scale, 46, 130, 0x5FAE3C)
        leaf(38 * scale, 10, 170, 0x1F7A55)
        func petal(_ angle: Float, _ length: Float, _ width: Float, _ color: UInt32) {
            let way = rotate(Vector2(0, -1), by: angle)
            let side = perpendicular(way)
            let s = scale
            parts.append(
                Part(
                    outline: .smooth([
                        c, c + (way * length * 0.45 + side * width) * s,
                        c + (way * length * 0.85 + side * width * 0.75) * s,
                        c + way * length * s, c + (way * length * 0.85 - side * width * 0.75) * s,
                        c + (way * length * 0.45 - side * width) * s,
                    ]), color: color))
        }
        petal(0, 150, 46, tone[0])
        petal(-0.75, 132, 40, tone[1])
        petal(0.75, 132, 40, tone[1])
        petal(2.1, 132, 50, tone[2])
        petal(-2.1, 132, 50, tone[2])
        petal(.pi, 118, 46, tone[0])
        parts.append(Part(outline: .ellipse(c + Vector2(0, 8) * scale, Vector2(20, 28) * scale), color: 0xFFD24A))
    }

    func pane(at p: Vector2) -> Pane {
        let size = Vector2(1536, 1152)
        let border = min(min(p.x, size.x - p.x), min(p.y, size.y - p.y))
        if border < 62 { return frame(p, border: border, size: size) }
        var margin = border - 62
        for (index, part) in parts.enumerated().reversed() {
            let d = part.outline.distance(p, reach: 20)
            margin = min(margin, abs(d))
            if d < 0 { return Pane(color: hex(part.color), margin: margin, identifier: UInt32(index) &+ 900) }
        }
        return landscape(p, margin: margin)
    }

    private func frame(_ p: Vector2, border: Float, size: Vector2) -> Pane {
        let sideways = min(p.x, size.x - p.x) < min(p.y, size.y - p.y)
        let along = sideways ? p.y : p.x
        let pitch: Float = 96
        let u = fraction(along / pitch)
        let index = UInt32(along / pitch)
        let band = min(border - 12, 62 - border)
        let corner = abs(min(p.x, size.x - p.x) - min(p.y, size.y - p.y)) * 0.707
        let cut = min(u, 1 - u) * pitch
        let margin = min(min(band < 0 ? -band : band, cut), corner)
        if border < 12 {
            return Pane(color: hex(0x8A1F2A), margin: min(min(border, 12 - border) + 1.5, cut), identifier: 40 + index)
        }
        let diamond = abs(u - 0.5) * pitch + abs(border - 37)
        let colors: [UInt32] = [0xB3202E, 0x1F4FA8, 0x1F7A4A]
        if diamond < 25 {
            return Pane(color: hex(0xF4C23A), margin: min(margin, (25 - diamond) * 0.707), identifier: 300 + index)
        }
        return Pane(
            color: hex(colors[Int(index) % 3]), margin: min(margin, (diamond - 25) * 0.707),
            identifier: (u < 0.5 ? 400 : 600) + index * 2 + (border < 37 ? 0 : 1))
    }

    private func landscape(_ p: Vector2, margin start: Float) -> Pane {
        var margin = start
        let hills: [(base: Float, height: Float, phase: Float, colors: [UInt32])] = [
            (560, 70, 0.6, [0x5A6FD0, 0x7A5FC0, 0x4A86C8]), (640, 66, 2.6, [0x2F8A8A, 0x3F9A6A, 0x2A6FA0]),
            (735, 52, 4.4, [0x4FA03A, 0x86B83A, 0x2F8A4A]),
        ]
        let river = 768 + 150 * sin((p.y - 560) * 0.011) * smoothstep(560, 900, p.y)
        let half = 14 + (p.y - 600) * 0.3
        if p.y > 620 {
            let bank = abs(p.x - river) - half
            margin = min(margin, abs(bank) * 0.9)
            if bank < 0 {
                let wave = p.y + 16 * sin(p.x * 0.018 + p.y * 0.01)
                let pitch = 26 + (p.y - 620) * 0.07
                let row = fraction(wave / pitch)
                let id = UInt32(max(wave / pitch, 0))
                let colors: [UInt32] = [0x7FD0EE, 0x2F86D0, 0xA8E4F0, 0x1F5FB8, 0xF6D88A]
                return Pane(
                    color: hex(colors[Int(id) % 5]), margin: min(margin, min(row, 1 - row) * pitch * 0.9),
                    identifier: 2000 + id)
            }
        }
        for (index, hill) in hills.enumerated().reversed() {
            let edge = hill.base - hill.height * sin(p.x * 0.0046 + hill.phase) - 26 * sin(p.x * 0.011 + hill.phase * 2)
            let d = (edge - p.y) * 0.88
            margin = min(margin, abs(d))
            guard d < 0 else { continue }
            let cell = Self.voronoi(p / Vector2(150, 92) + Float(index) * 7.3, seed: UInt32(50 + index))
            return Pane(
                color: hex(hill.colors[Int(cell.identifier % 3)]), margin: min(margin, cell.edge * 100),
                identifier: cell.identifier)
        }
        return sky(p, margin: margin)
    }

    private func sky(_ p: Vector2, margin start: Float) -> Pane {
        let offset = p - Self.sun
        let distance = length(offset)
        let angle = atan2(offset.y, offset.x)
        let rings: [Float] = [92, 150, 262, 395, 540, 700, 900]
        var margin = start
        var ring = rings.count
        for (index, radius) in rings.enumerated().reversed() {
            // Flames on the second ring, gentle waves further out.
            let waves = index == 1 ? 22 * abs(sin(angle * 8)) : index > 1 ? 9 * sin(angle * 6 + Float(index)) : 0
            let d = distance - radius - waves
            margin = min(margin, abs(d))
            if d < 0 { ring = index }
        }
        if ring == 0 { return Pane(color: hex(0xFFE98A), margin: margin, identifier: 11) }
        let count: Float = ring == 1 ? 16 : ring < 4 ? 24 : 36
        let shifted = angle / (2 * .pi) * count + (ring % 2 == 0 ? 0.5 : 0) + 0.12 * sin(Float(ring) * 9)
        let u = fraction(shifted)
        margin = min(margin, min(u, 1 - u) * distance * 2 * .pi / count)
        let wedge = (Int(floorValue(shifted)) + 2 * Int(count)) % Int(count)
        let id = UInt32(wedge) &+ UInt32(ring) &* 131
        let palette: [[UInt32]] = [
            [0xFFE98A], [0xFFC83A, 0xF59A2A], [0xF58A3A, 0xFFB84A, 0xEE6A4A], [0xEE7A6A, 0xF6A88A, 0xD8588A],
            [0x9A6AD0, 0xC88AD8, 0x6A7AE0],
            [0x4A7FE0, 0x6AA8F0, 0x3F5FC8], [0x2A4FB8, 0x3A6FD0, 0x2A3A98], [0x1F2F88, 0x2A4FA8, 0x3A3A9A],
        ]
        let options = palette[ring]
        return Pane(
            color: hex(options[Int(Noise.hash(Int32(id), 5) % UInt32(options.count))]), margin: margin, identifier: id)
    }

    /// Nearest site and the exact distance to the border of its cell.
    private static func voronoi(_ p: Vector2, seed: UInt32) -> (identifier: UInt32, edge: Float) {
        let home = Noise.cellular(p, jitter: 0.85, seed: seed)
        let (i, j) = (Int32(floorValue(p.x)), Int32(floorValue(p.y)))
        var edge: Float = 9
        for y in (j &- 2)...(j &+ 2) {
            for x in (i &- 2)...(i &+ 2) {
                let h = Noise.hash(x, y, seed: seed)
                let site =
                    Vector2(Float(x), Float(y))
                    + mix(Vector2(0.5, 0.5), Vector2(Float(h & 0xFFFF), Float(h >> 16)) / 65_535, 0.85)
                let gap = site - home.center
                guard dot(gap, gap) > 1e-5 else { continue }
                edge = min(edge, dot((home.center + site) * 0.5 - p, normalize(gap)))
            }
        }
        return (home.identifier, edge)
    }
}
