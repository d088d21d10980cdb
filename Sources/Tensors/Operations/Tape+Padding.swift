import CKernels

extension Tape {
    /// Reflection padding (the edge pixel is not repeated). x: N×C×H×W, H and W > side → N×C×(H+2·side)×(W+2·side).
    public func reflectionPadding(_ x: Variable, side: Int) -> Variable {
        let shape = x.shape
        precondition(shape.height > side && shape.width > side, "reflection by \(side) needs more pixels than \(shape)")
        let source = x.value
        let output = Tensor(
            uninitialized: Shape(shape.batch, shape.channels, shape.height + 2 * side, shape.width + 2 * side),
            block: source.block)
        ms_reflect_pad(
            output.values, source.values, source.planes, Int32(shape.height), Int32(shape.width),
            Int32(source.block), Int32(side))
        return result(output, from: [x]) { dOutput in
            let dx = source.uninitializedLike()
            ms_reflect_fold(
                dx.values, dOutput.values, nil, source.planes, Int32(shape.height), Int32(shape.width),
                Int32(source.block), Int32(side))
            x.accumulate(dx)
        }
    }
}
