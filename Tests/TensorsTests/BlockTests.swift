import CKernels
import Testing

@testable import Tensors

/// Every blocked kernel in both widths: the native one is checked through the tape, the other must agree with it.
@Suite struct BlockTests {
    /// Runs a kernel with 8 and with 16 channels side by side and compares the results in plain order.
    ///
    /// `operands` are laid out in the block (vectors per channel have one pixel and thus one order in both); `kernel`
    /// fills `outputs`, which start as NaN so that a value never written shows.
    private func compare(
        _ operands: [PlanarArray], outputs: [Shape], sourceLocation: SourceLocation = #_sourceLocation,
        _ kernel: (_ block: Int32, _ inputs: [UnsafePointer<Float>], _ outputs: [UnsafeMutablePointer<Float>]) -> Void
    ) {
        let results = [8, 16].map { block -> [PlanarArray] in
            let inputs = operands.map { $0.tensor(block: block) }
            let tensors = outputs.map { shape -> Tensor in
                let tensor = Tensor(uninitialized: shape, block: block)
                tensor.values.update(repeating: .nan, count: tensor.count)
                return tensor
            }
            kernel(Int32(block), inputs.map { UnsafePointer($0.values) }, tensors.map(\.values))
            return tensors.map(PlanarArray.init)
        }
        for (narrow, wide) in zip(results[0], results[1]) {
            #expect(narrow.values.contains { $0 != 0 }, sourceLocation: sourceLocation)
            expectClose(wide, narrow, tolerance: 2e-6, "block 16", sourceLocation: sourceLocation)
        }
    }

    private func planes(_ shape: Shape, _ block: Int32) -> Int { shape.batch * shape.channels / Int(block) }

    /// [wider channels][9] in plain order, as an array whose blocked order is [channels/block][9][block].
    private func taps(_ channels: Int) -> PlanarArray { PlanarArray(random: Shape(1, channels, 3, 3), seed: 2) }

    static let groupedSizes: [(height: Int, width: Int, stride: Int)] = [(2, 2, 1), (2, 2, 2), (5, 7, 1), (5, 6, 2)]

    @Test(arguments: [ChannelFan.one, .twoOut, .twoIn], groupedSizes)
    func groupedConvolution(fan: ChannelFan, size: (height: Int, width: Int, stride: Int)) {
        let input = Shape(2, 64, size.height, size.width)
        let outputs = fan == .one ? 64 : fan == .twoOut ? 128 : 32
        let wide = max(64, outputs)
        let output = Shape(2, outputs, (size.height - 1) / size.stride + 1, (size.width - 1) / size.stride + 1)
        let x = PlanarArray(random: input, seed: 1)
        let d = PlanarArray(random: output, seed: 4)
        let geometry = { (block: Int32, rectify: Int32) in
            ms_grouped(
                batch: 2, channels_in: 64, height: Int32(size.height), width: Int32(size.width),
                stride: Int32(size.stride), fan: fan.rawValue, block: block, rectify: rectify)
        }
        for rectify in [Int32(0), 1] {
            compare([x, taps(wide), PlanarArray(random: Shape(1, outputs), seed: 3)], outputs: [output]) {
                var grouped = geometry($0, rectify)
                ms_grouped_forward(&grouped, $2[0], $1[0], $1[1], $1[2])
            }
        }
        compare([d, taps(wide)], outputs: [input]) {
            var grouped = geometry($0, 0)
            ms_grouped_backward_data(&grouped, $2[0], $1[0], $1[1])
        }
        compare([d, x], outputs: [Shape(1, wide, 3, 3)]) {
            var grouped = geometry($0, 0)
            ms_grouped_backward_weights(&grouped, $2[0], $1[0], $1[1])
        }
    }

    static let shapes = [Shape(2, 32, 3, 5), Shape(1, 16, 29, 31), Shape(3, 48, 1, 2)]

    @Test(arguments: shapes) func statisticsAndMoments(shape: Shape) {
        let vectors = Shape(shape.batch, shape.channels)
        let a = PlanarArray(random: shape, seed: 1)
        let b = PlanarArray(random: shape, seed: 2)
        let centre = PlanarArray(random: vectors, seed: 3)
        compare([a], outputs: [vectors, vectors]) {
            ms_statistics($2[0], $2[1], $1[0], planes(shape, $0), shape.area, 1e-5, $0)
        }
        compare([a, b, centre], outputs: [vectors, vectors]) {
            ms_moments($2[0], $2[1], $1[0], $1[1], $1[2], planes(shape, $0), shape.area, $0)
        }
        compare([a], outputs: [vectors]) {
            ms_moments($2[0], nil, $1[0], nil, nil, planes(shape, $0), shape.area, $0)
        }
        compare([a, b], outputs: [vectors]) {
            ms_moments(nil, $2[0], $1[0], $1[1], nil, planes(shape, $0), shape.area, $0)
        }
    }

    @Test(arguments: shapes) func combinationsAndModulation(shape: Shape) {
        let vectors = Shape(shape.batch, shape.channels)
        let maps = (1...3).map { PlanarArray(random: shape, seed: $0) }
        let signals = (4...7).map { PlanarArray(random: vectors, seed: $0) }
        compare(maps + signals, outputs: [shape]) {
            ms_combine($2[0], $1[0], $1[3], $1[1], $1[4], $1[5], $1[6], planes(shape, $0), shape.area, $0)
        }
        compare(maps + signals, outputs: [shape]) {
            ms_combine($2[0], nil, nil, $1[1], $1[4], nil, nil, planes(shape, $0), shape.area, $0)
        }
        for rectify in [Int32(0), 1] {
            compare(maps + signals, outputs: [shape]) {
                ms_modulate($2[0], $1[0], $1[1], $1[2], $1[3], $1[4], rectify, planes(shape, $0), shape.area, $0)
            }
            compare(maps + signals, outputs: [shape]) {
                ms_modulate($2[0], $1[0], $1[1], nil, $1[3], $1[4], rectify, planes(shape, $0), shape.area, $0)
            }
        }
    }

    @Test(arguments: [Shape(2, 32, 1, 1), Shape(2, 32, 3, 5), Shape(1, 16, 4, 2)])
    func upsampling(small: Shape) {
        let large = Shape(small.batch, small.channels, 2 * small.height, 2 * small.width)
        let (height, width) = (Int32(small.height), Int32(small.width))
        compare([PlanarArray(random: small, seed: 1)], outputs: [large]) {
            ms_upsample($2[0], $1[0], planes(small, $0), height, width, $0)
        }
        compare([PlanarArray(random: large, seed: 2)], outputs: [small]) {
            ms_upsample_backward($2[0], $1[0], planes(small, $0), height, width, $0)
        }
    }

    @Test(arguments: [Shape(2, 32, 3, 3), Shape(2, 32, 4, 7), Shape(1, 16, 5, 6)])
    func pooling(shape: Shape) {
        let x = PlanarArray(random: shape, seed: 1)
        let (height, width) = (Int32(shape.height), Int32(shape.width))
        let pooled = Shape(shape.batch, shape.channels, (shape.height + 1) / 2, (shape.width + 1) / 2)
        compare([x], outputs: [pooled]) { ms_max_pool($2[0], $1[0], planes(shape, $0), height, width, $0) }
        compare([PlanarArray(random: pooled, seed: 2), x], outputs: [shape]) {
            ms_max_pool_backward($2[0], $1[0], $1[1], planes(shape, $0), height, width, $0)
        }
        let filter: [Float] = [0.1, -0.7, 0.3, 1.2, 0.5, -0.2, 0.8, -0.4, 0.6]
        let halved = Shape(shape.batch, shape.channels, shape.height / 2, shape.width / 2)
        compare([x], outputs: [halved]) {
            ms_blur_pool($2[0], $1[0], filter, planes(shape, $0), height, width, $0)
        }
        compare([PlanarArray(random: halved, seed: 2), x], outputs: [shape]) {
            ms_blur_pool_backward($2[0], $1[0], $1[1], filter, planes(shape, $0), height, width, $0)
        }
    }

    @Test func paddingAndShiftedSums() {
        let (height, width, taps) = (5, 6, 9)
        let x = PlanarArray(random: Shape(2, 32, height, width), seed: 1)
        let padded = Shape(2, 32, height + 8, width + 8)
        compare([x], outputs: [padded]) {
            ms_reflect_pad($2[0], $1[0], planes(padded, $0), Int32(height), Int32(width), $0, 4)
        }
        compare([PlanarArray(random: padded, seed: 2), x], outputs: [x.shape]) {
            ms_reflect_fold($2[0], $1[0], $1[1], planes(padded, $0), Int32(height), Int32(width), $0, 4)
        }
        let maps = Shape(2, 32, height, width + taps - 1)
        for block in [8, 16] {
            let source = PlanarArray(random: maps, seed: 3).tensor(block: block)
            let output = Tensor(uninitialized: Shape(2, 3, height, width), block: 1)
            let bias: [Float] = [1, -2, 3]
            ms_shifted_sum(
                output.values, source.values, bias, 2, 3, 32, Int32(height), Int32(height), Int32(width), Int32(taps),
                Int32(block))
            let plain = PlanarArray(source)
            expectClose(
                PlanarArray(output),
                PlanarArray(output.shape) { n, c, y, x in
                    (0..<taps).reduce(Double(bias[c])) { $0 + plain[n, c * taps + $1, y, x + $1] }
                })
            let spread = Tensor(uninitialized: maps, block: block)
            spread.values.update(repeating: .nan, count: spread.count)
            ms_shifted_spread(
                spread.values, output.values, 2, 3, 32, Int32(height), Int32(width), Int32(taps), Int32(block))
            let summed = PlanarArray(output)
            expectClose(
                PlanarArray(spread),
                PlanarArray(maps) { n, map, y, x in
                    let column = x - map % taps
                    return map < 3 * taps && column >= 0 && column < width ? summed[n, map / taps, y, column] : 0
                }, tolerance: 0)
        }
    }
}
