import Foundation

/// The things on the cubist table, seen whole: a guitar, a bottle, a glass, fruit and a sheet of music; 1536 × 1152.
struct CubistMotif: Sendable {
    private let body: Outline
    private let neck: Outline
    private let bottle: Outline
    private let glass: Outline
    private let sheet: Outline
    private let table: Outline
    private let pears: [Outline]

    init() {
        func turned(_ points: [(Float, Float)], about c: Vector2, by angle: Float) -> [Vector2] {
            points.map { c + rotate(Vector2($0.0, $0.1), by: angle) }
        }
        let c = Vector2(720, 660)
        body = .smooth(
            turned(
                [
                    (-330, 0), (-300, -130), (-190, -185), (-80, -140), (0, -96), (80, -120), (160, -142), (240, -100),
                    (272, 0),
                    (240, 100), (160, 142), (80, 120), (0, 96), (-80, 140), (-190, 185), (-300, 130),
                ], about: c, by: -0.5), segments: 6)
        neck = Outline(
            turned(
                [(250, -26), (700, -20), (720, -44), (800, -40), (800, 40), (720, 44), (700, 20), (250, 26)], about: c,
                by: -0.5))
        bottle = .smooth([
            Vector2(1010, 960), Vector2(1006, 640), Vector2(1030, 540), Vector2(1062, 490), Vector2(1066, 340),
            Vector2(1120, 340),
            Vector2(1124, 490), Vector2(1156, 540), Vector2(1180, 640), Vector2(1176, 960),
        ])
        glass = .smooth([
            Vector2(300, 560), Vector2(312, 690), Vector2(356, 750), Vector2(366, 850), Vector2(316, 884),
            Vector2(452, 884),
            Vector2(402, 850), Vector2(412, 750), Vector2(456, 690), Vector2(468, 560),
        ])
        sheet = Outline([Vector2(170, 300), Vector2(520, 210), Vector2(590, 470), Vector2(240, 570)])
        table = Outline([Vector2(120, 800), Vector2(1420, 760), Vector2(1500, 1120), Vector2(40, 1130)])
        pears = [
            .ellipse(Vector2(560, 950), Vector2(84, 72), turn: 0.3),
            .ellipse(Vector2(860, 980), Vector2(92, 76), turn: -0.2),
        ]
    }

    func color(at p: Vector2) -> Vector3? {
        if let color = guitar(p) { return color }
        for (index, pear) in pears.enumerated() {
            let d = pear.distance(p)
            if d < 0 {
                return d > -6
                    ? hex(0x2A2018)
                    : mix(
                        hex(index == 0 ? 0xD8A83A : 0x8C9A4A), hex(0x6A3A20),
                        smoothstep(-40, 40, p.x - pear.points[0].x + 84))
            }
        }
        let flask = bottle.distance(p)
        if flask < 0 {
            if flask > -7 { return hex(0x16241E) }
            if p.y > 680, p.y < 850 { return abs(p.y - 765) < 10 || abs(p.y - 725) < 5 ? hex(0x3A2A20) : hex(0xE8DAB4) }
            return mix(hex(0x4F7A5E), hex(0x1E3A30), smoothstep(1020, 1170, p.x))
        }
        let cup = glass.distance(p)
        if cup < 0 {
            if cup > -6 { return hex(0xE8EEE6) }
            return p.y > 620 && p.y < 745 ? hex(0x8C2E2A) : hex(0xA8BEC4)
        }
        if sheet.distance(p) < 0 {
            let q = rotate(p - Vector2(170, 300), by: 0.252)
            let line = fraction(q.y / 74)
            if line < 0.6, abs(fraction(line * 8.4) - 0.5) > 0.36 { return hex(0x4A4438) }
            let note = Vector2(
                fraction(q.x / 52) - 0.5, line - 0.12 - 0.4 * Noise.unit(Int32(q.x / 52), Int32(q.y / 74)))
            if length(note * Vector2(52, 74) / Vector2(11, 8)) < 1 { return hex(0x2A241E) }
            return hex(0xF0E6CA)
        }
        return table.distance(p) < 0 ? hex(0x7A5230) : nil
    }

    private func guitar(_ p: Vector2) -> Vector3? {
        let q = rotate(p - Vector2(720, 660), by: 0.5)
        let onNeck = neck.distance(p) < 0
        let d = body.distance(p)
        guard d < 0 || onNeck else { return nil }
        let string = abs(fraction(q.y / 8.5) - 0.5) > 0.34 && abs(q.y) < 25 && q.x > -205
        if string { return hex(0xF0E4C0) }
        if onNeck, d > 0 { return fraction(q.x / 46) < 0.08 ? hex(0xD8C8A0) : hex(0x3A2620) }
        if length(q - Vector2(60, 0)) < 62 { return hex(0x1C1614) }
        if abs(length(q - Vector2(60, 0)) - 72) < 5 { return hex(0x6A2E20) }
        if abs(q.x + 210) < 12, abs(q.y) < 66 { return hex(0x2A1C16) }
        if d > -10 { return hex(0x4A2C1A) }
        let grain = Noise.fractal(Vector2(q.x * 0.006, q.y * 0.09), octaves: 3, seed: 4)
        return mix(hex(0xD08A3C), hex(0xA45E26), clamp(0.5 + grain))
    }
}
