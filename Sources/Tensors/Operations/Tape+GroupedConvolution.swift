import CKernels

/// How the channels of a grouped 3×3 convolution map.
package enum ChannelFan: Int32, Sendable {
    /// Depthwise: one in, one out.
    case one = 1
    /// One in, two out: groups = I, O = 2·I.
    case twoOut = 2
    /// Two in, one out: groups = O, O = I/2.
    case twoIn = -2

    init(_ weight: Parameter, inputs: Int) {
        let outputs = weight.extents[0]
        self = weight.extents[1] == 2 ? .twoIn : outputs == 2 * inputs ? .twoOut : .one
        precondition(
            (self == .one && outputs == inputs) || (self == .twoOut && outputs == 2 * inputs)
                || (self == .twoIn && 2 * outputs == inputs),
            "\(weight.name) \(weight.extents) does not fit an input of \(inputs) channels")
    }
}

extension Tape {
    /// Grouped 3×3 convolution with bias on reflection padding 1, optionally ReLU.
    ///
    /// x: N×I×H×W; weight: O×1×3×3 (O = I or 2·I) or O×2×3×3 (O = I/2). Result: N×O×⌈H/stride⌉×⌈W/stride⌉.
    package func groupedConvolution(
        _ x: Variable, weight: Parameter, bias: Parameter, stride: Int = 1, rectified: Bool = false
    ) -> Variable {
        let outputs = weight.extents[0]
        let shape = x.shape
        let fan = ChannelFan(weight, inputs: shape.channels)
        precondition(shape.height > 1 && shape.width > 1, "reflection by 1 needs more pixels than \(shape)")
        let block = x.value.block
        var geometry = ms_grouped(
            batch: Int32(shape.batch), channels_in: Int32(shape.channels), height: Int32(shape.height),
            width: Int32(shape.width), stride: Int32(stride), fan: fan.rawValue, block: x.value.laneCount,
            rectify: rectified ? 1 : 0, is_band: 0)
        let output = Tensor(
            uninitialized: Shape(
                shape.batch, outputs, (shape.height - 1) / stride + 1, (shape.width - 1) / stride + 1), block: block)
        let packed = weight.preparation(for: .packed(block: block)) { Self.pack(weight, block: block) }
        ms_grouped_forward(&geometry, output.values, x.value.values, packed.values, bias.values)
        let operations = 18 * Double(fan == .twoIn ? 2 * output.count : output.count)
        Operations.count(operations)

        return result(output, rectified: rectified, from: [x], parameters: [weight, bias]) { dOutput in
            var geometry = geometry
            if x.needsGradient {
                let dx = x.value.uninitializedLike()
                ms_grouped_backward_data(&geometry, dx.values, dOutput.values, packed.values)
                Operations.count(operations)
                x.accumulate(dx)
            }
            if weight.isTrainable {
                let dPacked = Tensor(uninitialized: Shape(1, weight.count), block: 1)
                ms_grouped_backward_weights(&geometry, dPacked.values, dOutput.values, x.value.values)
                weight.accumulate(Self.unpack(dPacked, like: weight, block: block))
                bias.accumulate(Self.channelSums(dOutput))
                Operations.count(operations)
            }
        }
    }

    /// Index pairs of the plain order and of [block][tap][lane] over the wider side.
    private static func forEachPacked(_ weight: Parameter, block: Int, _ body: (_ plain: Int, _ packed: Int) -> Void) {
        // Plain order is [O][1 or 2][9]; the wider side's channel is its first two indices taken together.
        for channel in 0..<weight.count / 9 {
            for tap in 0..<9 {
                body(channel * 9 + tap, (channel / block * 9 + tap) * block + channel % block)
            }
        }
    }

    static func pack(_ weight: Parameter, block: Int) -> PreparedWeights {
        let packed = PreparedWeights(bytes: weight.count * MemoryLayout<Float>.stride)
        forEachPacked(weight, block: block) { packed.values[$1] = weight.values[$0] }
        return packed
    }

    private static func unpack(_ packed: Tensor, like weight: Parameter, block: Int) -> Tensor {
        let plain = Tensor(uninitialized: packed.shape, block: 1)
        forEachPacked(weight, block: block) { plain.values[$0] = packed.values[$1] }
        return plain
    }

    /// Sums over images and pixels: N×C×H×W → C.
    static func channelSums(_ x: Tensor) -> Tensor {
        let shape = x.shape
        let each = Tensor(uninitialized: Shape(shape.batch, shape.channels))
        ms_moments(each.values, nil, x.values, nil, nil, x.planes, shape.area, x.laneCount)
        let total = Tensor(repeating: 0, shape: Shape(1, shape.channels))
        for image in 0..<shape.batch {
            ms_accumulate(total.values, each.values + image * shape.channels, 1, shape.channels)
        }
        return total
    }
}
