/// One stroke of a loaded brush along a curve.
struct BrushStroke: Sendable {
    /// The curve, in pixels; at least two points.
    var path: [Vector2]
    var radius: Float
    var color: Vector3
    /// What the bristles add at their crests and take away in their grooves.
    var streak = Vector3(repeating: 0.05)
    /// Height of the paint laid down, in pixels.
    var thickness: Float = 1
    var opacity: Float = 1
    /// How early the brush runs dry: 0 never, 1 at once.
    var dryness: Float = 0.25
    /// Number of bristle ridges over the width.
    var bristles: Float = 9
    /// Share of the length over which the ends narrow.
    var taper: Float = 0.12
    var seed: UInt32
}
