import CKernels

extension Tape {
    /// Reflection padding (the edge pixel is not repeated). x: N×C×H×W, H and W > side → N×C×(H+2·side)×(W+2·side).
    package func reflectionPadding(_ x: Variable, side: Int) -> Variable {
        let source = x.value
        return result(Self.padded(source, by: side), from: [x]) { dOutput in
            let dx = source.uninitializedLike()
            Self.fold(dOutput, into: dx, side: side)
            x.accumulate(dx)
        }
    }

    /// Reflection padding without gradient; of all the padded rows, or of `rows` from `first` on.
    static func padded(_ source: Tensor, by side: Int, first: Int = 0, rows: Int? = nil) -> Tensor {
        let shape = source.shape
        precondition(shape.height > side && shape.width > side, "reflection by \(side) needs more pixels than \(shape)")
        let rows = rows ?? shape.height + 2 * side
        let padded = Tensor(
            uninitialized: Shape(shape.batch, shape.channels, rows, shape.width + 2 * side), block: source.block)
        ms_reflect_pad_rows(
            padded.values, source.values, source.planes, Int32(shape.height), Int32(shape.width),
            Int32(source.block), Int32(side), Int32(first), Int32(rows))
        return padded
    }

    /// The transpose of `padded`: what lies beyond the edges is added to the pixels that it mirrors.
    static func fold(_ padded: Tensor, into target: Tensor, side: Int) {
        ms_reflect_fold(
            target.values, padded.values, nil, target.planes, Int32(target.shape.height), Int32(target.shape.width),
            Int32(target.block), Int32(side))
    }
}
