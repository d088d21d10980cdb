import Foundation

/// The woods around the lake, the jetty and the boat.
struct LakeShore: Sendable {
    private(set) var trees: [Planting.Tree] = []
    private(set) var timber = Mesh()
    let kinds: [[Splat]]

    init(terrain: Heightfield, sun: Vector3) {
        let leaves = [
            Vector3(0.3, 0.13, 0.025), Vector3(0.32, 0.07, 0.02), Vector3(0.32, 0.2, 0.035), Vector3(0.2, 0.035, 0.02),
            Vector3(0.13, 0.14, 0.035),
        ]
        kinds =
            leaves.enumerated().map {
                Plant.broadleaf(seed: 60 + UInt64($0.offset), sun: sun, leaf: $0.element, width: 0.27)
            }
            + (0..<3).map { Plant.conifer(seed: 80 + UInt64($0), sun: sun, slenderness: 1.15) }
        var random = RandomGenerator(seed: 29)
        for _ in 0..<42_000 where trees.count < 9000 {
            let z = 45 + 900 * pow(random.unit(), 1.5)
            let p = Vector2(random.signed() * (z * 0.62 + 25), z)
            let level = terrain.height(p)
            guard level > 0.9 else { continue }
            let edge = level < 4
            let grove = Noise.fractal(p / 70, octaves: 3, seed: 83)
            guard random.unit() < (edge ? 0.9 : 0.75) else { continue }
            let conifer = grove + random.signed() * 0.35 > 0.22
            let kind =
                conifer
                ? 5 + random.index(3)
                : min(Int(Noise.unit(Int32(p.x / 26), Int32(p.y / 26)) * 3 + random.unit() * 2.4), 4)
            let height = conifer ? random.uniform(13, 23) : random.uniform(8, 15) * (edge ? 0.85 : 1)
            let tint = Vector3(random.uniform(0.85, 1.2), random.uniform(0.8, 1.15), random.uniform(0.8, 1.1))
            trees.append(
                Planting.Tree(position: Vector3(p.x, level - 0.2, p.y), height: height, kind: kind, tint: tint))
        }
        buildJetty(&random)
        buildBoat(at: Vector3(-4.4, 0, 14), turn: 1.2)
    }

    private mutating func buildJetty(_ random: inout RandomGenerator) {
        // Planks lie across two beams; the jetty runs out to the right of the picture's middle.
        let (start, end) = (Vector2(5.2, 2.5), Vector2(1.9, 23))
        let way = normalize(end - start)
        let side = Vector2(way.y, -way.x)
        let turn = atan2(-way.x, way.y)
        let reach = length(end - start)
        var t: Float = 0
        while t < reach {
            let width = random.uniform(0.19, 0.23)
            let p = start + way * t
            let tone = random.uniform(0.75, 1.2)
            timber.addBox(
                base: Vector3(p.x, 0.62 + random.signed() * 0.008, p.y),
                size: Vector3(2.0 + random.signed() * 0.06, 0.05, width - 0.022),
                turn: turn + random.signed() * 0.012, albedo: Vector3(0.24, 0.2, 0.165) * tone)
            t += width
        }
        for lane in [-0.75, 0.75] as [Float] {
            let p = (start + end) * 0.5 + side * lane
            timber.addBox(
                base: Vector3(p.x, 0.48, p.y), size: Vector3(0.14, 0.14, reach), turn: turn,
                albedo: Vector3(0.13, 0.105, 0.085))
            for step in stride(from: Float(1.2), through: reach, by: 3.1) {
                let q = start + way * step + side * (lane * 1.36)
                let height = 1.05 + 0.25 * random.unit()
                timber.addBox(
                    base: Vector3(q.x, -0.6, q.y), size: Vector3(0.19, height + 0.6, 0.19),
                    turn: turn + random.signed() * 0.2, albedo: Vector3(0.16, 0.125, 0.095))
            }
        }
    }

    private mutating func buildBoat(at c: Vector3, turn: Float) {
        func world(_ along: Float, _ y: Float, _ across: Float) -> Vector3 {
            let q = rotate(Vector2(across, along), by: turn)
            return c + Vector3(q.x, y, q.y)
        }
        let (ribs, half): (Int, Float) = (18, 2.3)
        /// A point of the hull: `s` in [-1, 1] along the keel, `level` from the keel (0) to the gunwale (1).
        func hull(_ s: Float, _ level: Float, _ side: Float, inner: Float) -> Vector3 {
            let beam = 0.74 * (1 - pow(abs(s), 2.4)) * inner
            let y = -0.16 + level * (0.62 + 0.22 * s * s)
            return world(s * half * (0.9 + 0.1 * level), y, side * beam * (0.45 + 0.55 * pow(level, 0.6)))
        }
        let colors = [Vector3(0.3, 0.035, 0.025), Vector3(0.34, 0.3, 0.24), Vector3(0.06, 0.12, 0.17)]
        for rib in 0..<ribs {
            let (s, t) = (Float(rib) / Float(ribs) * 2 - 1, Float(rib + 1) / Float(ribs) * 2 - 1)
            for side in [-1, 1] as [Float] {
                for strake in 0..<5 {
                    let (a, b) = (Float(strake) / 5, Float(strake + 1) / 5)
                    let tone = 0.85 + 0.06 * Float(strake)
                    let paint = strake == 4 ? colors[1] : strake == 0 ? colors[2] : colors[0]
                    timber.faces.append(
                        Mesh.Face(
                            corners: [
                                hull(s, a, side, inner: 1), hull(t, a, side, inner: 1), hull(t, b, side, inner: 1),
                                hull(s, b, side, inner: 1),
                            ], albedo: paint * tone))
                    timber.faces.append(
                        Mesh.Face(
                            corners: [
                                hull(s, a, side, inner: 0.93), hull(t, a, side, inner: 0.93),
                                hull(t, b, side, inner: 0.93), hull(s, b, side, inner: 0.93),
                            ], albedo: Vector3(0.26, 0.17, 0.09) * tone))
                }
                timber.faces.append(
                    Mesh.Face(
                        corners: [
                            hull(s, 1, side, inner: 1.03), hull(t, 1, side, inner: 1.03),
                            hull(t, 1.01, side, inner: 0.88), hull(s, 1.01, side, inner: 0.88),
                        ], albedo: Vector3(0.3, 0.2, 0.11)))
            }
        }
        for s in [-0.45, 0.1, 0.6] as [Float] {
            // A thwart as wide as the hull is there.
            let side = 0.56 * (1 - pow(abs(s) + 0.06, 2.4))
            let corners = [(-0.14, -side), (0.14, -side), (0.14, side), (-0.14, side)].map {
                (along: Float, across: Float) in
                world(s * half + along, 0.26, across)
            }
            timber.faces.append(Mesh.Face(corners: corners, albedo: Vector3(0.34, 0.23, 0.12)))
        }
        let oar = [world(-1.7, 0.42, 0.3), world(-1.7, 0.42, 0.36), world(1.2, 0.52, -0.1), world(1.2, 0.52, -0.16)]
        timber.faces.append(Mesh.Face(corners: oar, albedo: Vector3(0.4, 0.29, 0.17)))
    }
}
