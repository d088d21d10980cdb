import Foundation

/// Directions along the edges of a picture, from its smoothed structure tensor.
struct OrientationField: Sendable {
    /// (Ixx, Iyy, Ixy) for each pixel.
    private let tensor: Canvas

    init(_ picture: Canvas, smoothing: Float) {
        let soft = picture.blurred(sigma: 1.5)
        tensor = Canvas(width: picture.width, height: picture.height) { p, _ in
            let dx = soft.nearest(p + Vector2(1, 0)) - soft.nearest(p - Vector2(1, 0))
            let dy = soft.nearest(p + Vector2(0, 1)) - soft.nearest(p - Vector2(0, 1))
            return Vector3(dot(dx, dx), dot(dy, dy), dot(dx, dy))
        }.blurred(sigma: smoothing)
    }

    /// The direction of least change and how certain it is, in [0, 1].
    @inline(__always) func edge(at p: Vector2) -> (direction: Vector2, certainty: Float) {
        let t = tensor.nearest(p)
        let difference = t.x - t.y
        let spread = (difference * difference + 4 * t.z * t.z).squareRoot()
        let angle = 0.5 * atan2(2 * t.z, difference) + .pi / 2
        return (Vector2(cos(angle), sin(angle)), clamp(spread / (t.x + t.y + 2e-4)) * clamp((t.x + t.y) * 400))
    }
}
