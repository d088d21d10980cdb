import CKernels

extension Tape {
    /// Bilinear ×2 with half-pixel centres. N×C×H×W → N×C×2H×2W.
    package func upsampled(_ x: Variable) -> Variable {
        let shape = x.shape
        let source = x.value
        let (planes, height, width, block) = (
            source.planes, Int32(shape.height), Int32(shape.width), source.laneCount
        )
        let output = Tensor(
            uninitialized: Shape(shape.batch, shape.channels, 2 * shape.height, 2 * shape.width), block: source.block)
        ms_upsample(output.values, source.values, planes, height, width, 0, 2 * height, block)
        return result(output, from: [x]) { dOutput in
            let dx = source.uninitializedLike()
            ms_upsample_backward(dx.values, dOutput.values, planes, height, width, block)
            x.accumulate(dx)
        }
    }

    /// Largest of 2×2 with stride 2, partial windows at the far edges kept. N×C×H×W → N×C×⌈H/2⌉×⌈W/2⌉.
    package func maxPooled(_ x: Variable) -> Variable {
        let shape = x.shape
        let source = x.value
        let (planes, height, width, block) = (
            source.planes, Int32(shape.height), Int32(shape.width), source.laneCount
        )
        let output = Tensor(
            uninitialized: Shape(shape.batch, shape.channels, (shape.height + 1) / 2, (shape.width + 1) / 2),
            block: source.block)
        ms_max_pool(output.values, source.values, planes, height, width, block)
        return result(output, from: [x]) { dOutput in
            let dx = source.uninitializedLike()
            ms_max_pool_backward(dx.values, dOutput.values, source.values, planes, height, width, block)
            x.accumulate(dx)
        }
    }

    /// Largest of 2×2 with stride 1, then a 3×3 filter with stride 2 on reflection padding 1 (anti-aliased pooling).
    ///
    /// N×C×H×W, H and W > 2 → N×C×⌊H/2⌋×⌊W/2⌋. `filter`: nine weights in reading order, the same for all channels.
    package func blurPooled(_ x: Variable, filter: [Float]) -> Variable {
        let shape = x.shape
        let source = x.value
        precondition(shape.height > 2 && shape.width > 2 && filter.count == 9, "blur pooling of \(shape)")
        let (planes, height, width, block) = (
            source.planes, Int32(shape.height), Int32(shape.width), source.laneCount
        )
        let output = Tensor(
            uninitialized: Shape(
                shape.batch, shape.channels, (shape.height - 2) / 2 + 1, (shape.width - 2) / 2 + 1),
            block: source.block)
        ms_blur_pool(output.values, source.values, filter, planes, height, width, block)
        return result(output, from: [x]) { dOutput in
            let dx = source.uninitializedLike()
            ms_blur_pool_backward(
                dx.values, dOutput.values, source.values, filter, planes, height, width, block)
            x.accumulate(dx)
        }
    }
}
