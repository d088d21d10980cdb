/// What is measured of one pair's sequence.
package struct SequenceMeasurement: Sendable, Equatable {
    /// Metrics of the content (step 0) and of every frame.
    package var frames: [FrameMetrics]
    /// r of steps 1, 2, … by the loss network: −(style loss) of the moving image, eq. 5 over four taps, not clamped, as the
    /// training environment pays it. Empty where not asked for.
    package var rewards: [Double] = []
    /// The same by the loss network that is compared with it. Empty where there is none.
    package var comparedRewards: [Double] = []
    /// Q of the action of steps 1, 2, … Empty where not asked for.
    package var qValues: [Double] = []

    /// From metrics alone.
    package init(frames: [FrameMetrics]) { self.frames = frames }
}
