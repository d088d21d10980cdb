import COneDNN

/// What convolutions multiply in. Sums, activations, gradients and weights stay float32 in either.
package enum Precision: String, Codable, Sendable, CaseIterable {
    /// 32 bits.
    case float32 = "f32"
    /// Operands rounded to the 16 bits of bfloat16: 8 bits of fraction, the range of float32.
    case bfloat16 = "bf16"

    /// Whether this processor computes in it; bfloat16 takes AVX-512.
    package var isSupported: Bool { self == .float32 || Tensor.nativeBlock == 16 }

    /// Whether this processor has instructions for it; bfloat16 is emulated on other processors with AVX-512.
    package var isNative: Bool {
        let instructions = UInt32(dnnl_cpu_isa_avx512_core_bf16.rawValue)
        return self == .float32 || UInt32(dnnl_get_effective_cpu_isa().rawValue) & instructions == instructions
    }

    /// The faster one for convolutions here, by trying: some processors have instructions for bfloat16 that are slower than
    /// those for float32.
    package static let fastest: Precision = {
        guard Precision.bfloat16.isSupported, Precision.bfloat16.isNative else { return .float32 }
        // By turns, so that both see the machine in the same state.
        let trials = allCases.map { ConvolutionTrial(channels: 64, side: 128, precision: $0) }
        var seconds = trials.map { _ in Double.infinity }
        for _ in 0..<10 {
            for (index, trial) in trials.enumerated() { seconds[index] = min(seconds[index], trial.run()) }
        }
        // Rounding costs something outside convolutions: a narrow lead is none.
        return seconds[1] < 0.9 * seconds[0] ? .bfloat16 : .float32
    }()
}

/// One small convolution to time.
private struct ConvolutionTrial {
    private let input: Variable
    private let weight: Parameter
    private let bias: Parameter
    private let precision: Precision

    init(channels: Int, side: Int, precision: Precision) {
        self.precision = precision
        input = Variable(Tensor(repeating: 1, shape: Shape(1, channels, side + 2, side + 2)))
        weight = Parameter(
            name: "trial.weight", extents: [channels, channels, 3, 3],
            values: [Float](repeating: 0.01, count: 9 * channels * channels))
        bias = Parameter(name: "trial.bias", extents: [channels], values: [Float](repeating: 0, count: channels))
    }

    /// Seconds of one run.
    func run() -> Double {
        let start = ContinuousClock.now
        _ = Tape(recording: false, precision: precision).validConvolution(input, weight: weight, bias: bias)
        return (ContinuousClock.now - start) / .seconds(1)
    }
}
