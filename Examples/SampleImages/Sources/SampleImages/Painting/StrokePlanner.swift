import Foundation

/// Places brush strokes that bring a surface nearer to a reference picture, layer by layer from broad to fine
/// (after Hertzmann, "Painterly Rendering with Curved Brush Strokes of Multiple Sizes", 1998).
struct StrokePlanner: Sendable {
    /// One pass of strokes of one brush size.
    struct Layer: Sendable {
        var radius: Float
        /// Distance of the stroke origins, as a multiple of the radius.
        var spacing: Float = 1
        /// Longest stroke, as a multiple of the radius.
        var length: Float = 10
        /// Colour distance from the reference that calls for a stroke; 0 covers everything.
        var threshold: Float = 0.08
        /// Colour distance over which a stroke may run before it stops.
        var tolerance: Float = 0.16
        var thickness: Float = 1
        var dryness: Float = 0.25
        var opacity: Float = 1
        var bristles: Float = 9
        /// Random change of lightness and of each channel.
        var jitter: Float = 0.04
        var hueJitter: Float = 0.03
    }

    var reference: Canvas
    /// The unit direction of strokes at a position.
    var direction: @Sendable (Vector2) -> Vector2
    /// Turns a picked colour into the paint on the brush.
    var palette: @Sendable (Vector3, inout RandomGenerator) -> Vector3 = { color, _ in color }

    func paint(_ layer: Layer, on surface: inout PaintSurface, seed: UInt64) {
        surface.paint(strokes(for: layer, over: surface.color, seed: seed))
    }

    private func strokes(for layer: Layer, over current: Canvas, seed: UInt64) -> [BrushStroke] {
        let target = reference.blurred(sigma: layer.radius * 0.5)
        let painted = current.blurred(sigma: layer.radius * 0.6)
        var random = RandomGenerator(seed: seed)
        let pitch = max(layer.radius * layer.spacing, 1.5)
        var strokes: [BrushStroke] = []
        var y: Float = 0
        while y < Float(target.height) + pitch {
            var x: Float = 0
            while x < Float(target.width) + pitch {
                let origin = Vector2(x + pitch * random.signed() * 0.6, y + pitch * random.signed() * 0.6)
                let color = target.nearest(origin)
                let gap = length(color - painted.nearest(origin))
                if layer.threshold <= 0 || gap > layer.threshold {
                    strokes.append(stroke(from: origin, color: color, target: target, layer: layer, random: &random))
                }
                x += pitch
            }
            y += pitch
        }
        strokes.shuffle(using: &random)
        return strokes
    }

    private func stroke(
        from origin: Vector2, color: Vector3, target: Canvas, layer: Layer, random: inout RandomGenerator
    ) -> BrushStroke {
        let step = layer.radius * 0.9
        let longest = layer.length * layer.radius * random.uniform(0.6, 1.15)
        // Grow both ways so that the origin, whose colour was picked, lies in the middle.
        let forward = trace(from: origin, sign: 1, color: color, target: target, step: step, reach: longest / 2, layer)
        let backward = trace(
            from: origin, sign: -1, color: color, target: target, step: step, reach: longest / 2, layer)
        var path = Array(backward.reversed()) + [origin] + forward
        if path.count == 1 { path.append(origin + direction(origin) * layer.radius * 0.6) }
        if random.unit() < 0.5 { path.reverse() }
        let tint = Vector3(random.normal(), random.normal(), random.normal()) * layer.hueJitter
        let paint = palette(color, &random) + tint + layer.jitter * random.normal()
        return BrushStroke(
            path: path, radius: layer.radius * random.uniform(0.75, 1.2), color: clamp(paint),
            streak: Vector3(repeating: 0.07) + Vector3(random.signed(), random.signed(), random.signed()) * 0.06,
            thickness: layer.thickness * random.uniform(0.7, 1.3), opacity: layer.opacity, dryness: layer.dryness,
            bristles: layer.bristles, seed: UInt32(truncatingIfNeeded: random.next()))
    }

    private func trace(
        from origin: Vector2, sign: Float, color: Vector3, target: Canvas, step: Float, reach: Float, _ layer: Layer
    ) -> [Vector2] {
        var points: [Vector2] = []
        var position = origin
        var heading = direction(origin) * sign
        var travelled: Float = 0
        while travelled < reach {
            var next = direction(position)
            if dot(next, heading) < 0 { next = -next }
            heading = normalize(mix(heading, next, 0.7))
            position += heading * step
            travelled += step
            if length(target.nearest(position) - color) > layer.tolerance { break }
            points.append(position)
        }
        return points
    }
}
