import Foundation

/// The drawing of the woodblock print, 1536 × 1024.
struct WaveDesign: Sendable {
    /// What is printed at a point.
    struct Area {
        var ink: Vector3
        /// How strongly the block is inked; below 1 for graded printing.
        var coverage: Float = 1
        /// Strength of the key line.
        var line: Float = 0
    }

    /// A wave: its body, the curve of its crest and the foam that breaks from it.
    private struct Wave {
        var body: Outline
        var crest: [Vector2]
        var claws: [(center: Vector2, radius: Float)]
        var deep: Vector3
        var pale: Vector3
        var pitch: Float
    }

    private static let indigo = hex(0x24427C)
    private static let blue = hex(0x4F7FB0)
    private static let pale = hex(0xA9C4CF)
    private static let cream = hex(0xF4ECD8)

    private let waves: [Wave]
    private let boats: [Outline]
    private let spray: [(center: Vector2, radius: Float)]
    private let mountain: Outline
    private let snow: Outline

    init() {
        mountain = .smooth(
            [
                Vector2(760, 700), Vector2(880, 640), Vector2(965, 560), Vector2(1005, 512), Vector2(1035, 510),
                Vector2(1080, 556), Vector2(1180, 640), Vector2(1330, 704),
            ], segments: 8)
        snow = .smooth(
            [
                Vector2(938, 588), Vector2(968, 556), Vector2(1005, 512), Vector2(1035, 510), Vector2(1080, 556),
                Vector2(1112, 586), Vector2(1082, 578), Vector2(1066, 604), Vector2(1046, 576), Vector2(1026, 612),
                Vector2(1006, 576), Vector2(984, 606), Vector2(966, 576),
            ], segments: 5)
        boats = [
            .smooth([
                Vector2(690, 742), Vector2(780, 772), Vector2(900, 770), Vector2(1010, 726), Vector2(940, 800),
                Vector2(800, 806), Vector2(730, 786),
            ]),
            .smooth([
                Vector2(1150, 690), Vector2(1220, 716), Vector2(1320, 716), Vector2(1420, 684), Vector2(1350, 744),
                Vector2(1230, 744), Vector2(1180, 724),
            ]),
        ]
        var random = RandomGenerator(seed: 12)
        waves = [
            Self.wave(
                back: [
                    Vector2(1580, 800), Vector2(1440, 742), Vector2(1300, 760), Vector2(1130, 780), Vector2(960, 770),
                ],
                front: [Vector2(820, 790), Vector2(600, 800), Vector2(300, 780), Vector2(-60, 800)], claw: 0, pitch: 20,
                deep: blueDeep(0.5), pale: Self.pale, &random),
            Self.wave(
                back: [Vector2(-80, 470), Vector2(30, 330), Vector2(130, 215), Vector2(260, 128), Vector2(400, 92)],
                front: [
                    Vector2(520, 104), Vector2(618, 152), Vector2(676, 232), Vector2(684, 306), Vector2(640, 268),
                    Vector2(572, 236),
                    Vector2(496, 246), Vector2(440, 306), Vector2(416, 400), Vector2(430, 520), Vector2(490, 640),
                    Vector2(590, 740),
                    Vector2(700, 800), Vector2(860, 870), Vector2(1100, 960), Vector2(1400, 1100),
                ], claw: 1, pitch: 27, deep: Self.indigo, pale: Self.pale, &random),
            Self.wave(
                back: [Vector2(1600, 890), Vector2(1500, 838), Vector2(1400, 800), Vector2(1290, 770)],
                front: [
                    Vector2(1190, 762), Vector2(1120, 790), Vector2(1088, 836), Vector2(1126, 828), Vector2(1160, 850),
                    Vector2(1150, 890),
                    Vector2(1090, 930), Vector2(980, 950), Vector2(800, 930), Vector2(600, 900), Vector2(380, 890),
                    Vector2(150, 920), Vector2(-80, 900),
                ], claw: 0.6, pitch: 24, deep: Self.indigo, pale: Self.pale, &random),
        ]
        var spray: [(center: Vector2, radius: Float)] = []
        for _ in 0..<150 {
            let angle = random.uniform(-1.3, 1.0)
            let distance = random.uniform(20, 260) * random.uniform(0.5, 1)
            let start = Vector2(640, 190) + Vector2(cos(angle), sin(angle)) * distance
            spray.append((start, random.uniform(2, 6.5)))
        }
        for _ in 0..<50 {
            spray.append((Vector2(1090 + random.signed() * 90, 770 + random.signed() * 60), random.uniform(2, 5)))
        }
        self.spray = spray
    }

    private static func wave(
        back: [Vector2], front: [Vector2], claw: Float, pitch: Float, deep: Vector3, pale: Vector3,
        _ random: inout RandomGenerator
    ) -> Wave {
        let crest = Curve.smooth(back + front, segments: 9)
        let body = Outline(crest + [Vector2(crest[crest.count - 1].x, 1200), Vector2(crest[0].x, 1200)])
        var claws: [(center: Vector2, radius: Float)] = []
        if claw > 0 {
            // Foam fingers: chains of shrinking discs that curl down along the lip.
            let first = Curve.smooth(back, segments: 9).count
            for index in stride(from: first - 20, to: min(first + 46, crest.count - 1), by: 4) {
                let p = crest[index]
                let tangent = normalize(crest[index + 1] - crest[index])
                let outward = Vector2(tangent.y, -tangent.x)
                var way = normalize(mix(tangent, outward, 0.45))
                var position = p
                var radius =
                    claw * random.uniform(17, 27) * smoothstep(Float(first) - 26, Float(first) - 4, Float(index))
                for _ in 0..<random.index(3) + 5 {
                    claws.append((position, radius))
                    position += way * radius * 0.95
                    way = normalize(way + Vector2(-way.y, way.x) * 0.32 + Vector2(0, 0.12))
                    radius *= 0.76
                }
            }
        }
        return Wave(body: body, crest: crest, claws: claws, deep: deep, pale: pale, pitch: pitch)
    }

    func area(at p: Vector2) -> Area {
        for drop in spray where abs(drop.center.x - p.x) < 10 && abs(drop.center.y - p.y) < 10 {
            let d = length(p - drop.center) - drop.radius
            if d < 1 { return Area(ink: Self.cream, line: Self.stroke(d + 1, 1.3) * 0.7) }
        }
        for (index, wave) in waves.enumerated().reversed() {
            if let area = area(of: wave, at: p) { return area }
            // Boats ride in front of the wave behind them.
            if index == 1, let area = boat(at: p, 0) { return area }
            if index == 0, let area = boat(at: p, 1) { return area }
        }
        return background(p)
    }

    private func area(of wave: Wave, at p: Vector2) -> Area? {
        var foam: Float = 60
        for claw in wave.claws where abs(claw.center.x - p.x) < 60 && abs(claw.center.y - p.y) < 60 {
            foam = DistanceField.smoothUnion(foam, length(p - claw.center) - claw.radius, 7)
        }
        let d = wave.body.distance(p)
        let near = Curve.nearest(p, on: wave.crest)
        if foam < 0 {
            return Area(ink: foam > -10 ? Self.cream : mix(Self.cream, wave.pale, 0.6), line: Self.stroke(foam, 2.4))
        }
        guard d < 0 else { return nil }
        // Stripes follow the crest, each tapering along the wave.
        let depth = near.distance
        let swell = depth + 5 * sin(near.along * 26)
        let rim: Float = 13 + 5 * sin(near.along * 60)
        if depth < rim { return Area(ink: Self.cream, line: max(Self.stroke(depth, 3), Self.stroke(depth - rim, 1.6))) }
        let pitch = wave.pitch * (1 + depth / 300)
        let phase = fraction((swell - rim) / pitch)
        let taper = 0.5 + 0.28 * sin(near.along * 19 + depth * 0.012)
        let band = Int((swell - rim) / pitch)
        let dark = phase < taper
        var ink = dark ? wave.deep : band % 3 == 1 ? Self.blue : wave.pale
        ink = mix(ink, wave.deep, smoothstep(200, 460, depth) * 0.55)
        let edge = min(abs(phase - taper), min(phase, 1 - phase)) * pitch
        return Area(ink: ink, coverage: dark ? 1 : 0.95, line: Self.stroke(edge, 1.1) * (dark ? 0.25 : 0.55))
    }

    private func boat(at p: Vector2, _ index: Int) -> Area? {
        let shape = boats[index]
        // Rowers bend over their oars.
        for rower in 0..<6 {
            let t = (Float(rower) + 1) / 7.5
            let origin = mix(shape.points[0], shape.points[shape.points.count / 2 - 4], t)
            let center = Vector2(origin.x + 20, shape.points[0].y + 22 + 26 * sin(t * .pi) - (index == 0 ? 6 : 12))
            let coat = length((p - center) / Vector2(19, 13)) - 1
            let head = length(p - center - Vector2(15, -13)) - 6.5
            if head < 0 { return Area(ink: hex(0xE6C39A), line: Self.stroke(head, 1.5)) }
            if coat < 0 {
                return Area(ink: rower % 2 == 0 ? hex(0x5A7490) : hex(0x93A5A2), line: Self.stroke(coat * 13, 1.8))
            }
        }
        let d = shape.distance(p)
        guard d < 0 else { return nil }
        let plank = min(abs(d + 12), abs(d + 21))
        return Area(
            ink: d > -12 ? hex(0xE2C48A) : hex(0xC69A5C), line: max(Self.stroke(d, 2.4), Self.stroke(plank, 1.2)))
    }

    private func background(_ p: Vector2) -> Area {
        let cap = snow.distance(p)
        let slope = mountain.distance(p)
        if slope < 0 {
            if cap < 0 { return Area(ink: Self.cream, line: max(Self.stroke(slope, 2.2), Self.stroke(cap, 1))) }
            let shade = smoothstep(520, 690, p.y)
            let mist = smoothstep(585, 690, p.y)
            let ink = mix(mix(hex(0x3F6592), hex(0x9DB8C0), shade), skyInk(at: p), mist)
            return Area(ink: ink, line: max(Self.stroke(slope, 2.2), Self.stroke(cap, 1.4)) * (1 - mist))
        }
        // The sun and long bands of mist before a graded sky.
        for (x, y, length, thick) in [
            (1130, 300, 420, 17), (1290, 342, 300, 13), (880, 404, 260, 12), (1420, 246, 260, 14),
        ] as [(Float, Float, Float, Float)] {
            let d = DistanceField.rectangle(p - Vector2(x, y), Vector2(length / 2, 0.5)) - thick
            if d < 0 {
                return Area(
                    ink: mix(Self.cream, hex(0xE9C7A8), smoothstep(-thick, thick, p.y - y) * 0.5),
                    line: Self.stroke(d, 1.2) * 0.5)
            }
        }
        let disc = length(p - Vector2(1210, 230)) - 92
        if disc < 0 { return Area(ink: hex(0xC8432C), coverage: 0.86 + 0.14 * smoothstep(320, 150, p.y), line: 0) }
        return Area(ink: skyInk(at: p))
    }

    /// The graded sky.
    private func skyInk(at p: Vector2) -> Vector3 {
        let paper = mix(hex(0xEEDDB8), hex(0xE8B88A), smoothstep(440, 690, p.y) * 0.65)
        return mix(paper, hex(0x3F6A94), smoothstep(230, -10, p.y) * 0.92)
    }

    private static func stroke(_ distance: Float, _ width: Float) -> Float {
        1 - smoothstep(width - 0.8, width + 0.8, abs(distance))
    }
}

/// Indigo thinned with water.
private func blueDeep(_ strength: Float) -> Vector3 { mix(hex(0x8FB0C4), hex(0x24427C), strength) }
