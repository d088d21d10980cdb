import Tensors

/// A style signal: the pair (w, b), each N×C, that modulates one level of the builder.
package struct StyleSignal {
    /// w, N×C.
    package let weight: Variable
    /// b, N×C.
    package let bias: Variable
}

/// What the encoder's style path makes of an image (section 3.2 and figure 2 of the paper).
package struct StyleFeatures {
    /// Maps x1, x2 (64 channels at a quarter of the extent), 1_2 (32 at a half) and 1_3 (64 at a quarter).
    package let x1: Variable, x2: Variable, level2: Variable, level3: Variable
    /// Sign1 to Sign4: at x1, x2, 1_2 and 1_3.
    package let signal1: StyleSignal, signal2: StyleSignal, signalLevel2: StyleSignal, signalLevel3: StyleSignal
}

/// All that the builder needs of a style: statistics of x1 and x2 and the four signals, all N×C vectors. It stays the same
/// for a whole sequence.
package struct StyleCode {
    /// Mean and standard deviation of x1 per channel, N×64.
    package let mean1: Variable, deviation1: Variable
    /// Mean and standard deviation of x2 per channel, N×64.
    package let mean2: Variable, deviation2: Variable
    /// Sign1 to Sign4.
    package let signal1: StyleSignal, signal2: StyleSignal, signalLevel2: StyleSignal, signalLevel3: StyleSignal

    /// From statistics and signals that were taken already.
    init(
        x1: (mean: Tensor, deviation: Tensor), x2: (mean: Tensor, deviation: Tensor), signal1: StyleSignal,
        signal2: StyleSignal, signalLevel2: StyleSignal, signalLevel3: StyleSignal
    ) {
        (mean1, deviation1) = (Variable(x1.mean), Variable(x1.deviation))
        (mean2, deviation2) = (Variable(x2.mean), Variable(x2.deviation))
        (self.signal1, self.signal2) = (signal1, signal2)
        (self.signalLevel2, self.signalLevel3) = (signalLevel2, signalLevel3)
    }

    /// From the features of a style image.
    package init(_ features: StyleFeatures, on tape: Tape) {
        (mean1, deviation1) = tape.statistics(features.x1)
        (mean2, deviation2) = tape.statistics(features.x2)
        (signal1, signal2) = (features.signal1, features.signal2)
        (signalLevel2, signalLevel3) = (features.signalLevel2, features.signalLevel3)
    }
}
