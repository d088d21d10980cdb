import CKernels
import Testing

@testable import Tensors

/// Every blocked kernel in both widths against plain loops (`PlainKernels`), value by value.
@Suite struct BlockedKernelTests {
    /// Runs a kernel with 8 and with 16 channels side by side and compares its results with `expected`.
    ///
    /// `operands` are laid out in the block (vectors per channel have one pixel and thus one order in both); `kernel`
    /// fills `outputs`, which start as NaN so that a value never written shows.
    private func compare(
        _ name: String, _ operands: [PlanarArray], to expected: [PlanarArray], tolerance: Double = 2e-6,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ kernel: (_ block: Int32, _ inputs: [UnsafePointer<Float>], _ outputs: [UnsafeMutablePointer<Float>]) -> Void
    ) {
        for block in [8, 16] {
            let inputs = operands.map { $0.tensor(block: block) }
            let outputs = expected.map { array -> Tensor in
                let tensor = Tensor(uninitialized: array.shape, block: block)
                tensor.values.update(repeating: .nan, count: tensor.count)
                return tensor
            }
            withExtendedLifetime(inputs) {
                kernel(Int32(block), inputs.map { UnsafePointer($0.values) }, outputs.map(\.values))
            }
            for (output, array) in zip(outputs, expected) {
                #expect(array.values.contains { $0 != 0 }, "\(name)", sourceLocation: sourceLocation)
                expectClose(
                    PlanarArray(output), array, tolerance: tolerance, "\(name), block \(block)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    private func planes(_ shape: Shape, _ block: Int32) -> Int { shape.batch * shape.channels / Int(block) }

    /// Some have room for four outputs at a time and some left over, some have not.
    static let groupedSizes: [(height: Int, width: Int, stride: Int)] = [
        (2, 2, 1), (2, 2, 2), (5, 7, 1), (5, 6, 2), (3, 11, 1), (4, 9, 2),
    ]

    @Test(arguments: [ChannelFan.one, .twoOut, .twoIn], groupedSizes)
    func groupedConvolution(fan: ChannelFan, size: (height: Int, width: Int, stride: Int)) {
        let plain = PlainKernels.Grouped(fan: fan, stride: size.stride, input: Shape(2, 64, size.height, size.width))
        let x = PlanarArray(random: plain.input, seed: 1)
        let weights = PlanarArray(random: Shape(1, plain.wires, 3, 3), seed: 2)
        let bias = PlanarArray(random: Shape(1, plain.output.channels), seed: 3)
        let d = PlanarArray(random: plain.output, seed: 4)
        let geometry = { (block: Int32, rectify: Int32) in
            ms_grouped(
                batch: 2, channels_in: 64, height: Int32(size.height), width: Int32(size.width),
                stride: Int32(size.stride), fan: fan.rawValue, block: block, rectify: rectify, is_band: 0)
        }
        for rectify in [Int32(0), 1] {
            let expected = plain.forward(x, weights: weights, bias: bias, rectified: rectify == 1)
            compare("grouped forward, fan \(fan)", [x, weights, bias], to: [expected]) {
                var grouped = geometry($0, rectify)
                ms_grouped_forward(&grouped, $2[0], $1[0], $1[1], $1[2])
            }
        }
        let expected = plain.backward(d, x: x, weights: weights)
        compare("grouped backward by data, fan \(fan)", [d, weights], to: [expected.x]) {
            var grouped = geometry($0, 0)
            ms_grouped_backward_data(&grouped, $2[0], $1[0], $1[1])
        }
        compare("grouped backward by weights, fan \(fan)", [d, x], to: [expected.weights]) {
            var grouped = geometry($0, 0)
            ms_grouped_backward_weights(&grouped, $2[0], $1[0], $1[1])
        }
    }

    /// The second has chunks of 256 pixels and an odd rest.
    static let shapes = [Shape(2, 32, 3, 5), Shape(1, 16, 29, 31), Shape(3, 48, 1, 2)]

    @Test(arguments: shapes) func statisticsAndMoments(shape: Shape) {
        let a = PlanarArray(random: shape, seed: 1)
        let b = PlanarArray(random: shape, seed: 2)
        let centre = PlanarArray(random: Shape(shape.batch, shape.channels), seed: 3)
        let statistics = PlainKernels.statistics(a, epsilon: 1e-5)
        compare("statistics", [a], to: [statistics.mean, statistics.deviation]) {
            ms_statistics($2[0], $2[1], $1[0], planes(shape, $0), shape.area, 1e-5, $0)
        }
        let sum = PlainKernels.perPlane(shape) { a.plane($0, $1).reduce(0, +) }
        compare("sum and moment", [a, b, centre], to: [sum, PlainKernels.moment(a, b, centre: centre)]) {
            ms_moments($2[0], $2[1], $1[0], $1[1], $1[2], planes(shape, $0), shape.area, $0)
        }
        compare("sum", [a], to: [sum]) {
            ms_moments($2[0], nil, $1[0], nil, nil, planes(shape, $0), shape.area, $0)
        }
        compare("moment", [a, b], to: [PlainKernels.moment(a, b, centre: nil)]) {
            ms_moments(nil, $2[0], $1[0], $1[1], nil, planes(shape, $0), shape.area, $0)
        }
    }

    @Test(arguments: shapes) func combinationsAndModulation(shape: Shape) {
        let vectors = Shape(shape.batch, shape.channels)
        let maps = (1...3).map { PlanarArray(random: shape, seed: $0) }
        let signals = (4...7).map { PlanarArray(random: vectors, seed: $0) }
        let (a, b, residual) = (maps[0], maps[1], maps[2])
        let signal = { (index: Int, n: Int, c: Int) in signals[index][n, c, 0, 0] }
        let whole = PlanarArray(shape) { n, c, y, x in
            signal(0, n, c) * a[n, c, y, x] + signal(3, n, c) + signal(1, n, c) * (b[n, c, y, x] - signal(2, n, c))
        }
        compare("combination", maps + signals, to: [whole]) {
            ms_combine($2[0], $1[0], $1[3], $1[1], $1[4], $1[5], $1[6], planes(shape, $0), shape.area, $0)
        }
        let scaled = PlanarArray(shape) { n, c, y, x in signal(1, n, c) * b[n, c, y, x] }
        compare("combination of one map", maps + signals, to: [scaled]) {
            ms_combine($2[0], nil, nil, $1[1], $1[4], nil, nil, planes(shape, $0), shape.area, $0)
        }
        let modulated = PlanarArray(shape) { n, c, y, x in
            signal(0, n, c) * a[n, c, y, x] + signal(1, n, c) * b[n, c, y, x]
        }
        let added = PlanarArray(shape) { modulated[$0, $1, $2, $3] + residual[$0, $1, $2, $3] }
        for rectify in [Int32(0), 1] {
            compare("modulation and residual", maps + signals, to: [rectify == 1 ? added.rectified : added]) {
                ms_modulate($2[0], $1[0], $1[1], $1[2], $1[3], $1[4], rectify, planes(shape, $0), shape.area, $0)
            }
            compare("modulation", maps + signals, to: [rectify == 1 ? modulated.rectified : modulated]) {
                ms_modulate($2[0], $1[0], $1[1], nil, $1[3], $1[4], rectify, planes(shape, $0), shape.area, $0)
            }
        }
    }

    @Test(arguments: [Shape(2, 32, 1, 1), Shape(2, 32, 3, 5), Shape(1, 16, 4, 2), Shape(1, 16, 1, 7)])
    func upsampling(small: Shape) {
        let large = Shape(small.batch, small.channels, 2 * small.height, 2 * small.width)
        let (height, width) = (Int32(small.height), Int32(small.width))
        let x = PlanarArray(random: small, seed: 1)
        compare("upsampling", [x], to: [bilinearDoubled(x)]) {
            ms_upsample($2[0], $1[0], planes(small, $0), height, width, 0, 2 * height, $0)
        }
        let d = PlanarArray(random: large, seed: 2)
        compare("upsampling backward", [d], to: [PlainKernels.upsamplingBackward(d)]) {
            ms_upsample_backward($2[0], $1[0], planes(small, $0), height, width, $0)
        }
    }

    /// Odd extents have windows that stick out.
    @Test(arguments: [Shape(2, 32, 3, 3), Shape(2, 32, 4, 7), Shape(1, 16, 5, 6), Shape(1, 16, 9, 3)])
    func pooling(shape: Shape) {
        // Few values, so that some windows have several largest ones.
        let x = PlanarArray(random: shape, seed: 1).map { ($0 * 4).rounded() / 4 }
        let (height, width) = (Int32(shape.height), Int32(shape.width))
        let pooled = maxOfWindows(x, stride: 2, partial: true)
        compare("max pooling", [x], to: [pooled], tolerance: 0) {
            ms_max_pool($2[0], $1[0], planes(shape, $0), height, width, $0)
        }
        let d = PlanarArray(random: pooled.shape, seed: 2)
        compare("max pooling backward", [d, x], to: [PlainKernels.maxPoolingBackward(d, x: x)]) {
            ms_max_pool_backward($2[0], $1[0], $1[1], planes(shape, $0), height, width, $0)
        }
        let filter: [Float] = [0.1, -0.7, 0.3, 1.2, 0.5, -0.2, 0.8, -0.4, 0.6]
        let halved = blurred(x, filter: filter)
        compare("blur pooling", [x], to: [halved]) {
            ms_blur_pool($2[0], $1[0], filter, planes(shape, $0), height, width, $0)
        }
        let dHalved = PlanarArray(random: halved.shape, seed: 2)
        let spread = PlainKernels.blurPoolingBackward(dHalved, x: x, filter: filter)
        compare("blur pooling backward", [dHalved, x], to: [spread]) {
            ms_blur_pool_backward($2[0], $1[0], $1[1], filter, planes(shape, $0), height, width, $0)
        }
    }

    @Test func padding() {
        let (height, width, side) = (5, 6, 4)
        let x = PlanarArray(random: Shape(2, 32, height, width), seed: 1)
        let padded = reflectionPadded(x, side: side)
        compare("padding", [x], to: [padded], tolerance: 0) {
            ms_reflect_pad($2[0], $1[0], planes(padded.shape, $0), Int32(height), Int32(width), $0, Int32(side))
        }
        let d = PlanarArray(random: padded.shape, seed: 2)
        let folded = PlainKernels.reflectionFolded(d, side: side)
        let masked = PlanarArray(x.shape) { x[$0, $1, $2, $3] > 0 ? folded[$0, $1, $2, $3] : 0 }
        compare("folding", [d, x], to: [masked]) {
            ms_reflect_fold($2[0], $1[0], $1[1], planes(padded.shape, $0), Int32(height), Int32(width), $0, Int32(side))
        }
    }

    @Test func shiftedSums() {
        let (height, width, taps) = (5, 6, 9)
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
