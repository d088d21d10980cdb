import CKernels

/// The rows that a stage with a kernel has to look at: those that still have to be seen from above, then the new ones, with
/// what lies beyond the first and the last row of the image, and left and right of it.
struct RowWindow {
    /// What lies above and below.
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
    private let padding: Int
    /// A window of before, and where in it those rows begin that are still needed.
    private var held: (window: Tensor, first: Int)?
    /// Rows that came before there were enough to begin.
    private var early: Tensor?
    private var hasBegun = false

    /// k odd; k/2 rows lie beyond either edge.
    ///
    /// - Parameter padding: columns of reflection left and right.
    init(kernel: Int, stride: Int = 1, border: Border = .reflected, padding: Int = 0) {
        (side, self.kernel, self.stride) = (kernel / 2, kernel, stride)
        (self.border, self.padding) = (border, padding)
    }

    /// - Returns: h rows, of which (h − k)/stride + 1 rows of results can be made, at least one; nil for none.
    mutating func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        if !hasBegun {
            guard let rows = joined(rows) else { return nil }
            guard rows.shape.height > (border == .reflected ? side : 0) else {
                precondition(!isLast, "a reflection by \(side) needs more rows than \(rows.shape)")
                early = rows
                return nil
            }
            hasBegun = true
            early = nil
            return window(of: rows, above: side, below: isLast ? side : 0, isLast: isLast)
        }
        guard rows != nil || isLast else { return nil }
        return window(of: rows, above: 0, below: isLast ? side : 0, isLast: isLast)
    }

    private func joined(_ rows: Tensor?) -> Tensor? {
        guard let early, let rows else { return early ?? rows }
        let shape = rows.shape
        let result = Tensor(
            uninitialized: Shape(1, shape.channels, early.shape.height + shape.height, shape.width), block: rows.block)
        result.write(rows: early, to: 0, count: early.shape.height)
        result.write(rows: rows, to: early.shape.height, count: shape.height)
        return result
    }

    private mutating func window(of rows: Tensor?, above: Int, below: Int, isLast: Bool) -> Tensor? {
        let kept = held.map { $0.window.shape.height - $0.first } ?? 0
        let count = rows?.shape.height ?? 0
        let height = above + kept + count + below
        guard let like = rows ?? held?.window, height > 0 else { return nil }
        let width = rows.map { $0.shape.width + 2 * padding } ?? like.shape.width
        let window = Tensor(uninitialized: Shape(1, like.shape.channels, height, width), block: like.block)
        if let held { window.write(rows: held.window, from: held.first, to: above, count: kept) }
        if let rows {
            ms_copy_rows(
                window.rowPointer(above + kept), rows.rowPointer(0), count, rows.planes, Int32(rows.shape.width),
                Int32(rows.block), Int32(padding))
        }
        let (first, last) = (above, above + kept + count - 1)
        let skipped = border == .reflected ? 1 : 0
        for beyond in 0..<above {
            window.write(rows: window, from: min(first + beyond + skipped, last), to: first - 1 - beyond, count: 1)
        }
        for beyond in 0..<below {
            window.write(rows: window, from: max(last - beyond - skipped, 0), to: last + 1 + beyond, count: 1)
        }
        guard height >= kernel else {
            held = (window, 0)
            return nil
        }
        let results = (height - kernel) / stride + 1
        held = isLast || results * stride >= height ? nil : (window, results * stride)
        let used = (results - 1) * stride + kernel
        return used == height ? window : window.rows(from: 0, count: used)
    }
}

/// Rows that wait until others have caught up.
struct RowQueue {
    private var held: [Tensor] = []
    /// Rows of the first of them that were taken already.
    private var taken = 0

    mutating func append(_ rows: Tensor) { held.append(rows) }

    /// Hands over the `count` rows that have waited longest, piece by piece: some rows, the first of them that counts, how many
    /// do, and the place of that among the `count`.
    mutating func take(_ count: Int, _ body: (_ rows: Tensor, _ first: Int, _ count: Int, _ at: Int) -> Void) {
        var at = 0
        while at < count {
            guard let rows = held.first else { preconditionFailure("\(count - at) more rows than wait") }
            let piece = min(rows.shape.height - taken, count - at)
            body(rows, taken, piece, at)
            at += piece
            taken += piece
            if taken == rows.shape.height {
                held.removeFirst()
                taken = 0
            }
        }
    }
}
