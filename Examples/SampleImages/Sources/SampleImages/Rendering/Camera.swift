import Foundation

/// A pinhole camera in a left-handed world: x to the right, y up (down in the picture), z ahead.
struct Camera: Sendable {
    let position: Vector3
    let right: Vector3
    let up: Vector3
    let forward: Vector3
    let size: Vector2
    /// Pixels per unit of tangent.
    let focal: Float

    init(position: Vector3, target: Vector3, width: Int, height: Int, horizontalFieldOfView degrees: Float) {
        self.position = position
        forward = normalize(target - position)
        right = normalize(cross(Vector3(0, 1, 0), forward))
        up = cross(forward, right)
        size = Vector2(Float(width), Float(height))
        focal = size.x * 0.5 / tan(degrees * .pi / 360)
    }

    /// The unit direction through a picture position.
    @inline(__always) func direction(_ p: Vector2) -> Vector3 {
        let q = p - size * 0.5
        return normalize(forward * focal + right * q.x - up * q.y)
    }

    /// Picture position and depth along the optical axis; nil behind the camera.
    @inline(__always) func project(_ point: Vector3) -> (position: Vector2, depth: Float)? {
        let d = point - position
        let depth = dot(d, forward)
        guard depth > 0.05 else { return nil }
        let scale = focal / depth
        return (size * 0.5 + Vector2(dot(d, right), -dot(d, up)) * scale, depth)
    }
}
