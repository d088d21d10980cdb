/// The rows that a stage with a kernel has to look at: those that still have to be seen from above, then the new ones, with
/// what lies beyond the first and the last row of the image.
struct RowWindow {
    /// What lies beyond.
    enum Border {
        /// The reflection, without the edge itself.
        case reflected
        /// The edge once more.
        case repeated
    }

    private let side: Int
    private let kernel: Int
    private let stride: Int
    private let border: Border
    private var held: Tensor?
    private var hasBegun = false

    /// k odd; k/2 rows lie beyond either edge.
    init(kernel: Int, stride: Int = 1, border: Border = .reflected) {
        (side, self.kernel, self.stride, self.border) = (kernel / 2, kernel, stride, border)
    }

    /// - Returns: h rows, of which (h − k)/stride + 1 rows of results can be made, at least one; nil for none.
    mutating func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        guard var window = joined(rows) else { return nil }
        let needed = border == .reflected ? side + 1 : 1
        if !hasBegun {
            guard window.shape.height >= needed else {
                precondition(!isLast, "a reflection by \(side) needs more rows than \(window.shape)")
                held = window
                return nil
            }
            window = extended(window, above: side)
            hasBegun = true
        }
        if isLast { window = extended(window, below: side) }
        let results = (window.shape.height - kernel) / stride + 1
        guard window.shape.height >= kernel else {
            held = window
            return nil
        }
        let first = results * stride
        held =
            isLast || first >= window.shape.height
            ? nil : window.rows(from: first, count: window.shape.height - first)
        let used = (results - 1) * stride + kernel
        return used == window.shape.height ? window : window.rows(from: 0, count: used)
    }

    private func joined(_ rows: Tensor?) -> Tensor? {
        guard let held, let rows else { return held ?? rows }
        let shape = held.shape
        let result = Tensor(
            uninitialized: Shape(1, shape.channels, shape.height + rows.shape.height, shape.width), block: held.block)
        result.write(rows: held, to: 0, count: shape.height)
        result.write(rows: rows, to: shape.height, count: rows.shape.height)
        return result
    }

    private func extended(_ rows: Tensor, above: Int = 0, below: Int = 0) -> Tensor {
        let height = rows.shape.height
        let result = Tensor(
            uninitialized: Shape(1, rows.shape.channels, height + above + below, rows.shape.width), block: rows.block)
        result.write(rows: rows, to: above, count: height)
        let skipped = border == .reflected ? 1 : 0
        for beyond in 0..<above {
            result.write(rows: rows, from: min(beyond + skipped, height - 1), to: above - 1 - beyond, count: 1)
        }
        for beyond in 0..<below {
            result.write(
                rows: rows, from: max(height - 1 - beyond - skipped, 0), to: above + height + beyond, count: 1)
        }
        return result
    }
}

/// Rows that wait until others have caught up.
struct RowQueue {
    private var held: Tensor?

    mutating func append(_ rows: Tensor) {
        guard let before = held else {
            held = rows
            return
        }
        let shape = before.shape
        let joined = Tensor(
            uninitialized: Shape(1, shape.channels, shape.height + rows.shape.height, shape.width), block: before.block)
        joined.write(rows: before, to: 0, count: shape.height)
        joined.write(rows: rows, to: shape.height, count: rows.shape.height)
        held = joined
    }

    /// The `count` that have waited longest.
    mutating func take(_ count: Int) -> Tensor {
        guard let rows = held, rows.shape.height >= count else {
            preconditionFailure("\(count) of \(held?.shape.height ?? 0) waiting rows")
        }
        let left = rows.shape.height - count
        held = left == 0 ? nil : rows.rows(from: count, count: left)
        return left == 0 ? rows : rows.rows(from: 0, count: count)
    }
}
