/// H×W numbers, of pixels or of windows of 7×7 pixels, with sums over those windows.
final class WindowedPlane {
    /// Side of the uniform window, pixels.
    static let window = 7

    let width: Int
    let height: Int
    let values: UnsafeMutablePointer<Float>

    var count: Int { width * height }

    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        // From the pool: fresh pages from the system cost more than the sums.
        values = BufferPool.shared.take(bytes: Self.bytes(width, height)).assumingMemoryBound(to: Float.self)
    }

    deinit { BufferPool.shared.give(UnsafeMutableRawPointer(values), bytes: Self.bytes(width, height)) }

    private static func bytes(_ width: Int, _ height: Int) -> Int { width * height * MemoryLayout<Float>.stride }

    /// One image's mixture of channels.
    convenience init(_ tensor: Tensor, _ image: Int, _ plane: ColourPlane) {
        self.init(width: tensor.shape.width, height: tensor.shape.height)
        let red = tensor.values + 3 * image * count
        let (green, blue) = (red + count, red + 2 * count)
        for i in 0..<count { values[i] = plane.red * red[i] + plane.green * green[i] + plane.blue * blue[i] }
    }

    func unfilled() -> WindowedPlane { WindowedPlane(width: width, height: height) }

    func product(_ other: WindowedPlane) -> WindowedPlane {
        let result = unfilled()
        for i in 0..<count { result.values[i] = values[i] * other.values[i] }
        return result
    }

    /// Sums over all windows: H×W → (H − 6)×(W − 6).
    func boxSums() -> WindowedPlane {
        let rows = WindowedPlane(width: width - Self.window + 1, height: height)
        for y in 0..<height { Self.addShifted(rows.row(y), row(y), count: rows.width) }
        let sums = WindowedPlane(width: rows.width, height: height - Self.window + 1)
        for y in 0..<sums.height { rows.addRows(from: y, count: Self.window, to: sums.row(y)) }
        return withExtendedLifetime(rows) { sums }
    }

    /// The transpose: every pixel's sum over the windows that it lies in, (H − 6)×(W − 6) → H×W.
    func spread() -> WindowedPlane {
        let margin = Self.window - 1
        let columns = WindowedPlane(width: width, height: height + margin)
        for y in 0..<columns.height {
            let first = max(0, y - margin)
            addRows(from: first, count: min(y, height - 1) - first + 1, to: columns.row(y))
        }
        let pixels = WindowedPlane(width: width + margin, height: columns.height)
        pixels.values.update(repeating: 0, count: pixels.count)
        for y in 0..<pixels.height {
            let (to, from) = (pixels.row(y), columns.row(y))
            for k in 0..<Self.window {
                for i in 0..<width { to[i + k] += from[i] }
            }
        }
        return withExtendedLifetime(columns) { pixels }
    }

    private func row(_ y: Int) -> UnsafeMutablePointer<Float> { values + y * width }

    /// to = the sum of `count` rows from `first` on.
    private func addRows(from first: Int, count: Int, to: UnsafeMutablePointer<Float>) {
        to.update(from: row(first), count: width)
        for y in first + 1..<first + count {
            let from = row(y)
            for i in 0..<width { to[i] += from[i] }
        }
    }

    /// to(i) = Σ of `window` values from i on.
    private static func addShifted(
        _ to: UnsafeMutablePointer<Float>, _ from: UnsafeMutablePointer<Float>, count: Int
    ) {
        to.update(from: from, count: count)
        for k in 1..<Self.window {
            for i in 0..<count { to[i] += from[i + k] }
        }
    }
}
