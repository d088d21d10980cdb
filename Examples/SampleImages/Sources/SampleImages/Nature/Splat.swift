/// A small disc of matter (a leaf, a bunch of needles, a piece of bark).
struct Splat: Sendable {
    var position: Vector3
    var radius: Float
    /// Linear reflectance.
    var albedo: Vector3
    /// Share of the sun and of the sky that reaches the disc inside its plant.
    var sun: Float = 1
    var sky: Float = 1
}
