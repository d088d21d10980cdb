import Foundation

/// A picture with the depth of each pixel, into which discs are drawn.
struct SplatBuffer: Sendable {
    var color: Canvas
    /// Depth along the optical axis; infinity for the sky.
    var depth: [Float]

    init(width: Int, height: Int) {
        color = Canvas(width: width, height: height)
        depth = [Float](repeating: .infinity, count: width * height)
    }

    init(color: Canvas, depth: [Float]) {
        self.color = color
        self.depth = depth
    }

    /// Draws a disc where it is nearer than what is there.
    @inline(__always) mutating func draw(at p: Vector2, radius: Float, depth z: Float, color value: Vector3) {
        let r = max(radius, 0.6)
        let (left, right) = (Int(max(p.x - r, 0)), Int(min(p.x + r, Float(color.width) - 1)))
        let (top, bottom) = (Int(max(p.y - r, 0)), Int(min(p.y + r, Float(color.height) - 1)))
        guard p.x + r >= 0, p.y + r >= 0, left <= right, top <= bottom else { return }
        for y in top...bottom {
            for x in left...right {
                let dx = Float(x) + 0.5 - p.x
                let dy = Float(y) + 0.5 - p.y
                let index = y * color.width + x
                guard dx * dx + dy * dy <= r * r, z < depth[index] else { continue }
                depth[index] = z
                color.pixels[index] = value
            }
        }
    }

    /// Draws a plant: every `stride`-th splat, enlarged to keep the mass.
    mutating func draw(
        _ splats: [Splat], at origin: Vector3, scale: Float, tint: Vector3, mirrored: Bool = false, camera: Camera,
        light: (Splat, Vector3, Vector3) -> Vector3
    ) {
        guard let center = camera.project(origin) else { return }
        // Few, larger discs where the plant is far: about one for each half pixel of radius.
        let pixels = camera.focal * scale / center.depth
        let stride = max(1, Int(Float(splats.count) / max(pixels * pixels * 0.9, 60)))
        let growth = Float(stride).squareRoot()
        var index = 0
        while index < splats.count {
            let splat = splats[index]
            index += stride
            let world = origin + splat.position * scale
            let seen = mirrored ? Vector3(world.x, -world.y, world.z) : world
            guard let (p, z) = camera.project(seen) else { continue }
            let color = light(splat, world, splat.albedo * tint)
            draw(at: p, radius: splat.radius * scale * growth * camera.focal / z, depth: z, color: color)
        }
    }
}
