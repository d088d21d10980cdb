import Foundation

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
