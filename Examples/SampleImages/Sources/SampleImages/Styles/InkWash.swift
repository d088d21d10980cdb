import Foundation

/// Bamboo before misty mountains in ink on raw paper, with a red seal.
struct InkWash: SamplePicture {
    let name = "style-ink-wash"

    private static let (width, height) = (1536, 1152)

    func render() -> Canvas {
        var sheet = InkSheet(width: Self.width, height: Self.height)
        paintMountains(on: &sheet)
        paintBoat(on: &sheet)
        paintBirds(on: &sheet)
        paintBamboo(on: &sheet)
        return sheet.developed(seal: Vector2(1395, 985)).downsampled(by: 2)
    }

    private func paintMountains(on sheet: inout InkSheet) {
        let ranges: [(base: Float, height: Float, frequency: Float, ink: Float, fade: Float, seed: UInt32)] = [
            (500, 190, 0.0034, 0.14, 260, 3), (600, 290, 0.0042, 0.27, 250, 11), (690, 230, 0.0058, 0.42, 190, 27),
            (800, 130, 0.0085, 0.5, 120, 35),
        ]
        for range in ranges {
            sheet.wash { p in
                let ridge = Noise.ridged(
                    Vector2(p.x * range.frequency, Float(range.seed)), octaves: 5, seed: range.seed)
                let envelope = 0.8 + 0.45 * sin(p.x * 0.0031 + Float(range.seed) * 1.7)
                let edge = range.base - range.height * ridge * envelope + 5 * Noise.gradient(p * 0.04, seed: range.seed)
                let d = p.y - edge
                guard d > -4 else { return 0 }
                // A dark wet edge at the crest, then the ink runs out into mist.
                let rim = smoothstep(-3, 2, d) * (0.45 * exp(-d / 9) + 0.2 * exp(-d / 40))
                let body = smoothstep(-3, 4, d) * exp(-max(d, 0) / range.fade * 1.5)
                let texture = Noise.fractal(
                    Vector2(p.x * 0.012 + d * 0.006, p.y * 0.006), octaves: 5, gain: 0.6, seed: range.seed &+ 5)
                let creases = Noise.ridged(
                    Vector2(p.x * 0.017 + d * 0.011, d * 0.0045), octaves: 4, seed: range.seed &+ 9)
                let cut = smoothstep(0.42, 0.8, creases) * exp(-max(d, 0) / (range.fade * 0.8)) * 0.75
                return range.ink * (body * (0.8 + 0.55 * texture) + rim + cut)
                    * smoothstep(range.fade * 1.45, range.fade * 0.4, d)
            }
        }
        // Small trees on the nearest shore.
        var random = RandomGenerator(seed: 4)
        for _ in 0..<150 {
            let x = random.uniform(520, 1536)
            let y = 806 + 5 * sin(x * 0.02) + random.signed() * 7
            let reach = random.uniform(10, 30)
            let ink = random.uniform(0.25, 0.7)
            // A few leaf dots over a short trunk.
            for _ in 0..<random.index(4) + 3 {
                let c = Vector2(x + random.signed() * reach * 0.4, y - reach * random.uniform(0.4, 1))
                let half = random.uniform(3, 8)
                sheet.stroke(
                    [c - Vector2(half, 0), c + Vector2(half, random.signed() * 2)],
                    width: { 1 + half * 0.5 * sin($0 * .pi) }, ink: ink, dryness: 0.25, seed: UInt32(x * 3))
            }
            sheet.stroke(
                [Vector2(x, y), Vector2(x + random.signed() * 3, y - reach * 0.7)], width: { 1.6 - $0 }, ink: ink,
                dryness: 0.2, seed: UInt32(x))
        }
        // Still water: a few broken horizontal touches.
        for _ in 0..<46 {
            let y = random.uniform(845, 1090)
            let x = random.uniform(420, 1450)
            let half = random.uniform(40, 190)
            sheet.stroke(
                [Vector2(x - half, y), Vector2(x, y + random.signed() * 3), Vector2(x + half, y)],
                width: { 3.2 * sin($0 * .pi) + 0.4 }, ink: random.uniform(0.08, 0.24), dryness: 0.75,
                seed: UInt32(y * 7))
        }
    }

    private func paintBoat(on sheet: inout InkSheet) {
        let c = Vector2(985, 930)
        sheet.stroke(
            Curve.smooth(
                [Vector2(-120, -12), Vector2(-50, 10), Vector2(40, 12), Vector2(130, -16)].map { c + $0 }, segments: 8),
            width: { 3 + 9 * sin($0 * .pi) }, ink: 0.85, dryness: 0.25, seed: 51)
        sheet.stroke(
            [c + Vector2(-36, 0), c + Vector2(-30, -32), c + Vector2(26, -32), c + Vector2(36, 0)], width: { _ in 5 },
            ink: 0.6, dryness: 0.3, seed: 52)
        sheet.stroke(
            [c + Vector2(84, -8), c + Vector2(80, -44)], width: { 9 - 3 * $0 }, ink: 0.8, dryness: 0.1, seed: 53)
        sheet.stroke(
            [c + Vector2(60, -46), c + Vector2(80, -60), c + Vector2(100, -46)], width: { _ in 5 }, ink: 0.95,
            dryness: 0.1, seed: 54)
        sheet.stroke(
            [c + Vector2(86, -30), c + Vector2(200, 22)], width: { _ in 1.8 }, ink: 0.8, dryness: 0.2, seed: 55)
        sheet.stroke(
            [c + Vector2(-110, 30), c + Vector2(110, 32)], width: { 6 * sin($0 * .pi) }, ink: 0.2, dryness: 0.6,
            seed: 56)
    }

    private func paintBirds(on sheet: inout InkSheet) {
        for (x, y, s) in [(1120, 250, 1), (1180, 222, 0.8), (1236, 262, 0.7), (1290, 214, 0.55), (1075, 196, 0.6)]
            as [(Float, Float, Float)]
        {
            let c = Vector2(x, y)
            sheet.stroke(
                Curve.smooth([c + Vector2(-26, -8) * s, c + Vector2(-10, -12) * s, c], segments: 6),
                width: { 0.8 + 3.4 * $0 * s }, ink: 0.85, dryness: 0.1, seed: UInt32(x))
            sheet.stroke(
                Curve.smooth([c, c + Vector2(12, -14) * s, c + Vector2(28, -6) * s], segments: 6),
                width: { 4.2 * s - 3.4 * $0 * s }, ink: 0.85, dryness: 0.1, seed: UInt32(y))
        }
    }

    private func paintBamboo(on sheet: inout InkSheet) {
        var random = RandomGenerator(seed: 15)
        let culms: [(x: Float, lean: Float, width: Float, ink: Float)] = [
            (330, 60, 13, 0.22), (90, -30, 17, 0.34), (205, 36, 27, 0.72), (420, 130, 17, 0.5),
        ]
        for (number, culm) in culms.enumerated() {
            var y: Float = 1180
            var step: Float = random.uniform(150, 190)
            var node = 0
            func position(_ y: Float) -> Vector2 {
                let t = (1180 - y) / 1200
                return Vector2(culm.x + culm.lean * t * t * 1.6, y)
            }
            while y > -80 {
                let (a, b) = (position(y - 7), position(y - step + 7))
                let half = culm.width * (1 - 0.22 * (1180 - y) / 1200)
                let dark = culm.ink * random.uniform(0.82, 1.15)
                sheet.stroke(
                    [a, (a + b) * 0.5 + Vector2(random.signed() * 2, 0), b],
                    width: { u in half * (1 + 0.16 * pow(abs(u * 2 - 1), 5)) }, ink: dark, dryness: 0.42, hollow: 0.45,
                    seed: UInt32(number * 40 + node))
                // The joint: one quick dark hook.
                let joint = position(y - step)
                sheet.stroke(
                    Curve.smooth(
                        [joint + Vector2(-half * 1.1, 3), joint + Vector2(0, -3), joint + Vector2(half * 1.1, 4)],
                        segments: 5), width: { 2.2 + 2 * abs($0 * 2 - 1) }, ink: min(dark * 1.5, 1), dryness: 0.15,
                    seed: UInt32(number * 40 + node + 20))
                if node > 1, random.unit() < 0.85 {
                    let side: Float = random.unit() < 0.62 ? 1 : -1
                    twig(
                        from: joint, side: side, ink: min(culm.ink * 1.35, 1), scale: 0.75 + culm.width / 50,
                        on: &sheet, &random)
                }
                y -= step
                step *= random.uniform(0.96, 1.06)
                node += 1
            }
        }
    }

    private func twig(
        from root: Vector2, side: Float, ink: Float, scale: Float, on sheet: inout InkSheet,
        _ random: inout RandomGenerator
    ) {
        let reach = random.uniform(120, 250) * scale
        let end = root + Vector2(side * reach, -reach * random.uniform(0.15, 0.6))
        let branch = Curve.smooth([root, (root + end) * 0.5 + Vector2(0, -16), end], segments: 10)
        sheet.stroke(
            branch, width: { 3.4 * scale * (1 - 0.6 * $0) }, ink: ink, dryness: 0.25,
            seed: UInt32(truncatingIfNeeded: random.next()))
        for index in stride(from: 6, to: branch.count, by: 3) {
            let origin = branch[index]
            for _ in 0..<random.index(3) + 3 {
                // Leaves hang in fans, like the strokes of a character.
                let angle = .pi / 2 - side * random.uniform(-0.25, 1.15)
                let way = Vector2(cos(angle), sin(angle) * 0.95)
                let length = random.uniform(70, 150) * scale
                let bend = Vector2(-way.y, way.x) * random.signed() * length * 0.12
                let path = Curve.smooth(
                    [origin, origin + way * length * 0.5 + bend, origin + way * length], segments: 9)
                let broad = random.uniform(7, 12.5) * scale
                let tone = ink * random.uniform(0.55, 1.25)
                sheet.stroke(
                    path, width: { u in broad * pow(sin(min(u * 1.12 + 0.04, 1) * .pi), 0.8) * (1 - 0.35 * u) },
                    ink: min(tone, 1.1), dryness: 0.3, seed: UInt32(truncatingIfNeeded: random.next()))
            }
        }
    }
}
