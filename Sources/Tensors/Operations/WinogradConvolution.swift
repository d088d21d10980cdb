import CKernels

/// Convolutions 3×3 with stride 1 by Winograd's F(4×4, 3×3) (Lavin and Gray 2016): a quarter of the multiplications of direct
/// sums, float32, with errors of their order.
struct WinogradConvolution {
    private var geometry: ms_winograd
    /// N×O×H′×W′.
    let output: Shape

    /// What is beyond the borders of the input.
    enum Border {
        /// Its reflection; the result has the input's extent.
        case reflected
        /// Its reflection left and right, nothing above and below: the result has two rows less.
        case band
        /// Two rows and columns of zeros each way, as a data gradient wants it: the result is larger by 2.
        case zeros
    }

    /// Whether it suits a layer: on few channels its transforms cost more than they save.
    static func suits(_ weight: Parameter, stride: Int) -> Bool {
        let extents = weight.extents
        return extents[2] == 3 && extents[3] == 3 && stride == 1 && min(extents[0], extents[1]) >= 32
            && extents[0] % (2 * Tensor.nativeBlock) == 0 && extents[1] % (2 * Tensor.nativeBlock) == 0
    }

    init(_ input: Shape, outputs: Int, border: Border, rectified: Bool = false) {
        let (rows, columns) = (border == .reflected ? 1 : border == .band ? 0 : 2, border == .zeros ? 2 : 1)
        output = Shape(
            input.batch, outputs, input.height + 2 * rows - 2, input.width + 2 * columns - 2)
        geometry = ms_winograd(
            batch: Int32(input.batch), inputs: Int32(input.channels), outputs: Int32(outputs),
            height: Int32(input.height), width: Int32(input.width), out_height: Int32(output.height),
            out_width: Int32(output.width), rows_above: Int32(rows), columns_before: Int32(columns),
            reflects: border == .zeros ? 0 : 1, rectify: rectified ? 1 : 0, block: Int32(Tensor.nativeBlock))
    }

    /// - Parameter bias: O values; nil for none.
    func callAsFunction(_ x: Tensor, weights: PreparedWeights, bias: UnsafePointer<Float>? = nil) -> Tensor {
        let result = Tensor(uninitialized: output)
        var geometry = geometry
        let bytes = ms_winograd_scratch(&geometry) * MemoryLayout<Float>.stride
        let scratch = BufferPool.shared.take(bytes: bytes)
        ms_winograd_forward(
            &geometry, result.values, x.values, weights.values, bias,
            scratch.assumingMemoryBound(to: Float.self))
        BufferPool.shared.give(scratch, bytes: bytes)
        return result
    }

    /// Weights as the convolution wants them, G·g·Gᵀ of each 3×3 filter.
    ///
    /// - Parameter transposed: for the data gradient, which takes outputs to inputs with the filters turned round.
    static func prepare(_ weight: Parameter, transposed: Bool) -> PreparedWeights {
        weight.preparation(for: .winograd(transposed: transposed)) {
            let (outer, inner) = (weight.extents[0], weight.extents[1])
            let (outputs, inputs) = transposed ? (inner, outer) : (outer, inner)
            let panel = 2 * Tensor.nativeBlock
            let prepared = PreparedWeights(bytes: 36 * outputs * inputs * MemoryLayout<Float>.stride)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: 27) { buffer in
                guard let half = buffer.baseAddress else { return }
                let filter = half + 18
                for output in 0..<outputs {
                    for input in 0..<inputs {
                        let from = weight.values + (transposed ? input * inner + output : output * inner + input) * 9
                        for tap in 0..<9 { filter[tap] = transposed ? from[8 - tap] : from[tap] }
                        // G·g, then each of its rows by Gᵀ.
                        for column in 0..<3 { transform(filter + column, step: 3, to: half + column, step: 3) }
                        let first = (output / panel * panel) * inputs + input * panel + output % panel
                        for row in 0..<6 {
                            transform(
                                half + 3 * row, step: 1, to: prepared.values + first + 6 * row * outputs * inputs,
                                step: outputs * inputs)
                        }
                    }
                }
            }
            return prepared
        }
    }

    /// G·g for the points 0, ±√½, ±√2 and ∞.
    private static func transform(
        _ g: UnsafePointer<Float>, step: Int, to: UnsafeMutablePointer<Float>, step toStep: Int
    ) {
        let (low, high): (Float, Float) = (0.70710678118654752, 1.41421356237309505)
        let (g0, g1, g2) = (g[0], g[step], g[2 * step])
        to[0] = g0
        to[toStep] = -(g0 + low * g1 + 0.5 * g2) / 1.5
        to[2 * toStep] = -(g0 - low * g1 + 0.5 * g2) / 1.5
        to[3 * toStep] = (g0 + high * g1 + 2 * g2) / 6
        to[4 * toStep] = (g0 - high * g1 + 2 * g2) / 6
        to[5 * toStep] = g2
    }
}
