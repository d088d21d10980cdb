import Foundation

/// A guitar, a bottle and a glass broken into shaded planes of ochre, umber and blue.
struct CubistPlanes: SamplePicture {
    let name = "style-cubist-planes"

    /// A convex piece of the picture.
    private struct Facet: Sendable {
        var corners: [Vector2]
        var color: Vector3
        /// The direction along which the plane darkens.
        var fall: Vector2
        var depth: Float

        var center: Vector2 { corners.reduce(.zero, +) / Float(corners.count) }
    }

    private static let (width, height) = (1536, 1152)

    func render() -> Canvas {
        let facets = Self.facets()
        let index = Self.ownership(facets)
        let motif = CubistMotif()
        let scene = Canvas(width: Self.width, height: Self.height) { p, _ in
            let i = index[min(max(Int(p.y), 0), Self.height - 1) * Self.width + min(max(Int(p.x), 0), Self.width - 1)]
            return Self.shade(facets[i], at: p, motif: motif, number: i)
        }
        let edges = OrientationField(scene, smoothing: 3)
        let direction: @Sendable (Vector2) -> Vector2 = { p in
            let i = index[min(max(Int(p.y), 0), Self.height - 1) * Self.width + min(max(Int(p.x), 0), Self.width - 1)]
            let rule = perpendicular(facets[i].fall)
            let edge = edges.edge(at: p)
            let way = dot(edge.direction, rule) < 0 ? -edge.direction : edge.direction
            return normalize(mix(rule, way, edge.certainty * edge.certainty))
        }
        let planner = StrokePlanner(reference: scene, direction: direction)
        var surface = PaintSurface(width: Self.width, height: Self.height) { p in
            hex(0x8A7550) * (0.9 + 0.15 * Noise.fractal(p * 0.02, octaves: 3))
        }
        typealias Layer = StrokePlanner.Layer
        let layers = [
            Layer(radius: 15, spacing: 1.2, length: 6, threshold: 0, tolerance: 0.2, thickness: 1, jitter: 0.03),
            Layer(
                radius: 8, spacing: 1.5, length: 5, threshold: 0.03, tolerance: 0.11, thickness: 1.6, dryness: 0.35,
                jitter: 0.04, hueJitter: 0.018),
            Layer(
                radius: 4, spacing: 1.7, length: 6, threshold: 0.06, tolerance: 0.1, thickness: 1.2, jitter: 0.03,
                hueJitter: 0.015),
            Layer(
                radius: 2.4, spacing: 1.5, length: 9, threshold: 0.13, tolerance: 0.12, thickness: 0.8, dryness: 0.15,
                jitter: 0.02, hueJitter: 0.01),
        ]
        for (number, layer) in layers.enumerated() { planner.paint(layer, on: &surface, seed: UInt64(80 + number)) }
        return surface.lit(relief: 0.7, gloss: 0.12, weave: 0.3).downsampled(by: 2)
    }

    /// Cuts the picture by lines, most of them along a few ruling directions, until the pieces are small.
    private static func facets() -> [Facet] {
        var random = RandomGenerator(seed: 44)
        let rulings: [Float] = [0.12, 1.02, 1.45, 2.2, 2.65]
        let (w, h) = (Float(width), Float(height))
        var pending: [[Vector2]] = [[Vector2(0, 0), Vector2(w, 0), Vector2(w, h), Vector2(0, h)]]
        var facets: [Facet] = []
        while let polygon = pending.popLast() {
            let area = Self.area(polygon)
            let center = polygon.reduce(.zero, +) / Float(polygon.count)
            // Small pieces in the middle, large ones towards the rim.
            let limit = 6500 + 42_000 * smoothstep(0.15, 0.75, length((center - Vector2(w, h) / 2) / Vector2(w, h)))
            if area > limit * random.uniform(0.6, 1.6) {
                let angle = rulings[random.index(rulings.count)] + random.signed() * 0.09
                let normal = Vector2(-sin(angle), cos(angle))
                let offset = center + random.inDisc() * area.squareRoot() * 0.16
                let parts = [Self.clip(polygon, offset, normal), Self.clip(polygon, offset, -normal)].filter {
                    $0.count > 2
                }
                if parts.count == 2 {
                    pending += parts
                    continue
                }
            }
            let fall = rotate(
                Vector2(1, 0), by: rulings[random.index(rulings.count)] + .pi / 2 + (random.unit() < 0.5 ? 0 : .pi))
            facets.append(Facet(corners: polygon, color: pick(center, &random), fall: fall, depth: random.unit()))
        }
        return facets
    }

    private static func pick(_ p: Vector2, _ random: inout RandomGenerator) -> Vector3 {
        let warm = [0xC79A52, 0xB07F3C, 0xDDBE82, 0x8C6234, 0xE6D3A6, 0xA8884E, 0x6E4A2A] as [UInt32]
        let cool = [0x5F7F98, 0x3F5A74, 0x8FA6AE, 0x2C4258, 0xB4C2BE, 0x6E8A84, 0x4A6E8C] as [UInt32]
        let grey = [0x9A9280, 0x6A665A, 0xC4BAA2, 0x4A4840] as [UInt32]
        let distance = length((p - Vector2(768, 590)) / Vector2(560, 470))
        let roll = random.unit()
        let table = roll < mix(0.72, 0.2, smoothstep(0.3, 1, distance)) ? warm : roll < 0.85 ? cool : grey
        return hex(table[random.index(table.count)])
    }

    private static func shade(_ facet: Facet, at p: Vector2, motif: CubistMotif, number: Int) -> Vector3 {
        let reach = facet.corners.map { dot($0, facet.fall) }
        let (low, high) = (reach.min() ?? 0, reach.max() ?? 1)
        let t = (dot(p, facet.fall) - low) / max(high - low, 1)
        // Each facet looks at the motif from its own side.
        let shift = rotate(Vector2(26, 0), by: facet.depth * 6.3)
        let glance =
            facet.center + rotate(p - facet.center, by: (facet.depth - 0.5) * 0.34) * (0.86 + 0.28 * facet.depth)
            + shift
        var color = mix(facet.color * 1.26 + 0.03, facet.color * 0.6, pow(clamp(t), 1.2))
        if let seen = motif.color(at: glance) { color = mix(color, seen * mix(1.3, 0.66, t), 0.72) }
        var edge = Float.infinity
        for i in facet.corners.indices {
            let (a, b) = (facet.corners[i], facet.corners[(i + 1) % facet.corners.count])
            let way = normalize(b - a)
            edge = min(edge, abs(way.x * (p.y - a.y) - way.y * (p.x - a.x)))
        }
        if number % 3 != 0 { color = mix(color, hex(0x231C18), smoothstep(3.4, 1.4, edge) * 0.85) }
        if number % 4 == 1 { color = mix(color, hex(0xF2E6C8), smoothstep(9, 5, edge) * smoothstep(0.45, 0, t) * 0.6) }
        return clamp(color)
    }

    private static func ownership(_ facets: [Facet]) -> [Int] {
        ParallelRows.map(width: width, height: height, seed: 1) { x, y, _ in
            let p = Vector2(Float(x) + 0.5, Float(y) + 0.5)
            return facets.firstIndex { contains($0.corners, p) } ?? 0
        }
    }

    private static func contains(_ polygon: [Vector2], _ p: Vector2) -> Bool {
        var (left, right) = (false, false)
        for i in polygon.indices {
            let (a, b) = (polygon[i], polygon[(i + 1) % polygon.count])
            let side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
            if side > 0 { left = true } else if side < 0 { right = true }
            if left && right { return false }
        }
        return true
    }

    private static func area(_ polygon: [Vector2]) -> Float {
        var sum: Float = 0
        for i in polygon.indices {
            let (a, b) = (polygon[i], polygon[(i + 1) % polygon.count])
            sum += a.x * b.y - a.y * b.x
        }
        return abs(sum) / 2
    }

    /// The part of a convex polygon on the side of a line that its normal points to.
    private static func clip(_ polygon: [Vector2], _ point: Vector2, _ normal: Vector2) -> [Vector2] {
        var result: [Vector2] = []
        for i in polygon.indices {
            let (a, b) = (polygon[i], polygon[(i + 1) % polygon.count])
            let (da, db) = (dot(a - point, normal), dot(b - point, normal))
            if da >= 0 { result.append(a) }
            if da * db < 0 { result.append(mix(a, b, da / (da - db))) }
        }
        return result
    }
}
