import Foundation

/// The hedgerow trees, woods and village of the farmland, and the shade they cast.
struct Planting: Sendable {
    struct Tree: Sendable {
        var position: Vector3
        var height: Float
        var kind: Int
        var tint: Vector3
    }

    private(set) var trees: [Tree] = []
    private(set) var village = Mesh()
    let kinds: [[Splat]]
    /// Share of the sun that trees and houses take from the ground.
    private(set) var shade: Heightfield

    init(terrain: Heightfield, sun: Vector3) {
        kinds =
            (0..<5).map { Plant.broadleaf(seed: 30 + UInt64($0), sun: sun, leaf: Vector3(0.1, 0.165, 0.04)) }
            + [Plant.conifer(seed: 44, sun: sun, slenderness: 1.6)]
        shade = Heightfield(count: 1300, origin: Vector2(-900, 60), extent: 1800) { _ in 0 }
        var random = RandomGenerator(seed: 19)
        for _ in 0..<60_000 {
            let z = 90 + 2300 * pow(random.unit(), 1.2)
            let p = Vector2(random.signed() * (z * 0.62 + 60), z)
            let plot = FieldPattern.plot(p)
            let wooded = Noise.fractal(p / 330, octaves: 3, seed: 81) + 0.3 * smoothstep(900, 2300, z)
            let hedge = plot.margin < 4.2 && plot.margin > 1.6 && (plot.identifier >> 4) % 5 < 3 && random.unit() < 0.55
            let wood = wooded > 0.5 && random.unit() < 0.6
            let lonely = random.unit() < 0.0012
            guard hedge || wood || lonely else { continue }
            let height = wood ? random.uniform(10, 17) : lonely ? random.uniform(10, 14) : random.uniform(4.5, 11)
            let kind = wood && random.unit() < 0.3 ? 5 : random.index(5)
            let tint = Vector3(random.uniform(0.75, 1.35), random.uniform(0.8, 1.15), random.uniform(0.7, 1.1))
            trees.append(
                Tree(position: Vector3(p.x, terrain.height(p) - 0.2, p.y), height: height, kind: kind, tint: tint))
        }
        buildVillage(on: terrain, &random)
        for tree in trees { cast(from: tree.position, height: tree.height, width: tree.height * 0.26, sun: sun) }
    }

    private mutating func buildVillage(on terrain: Heightfield, _ random: inout RandomGenerator) {
        let center = Vector2(-70, 430)
        let walls = [Vector3(0.46, 0.4, 0.31), Vector3(0.4, 0.33, 0.25), Vector3(0.5, 0.46, 0.4)]
        let tiles = [Vector3(0.26, 0.09, 0.05), Vector3(0.21, 0.08, 0.052), Vector3(0.28, 0.12, 0.07)]
        var placed: [Vector2] = [center]
        for _ in 0..<400 where placed.count < 34 {
            let p = center + random.inDisc() * Vector2(95, 75)
            guard placed.allSatisfy({ length($0 - p) > 15 }) else { continue }
            placed.append(p)
            let size = Vector3(random.uniform(7, 9), random.uniform(4.5, 6.5), random.uniform(9, 15))
            village.addHouse(
                base: Vector3(p.x, terrain.height(p) - 0.6, p.y), size: size, roof: random.uniform(3, 4.4),
                turn: 0.4 + Float(random.index(2)) * .pi / 2 + random.signed() * 0.2, wall: walls[random.index(3)],
                tile: tiles[random.index(3)])
            cast(
                from: Vector3(p.x, terrain.height(p), p.y), height: size.y + 3, width: 5,
                sun: normalize(Vector3(-0.72, 0.36, -0.35)))
        }
        let base = Vector3(center.x, terrain.height(center) - 1, center.y)
        village.addHouse(base: base, size: Vector3(10, 9, 24), roof: 7, turn: 0.5, wall: walls[0], tile: tiles[1])
        let q = rotate(Vector2(0, -14), by: 0.5)
        let foot = base + Vector3(q.x, 0, q.y)
        village.addBox(base: foot, size: Vector3(6.5, 19, 6.5), turn: 0.5, albedo: walls[2])
        let peak = foot + Vector3(0, 34, 0)
        for side in 0..<4 {
            let a = rotate(Vector2(4.8, 0), by: 0.5 + .pi / 4 + Float(side) * .pi / 2)
            let b = rotate(Vector2(4.8, 0), by: 0.5 + .pi / 4 + Float(side + 1) * .pi / 2)
            let rim = foot + Vector3(0, 18.7, 0)
            village.faces.append(
                Mesh.Face(
                    corners: [rim + Vector3(a.x, 0, a.y), rim + Vector3(b.x, 0, b.y), peak],
                    albedo: Vector3(0.2, 0.22, 0.26)))
        }
        trees.removeAll { tree in placed.contains { length($0 - Vector2(tree.position.x, tree.position.z)) < 10 } }
    }

    /// Stamps a long soft shadow that points away from the sun.
    private mutating func cast(from base: Vector3, height: Float, width: Float, sun: Vector3) {
        let away = normalize(Vector2(-sun.x, -sun.z))
        let reach = height * length(Vector2(sun.x, sun.z)) / sun.y * 0.85
        let start = Vector2(base.x, base.z)
        let pitch = shade.pitch
        let radius = reach + width
        let (low, high) = (start - radius - shade.origin, start + radius - shade.origin)
        guard low.x > 0, low.y > 0, high.x < Float(shade.count - 1) * pitch, high.y < Float(shade.count - 1) * pitch
        else { return }
        for row in Int(low.y / pitch)...Int(high.y / pitch) {
            for column in Int(low.x / pitch)...Int(high.x / pitch) {
                let p = shade.origin + Vector2(Float(column), Float(row)) * pitch - start
                let along = dot(p, away)
                let across = abs(dot(p, perpendicular(away)))
                let t = along / reach
                guard t > -0.1, t < 1.05 else { continue }
                let span = width * (0.45 + 0.9 * clamp(t) * (1.35 - clamp(t)))
                let dark = smoothstep(span, span * 0.6, across) * smoothstep(1.05, 0.8, t) * smoothstep(-0.1, 0, t)
                let index = row * shade.count + column
                shade.heights[index] = max(shade.heights[index], dark * 0.88)
            }
        }
    }
}
