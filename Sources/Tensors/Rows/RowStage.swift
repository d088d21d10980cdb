import CKernels

/// A part of a network that works through an image from top to bottom, rows by rows, so that none of its feature maps is ever
/// there as a whole. For one image, from its first row to its last; no gradients.
///
/// What it gives equals what the tape's operation of the same name gives for the whole image, but for rounding.
package protocol RowStage: AnyObject {
    /// Takes the next rows.
    ///
    /// - Parameters:
    ///   - rows: 1×C×h×W; nil where the stage before has none ready.
    ///   - isLast: whether none follow.
    /// - Returns: 1×C′×h′×W′, all rows that can be made by now; nil for none.
    func push(_ rows: Tensor?, isLast: Bool) -> Tensor?
}

/// Stages one after the other.
package final class RowChain: RowStage {
    private let stages: [any RowStage]

    /// In the order in which rows pass them.
    package init(_ stages: [any RowStage]) { self.stages = stages }

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        stages.reduce(rows) { $1.push($0, isLast: isLast) }
    }
}

/// Something done to rows as they pass, which neither delays nor counts them.
package final class RowMap: RowStage {
    private let body: (Tensor) -> Tensor

    /// - Parameter body: gets 1×C×h×W, and may write to it.
    package init(_ body: @escaping (Tensor) -> Tensor) { self.body = body }

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? { rows.map(body) }
}

extension Tensor {
    /// A copy of rows first ..< first + count of each plane, 1×C×count×W.
    package func rows(from first: Int, count: Int) -> Tensor {
        precondition(shape.batch == 1 && first >= 0 && first + count <= shape.height, "rows of \(shape)")
        let result = Tensor(uninitialized: Shape(1, shape.channels, count, shape.width), block: block)
        result.write(rows: self, from: first, to: 0, count: count)
        return result
    }

    /// Rows of another of the same width and channels in place of some of this one's.
    package func write(rows source: Tensor, from first: Int = 0, to: Int, count: Int) {
        precondition(
            source.shape.channels == shape.channels && source.shape.width == shape.width && source.block == block
                && first + count <= source.shape.height && to + count <= shape.height && to >= 0,
            "rows of \(source.shape) in \(shape)")
        ms_copy_rows(
            rowPointer(to), source.rowPointer(first), count, planes, Int32(shape.width), Int32(block), 0)
    }

    /// Rows from `first` on, for kernels.
    func rowPointer(_ first: Int) -> ms_rows { ms_rows(values: values, height: shape.height, first: first) }
}
