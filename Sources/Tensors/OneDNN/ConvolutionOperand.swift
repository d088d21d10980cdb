import CKernels

/// Values that a convolution multiplies, in the precision it computes in: an activation or an output's gradient, padded by
/// reflection where asked.
final class ConvolutionOperand {
    /// Extent with the padding, and channels side by side.
    let shape: Shape
    let block: Int
    /// float32 or bfloat16 values in the layout of `Tensor`.
    let values: UnsafeRawPointer
    private let tensor: Tensor?
    private let owned: UnsafeMutableRawPointer?

    /// `source` in `precision`, on `side` pixels of reflection padding; of the padded rows all, or `rows` from `first` on.
    init(_ source: Tensor, padding side: Int = 0, first: Int = 0, rows: Int? = nil, precision: Precision) {
        block = source.block
        switch precision {
        case .float32:
            let padded = side == 0 && rows == nil ? source : Tape.padded(source, by: side, first: first, rows: rows)
            (shape, tensor, owned) = (padded.shape, padded, nil)
            values = UnsafeRawPointer(padded.values)
        case .bfloat16:
            let extent = source.shape
            precondition(
                extent.height > side && extent.width > side, "reflection by \(side) needs more pixels than \(extent)")
            let height = rows ?? extent.height + 2 * side
            shape = Shape(extent.batch, extent.channels, height, extent.width + 2 * side)
            let buffer = BufferPool.shared.take(bytes: shape.count * MemoryLayout<UInt16>.stride)
            ms_reflect_pad_rows_bfloat(
                buffer.assumingMemoryBound(to: UInt16.self), source.values, source.planes, Int32(extent.height),
                Int32(extent.width), Int32(block), Int32(side), Int32(first), Int32(height))
            (tensor, owned) = (nil, buffer)
            values = UnsafeRawPointer(buffer)
        }
    }

    deinit {
        if let owned { BufferPool.shared.give(owned, bytes: shape.count * MemoryLayout<UInt16>.stride) }
    }
}
