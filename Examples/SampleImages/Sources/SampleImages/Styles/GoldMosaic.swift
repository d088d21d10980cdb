import Foundation

/// A tree of spirals on gold, laid in glass and gold stones.
struct GoldMosaic: SamplePicture {
    let name = "style-gold-mosaic"

    private static let (width, height) = (1536, 1152)

    func render() -> Canvas {
        let tree = SpiralTree()
        let scene = Canvas(width: Self.width, height: Self.height) { p, _ in tree.color(at: p) }
        let edges = OrientationField(scene, smoothing: 9)
        let layout = MosaicLayout(width: Self.width, height: Self.height, pitch: 12) { p in
            let edge = edges.edge(at: p)
            let swirl = tree.flow(at: p)
            return edge.certainty > 0.3 ? edge.direction : swirl
        }
        let light = normalize(Vector3(-0.5, -0.6, 0.62))
        let picture = Canvas(width: Self.width, height: Self.height) { p, _ in
            let stone = layout.stone(at: p)
            var random = RandomGenerator(seed: UInt64(stone.index))
            let base = scene.nearest(stone.center)
            let gold = tree.isGold(at: stone.center)
            // Each stone is set a little askew and catches the light its own way.
            let tilt = Vector2(random.normal(), random.normal()) * (gold ? 0.15 : 0.1)
            let bevel = stone.local * pow(max(abs(stone.local.x), abs(stone.local.y)), 6) * 0.75
            let turned = stone.axis * bevel.x + perpendicular(stone.axis) * bevel.y
            let rough = Vector2(Noise.gradient(p * 0.22, seed: 3), Noise.gradient(p * 0.22, seed: 4)) * 0.12
            let normal = normalize(Vector3(tilt.x + turned.x + rough.x, tilt.y + turned.y + rough.y, 1))
            let shine = pow(max(dot(reflect(-light, normal), Vector3(0, 0, 1)), 0), gold ? 9 : 26)
            let diffuse = 0.55 + 0.65 * max(dot(normal, light), 0)
            let tone = 1 + 0.085 * random.normal()
            let tint = Vector3(random.normal(), random.normal(), random.normal()) * 0.035
            var color = (base * tone + tint) * diffuse
            color += (gold ? base * 1.5 + 0.12 : Vector3(repeating: 0.5)) * shine * (gold ? 0.5 : 0.35)
            color *= 0.94 + 0.09 * Noise.fractal(p * 0.09, octaves: 3, seed: 6)
            let reach = max(abs(stone.local.x), abs(stone.local.y))
            let grout = hex(0x3A3026) * (0.8 + 0.35 * Noise.fractal(p * 0.2, octaves: 2, seed: 8))
            return mix(clamp(color), grout, smoothstep(0.84, 0.97, reach))
        }
        return picture.downsampled(by: 2)
    }
}
