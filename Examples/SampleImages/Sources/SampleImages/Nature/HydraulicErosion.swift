import Foundation

/// Rain drops that run downhill, cut into steep ground and drop their load where it is flat.
struct HydraulicErosion: Sendable {
    var drops: Int
    var inertia: Float = 0.06
    var capacity: Float = 5
    var erosion: Float = 0.35
    var deposition: Float = 0.3
    var evaporation: Float = 0.015
    var steps = 70

    /// Erodes in place. Heights are read in units of the grid's pitch.
    func apply(to field: inout Heightfield, seed: UInt64) {
        var random = RandomGenerator(seed: seed)
        let count = field.count
        let scale = field.pitch
        field.heights.withUnsafeMutableBufferPointer { heights in
            for i in heights.indices { heights[i] /= scale }
            for _ in 0..<drops {
                let start = Vector2(random.uniform(2, Float(count) - 3), random.uniform(2, Float(count) - 3))
                run(from: start, heights, count)
            }
            for i in heights.indices { heights[i] *= scale }
        }
    }

    private func run(from start: Vector2, _ heights: UnsafeMutableBufferPointer<Float>, _ count: Int) {
        var position = start
        var direction = Vector2.zero
        var (speed, water, load): (Float, Float, Float) = (1, 1, 0)
        for _ in 0..<steps {
            let (i, j) = (Int(position.x), Int(position.y))
            let (u, v) = (position.x - Float(i), position.y - Float(j))
            let base = j * count + i
            let (a, b, c, d) = (heights[base], heights[base + 1], heights[base + count], heights[base + count + 1])
            let gradient = Vector2(mix(b - a, d - c, v), mix(c - a, d - b, u))
            direction = direction * inertia - gradient * (1 - inertia)
            guard dot(direction, direction) > 1e-10 else { return }
            direction = normalize(direction)
            position += direction
            let inside =
                position.x > 2 && position.y > 2 && position.x < Float(count - 3) && position.y < Float(count - 3)
            guard inside else { return }
            let (k, l) = (Int(position.x), Int(position.y))
            let next = l * count + k
            let (s, t) = (position.x - Float(k), position.y - Float(l))
            let height = mix(mix(a, b, u), mix(c, d, u), v)
            let nextHeight = mix(
                mix(heights[next], heights[next + 1], s), mix(heights[next + count], heights[next + count + 1], s), t)
            let drop = nextHeight - height
            let limit = max(-drop, 0.01) * speed * water * capacity
            var change: Float
            if load > limit || drop > 0 {
                change = drop > 0 ? min(drop, load) : (load - limit) * deposition
            } else {
                change = -min((limit - load) * erosion, -drop)
            }
            load -= change
            if change > 0 {
                heights[base] += change * (1 - u) * (1 - v)
                heights[base + 1] += change * u * (1 - v)
                heights[base + count] += change * (1 - u) * v
                heights[base + count + 1] += change * u * v
            } else {
                // Cut with a 3×3 brush, so that a channel is wider than one sample.
                change /= 16
                for row in -1...1 {
                    for column in -1...1 {
                        let weight: Float = (row == 0 ? 2 : 1) * (column == 0 ? 2 : 1)
                        heights[base + row * count + column] += change * weight
                    }
                }
            }
            speed = max(speed * speed - drop * 0.8, 0.05).squareRoot()
            water *= 1 - evaporation
        }
    }
}
