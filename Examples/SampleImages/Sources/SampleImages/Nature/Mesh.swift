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
        for (a, b) in [((-1, -1), (1, -1)), ((1, -1), (1, 1)), ((1, 1), (-1, 1)), ((-1, 1), (-1, -1))]
            as [((Float, Float), (Float, Float))]
        {
            faces.append(
                Face(
                    corners: [corner(a.0, 0, a.1), corner(b.0, 0, b.1), corner(b.0, 1, b.1), corner(a.0, 1, a.1)],
                    albedo: albedo))
        }
        faces.append(
            Face(corners: [corner(-1, 1, -1), corner(1, 1, -1), corner(1, 1, 1), corner(-1, 1, 1)], albedo: albedo))
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
                        corner(side * eave, -0.1, -eave), corner(side * eave, -0.1, eave), corner(0, 1, eave),
                        corner(0, 1, -eave),
                    ], albedo: tile))
            faces.append(Face(corners: [corner(-1, 0, side), corner(1, 0, side), corner(0, 0.98, side)], albedo: wall))
        }
    }
}
