/// What the paper's table 1 measures of one frame.
public struct FrameMetrics: Codable, Sendable, Equatable {
    /// Steps taken; 0 is the content itself.
    public var step: Int
    /// Mean of the MSE at relu4_1 and relu5_1 against the content.
    public var content: Double
    /// Mean over relu1_1…relu5_1 of the distance of eq. 5 to the style.
    public var style: Double
    /// Mean SSIM against the content.
    public var ssim: Double

    /// All values known.
    public init(step: Int, content: Double, style: Double, ssim: Double) {
        self.step = step
        self.content = content
        self.style = style
        self.ssim = ssim
    }
}
