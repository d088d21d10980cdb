import Dispatch
import Foundation

/// Square stones packed along a direction field: centroids of Voronoi cells under a turned maximum norm
/// (after Hausner, "Simulating Decorative Mosaics", 2001).
struct MosaicLayout: Sendable {
    /// A stone as seen from a point on it.
    struct Stone {
        var index: Int
        var center: Vector2
        var axis: Vector2
        /// Coordinates in the stone's own frame; its edges lie near ±1.
        var local: Vector2
    }

    private let width: Int
    private let height: Int
    private let pitch: Float
    private var centers: [Vector2] = []
    private var axes: [Vector2] = []
    /// Stones sorted by bucket, and where each bucket begins.
    private var sorted: [Int32] = []
    private var starts: [Int32] = []
    private var columns = 0
    private var rows = 0

    init(width: Int, height: Int, pitch: Float, rounds: Int = 10, direction: @Sendable (Vector2) -> Vector2) {
        self.width = width
        self.height = height
        self.pitch = pitch
        columns = Int(Float(width) / pitch) + 2
        rows = Int(Float(height) / pitch) + 2
        var random = RandomGenerator(seed: 7)
        for row in 0..<rows {
            for column in 0..<columns {
                centers.append(
                    (Vector2(Float(column), Float(row)) + Vector2(random.unit(), random.unit())) * pitch - pitch * 0.5)
            }
        }
        for _ in 0..<rounds {
            axes = centers.map(direction)
            sort()
            relax()
        }
        axes = centers.map(direction)
        sort()
    }

    private mutating func sort() {
        let homes = centers.map(bucket)
        starts = [Int32](repeating: 0, count: columns * rows + 1)
        for home in homes { starts[home + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var next = starts
        sorted = [Int32](repeating: 0, count: centers.count)
        for (index, home) in homes.enumerated() {
            sorted[Int(next[home])] = Int32(index)
            next[home] += 1
        }
    }

    private func bucket(_ p: Vector2) -> Int {
        let column = min(max(Int(p.x / pitch + 0.5), 0), columns - 1)
        let row = min(max(Int(p.y / pitch + 0.5), 0), rows - 1)
        return row * columns + column
    }

    /// Moves each stone to the middle of the points nearest to it.
    private mutating func relax() {
        let stride = 3
        let (w, h) = (width / stride, height / stride)
        let layout = self
        let owners = ParallelRows.map(width: w, height: h, seed: 1) { x, y, _ in
            Int32(layout.nearest(Vector2(Float(x * stride) + 1, Float(y * stride) + 1)).index)
        }
        var sums = [Vector3](repeating: .zero, count: centers.count)
        for y in 0..<h {
            for x in 0..<w { sums[Int(owners[y * w + x])] += Vector3(Float(x * stride) + 1, Float(y * stride) + 1, 1) }
        }
        for (index, sum) in sums.enumerated() where sum.z > 0 { centers[index] = Vector2(sum.x, sum.y) / sum.z }
    }

    private func nearest(_ p: Vector2) -> (index: Int, local: Vector2) {
        let column = min(max(Int(p.x / pitch + 0.5), 0), columns - 1)
        let row = min(max(Int(p.y / pitch + 0.5), 0), rows - 1)
        var (best, owner, local) = (Float.infinity, 0, Vector2.zero)
        let (left, right) = (max(column - 2, 0), min(column + 2, columns - 1))
        for j in max(row - 2, 0)...min(row + 2, rows - 1) {
            // The buckets of a row lie one after the other.
            for slot in Int(starts[j * columns + left])..<Int(starts[j * columns + right + 1]) {
                let index = Int(sorted[slot])
                let offset = p - centers[index]
                let axis = axes[index]
                let q = Vector2(dot(offset, axis), axis.x * offset.y - axis.y * offset.x)
                let distance = max(abs(q.x), abs(q.y)) + 0.04 * length(q)
                if distance < best { (best, owner, local) = (distance, index, q) }
            }
        }
        return (owner, local)
    }

    func stone(at p: Vector2) -> Stone {
        let hit = nearest(p)
        return Stone(
            index: hit.index, center: centers[hit.index], axis: axes[hit.index], local: hit.local / (pitch * 0.5))
    }
}
