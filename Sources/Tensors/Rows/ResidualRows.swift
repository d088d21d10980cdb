import CKernels

/// A sum of rows and of what stages make of them.
package final class ResidualRows: RowStage {
    private let branch: any RowStage
    private var waiting = RowQueue()

    /// - Parameter branch: gives as many rows as it takes, of the same extent.
    package init(_ branch: any RowStage) { self.branch = branch }

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        if let rows { waiting.append(rows) }
        guard let result = branch.push(rows, isLast: isLast) else { return nil }
        waiting.take(result.shape.height) { rows, first, count, at in
            ms_add_rows(
                result.rowPointer(at), rows.rowPointer(first), count, result.planes, Int32(result.shape.width),
                Int32(result.block))
        }
        return result
    }
}

/// `Tape.modulation` of a convolution: w·conv(x) + b·x, perhaps followed by ReLU.
package final class ModulatedRows: RowStage {
    private let convolution: any RowStage
    private let weight: Tensor
    private let bias: Tensor
    private let isRectified: Bool
    private var waiting = RowQueue()

    /// - Parameters:
    ///   - convolution: gives as many rows as it takes, of the same extent.
    ///   - weight: w, 1×C.
    ///   - bias: b, 1×C.
    package init(_ convolution: any RowStage, weight: Tensor, bias: Tensor, rectified: Bool) {
        (self.convolution, self.weight, self.bias, isRectified) = (convolution, weight, bias, rectified)
    }

    package func push(_ rows: Tensor?, isLast: Bool) -> Tensor? {
        if let rows { waiting.append(rows) }
        guard let result = convolution.push(rows, isLast: isLast) else { return nil }
        waiting.take(result.shape.height) { rows, first, count, at in
            ms_modulate_rows(
                result.rowPointer(at), rows.rowPointer(first), weight.values, bias.values, isRectified ? 1 : 0, count,
                result.planes, Int32(result.shape.width), Int32(result.block))
        }
        return result
    }
}
