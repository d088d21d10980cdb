import Foundation

/// A flat polygon mesh: convex faces of world points.
struct Mesh: Sendable {
    /// One flat face.
    struct Face: Sendable {
        var corners: [Vector3]
        var albedo: Vector3
        var emission = Vector3.zero
    }

    var faces: [Face] = []

    /// Adds a box with its base centre at `base`, turned about the y axis.
    mutating func addBox(base: Vector3, size: Vector3, turn: Float, albedo: Vector3) {
        func corner(_ x: Float, _ y: Float, _ z: Float) -> Vector3 {
            let q = rotate(Vector2(x * size.x / 2, z * size.z / 2), by: turn)
            return base + Vector3(q.x, y * size.y, q.y)
        }
        for (a, b) in [((-1, -1), (1, -1)), ((1, -1), (1, 1)), ((1, 1), (-1, 1)), ((-1, 1), (-1, -1))] as [((Float, Float), (Float, Float))] {
            faces.append(
                Face(
                    corners: [corner(a.0, 0, a.1), corner(b.0, 0, b.1), corner(b.0, 1, b.1), corner(a.0, 1, a.1)],
                    albedo: albedo))
        }
        faces.append(Face(corners: [corner(-1, 1, -1), corner(1, 1, -1), corner(1, 1, 1), corner(-1, 1, 1)], albedo: albedo))
    }

    /// Adds a house: walls and a gabled roof whose ridge runs along its own z axis.
    mutating func addHouse(base: Vector3, size: Vector3, roof: Float, turn: Float, wall: Vector3, tile: Vector3) {
        addBox(base: base, size: size, turn: turn, albedo: wall)
        func corner(_ x: Float, _ y: Float, _ z: Float) -> Vector3 {
            let q = rotate(Vector2(x * size.x / 2, z * size.z / 2), by: turn)
            return base + Vector3(q.x, size.y + y * roof, q.y)
        }
        let eave: Float = 1.12
        for side in [-1, 1] as [Float] {
            faces.append(
                Face(
                    corners: [
                        corner(side * eave, -0.1, -eave), corner(side * eave, -0.1, eave), corner(0, 1, eave), corner(0, 1, -eave),
                    ], albedo: tile))
            faces.append(Face(corners: [corner(-1, 0, side), corner(1, 0, side), corner(0, 0.98, side)], albedo: wall))
        }
    }
}

extension SplatBuffer {
    /// Fills the faces of a mesh; `light` gets the world point, the normal towards the camera and the face.
    mutating func draw(
        _ mesh: Mesh, camera: Camera, mirrored: Bool = false, light: (Vector3, Vector3, Mesh.Face) -> Vector3
    ) {
        for face in mesh.faces {
            let edge = face.corners[1] - face.corners[0]
            var normal = normalize(cross(edge, face.corners[2] - face.corners[0]))
            if dot(normal, camera.position - face.corners[0]) < 0 { normal = -normal }
            for index in 2..<face.corners.count {
                fill(
                    [face.corners[0], face.corners[index - 1], face.corners[index]], camera: camera, mirrored: mirrored
                ) { light($0, normal, face) }
            }
        }
    }

    private mutating func fill(
        _ triangle: [Vector3], camera: Camera, mirrored: Bool, light: (Vector3) -> Vector3
    ) {
        let corners = triangle.compactMap { camera.project(mirrored ? Vector3($0.x, -$0.y, $0.z) : $0) }
        guard corners.count == 3 else { return }
        let (a, b, c) = (corners[0].position, corners[1].position, corners[2].position)
        let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
        guard abs(area) > 1e-3 else { return }
        let left = Int(max(min(a.x, b.x, c.x), 0))
        let right = Int(min(max(a.x, b.x, c.x), Float(color.width) - 1))
        let top = Int(max(min(a.y, b.y, c.y), 0))
        let bottom = Int(min(max(a.y, b.y, c.y), Float(color.height) - 1))
        guard left <= right, top <= bottom else { return }
        for y in top...bottom {
            for x in left...right {
                let p = Vector2(Float(x) + 0.5, Float(y) + 0.5)
                let u = ((b.x - p.x) * (c.y - p.y) - (b.y - p.y) * (c.x - p.x)) / area
                let v = ((c.x - p.x) * (a.y - p.y) - (c.y - p.y) * (a.x - p.x)) / area
                let w = 1 - u - v
                guard u >= 0, v >= 0, w >= 0 else { continue }
                // Perspective: the inverse depth is linear on the picture.
                let weights = Vector3(u / corners[0].depth, v / corners[1].depth, w / corners[2].depth)
                let z = 1 / weights.sum()
                let index = y * color.width + x
                guard z < depth[index] else { continue }
                depth[index] = z
                let world = (triangle[0] * weights.x + triangle[1] * weights.y + triangle[2] * weights.z) * z
                color.pixels[index] = light(world)
            }
        }
    }
}
