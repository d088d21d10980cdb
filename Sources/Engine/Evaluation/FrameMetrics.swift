/// What is measured of one frame: the paper's table 1, and how it is painted.
package struct FrameMetrics: Codable, Sendable, Equatable {
    /// Steps taken; 0 is the content itself.
    package var step: Int
    /// Mean of the MSE at relu4_1 and relu5_1 against the content.
    package var content: Double
    /// Mean over relu1_1…relu5_1 of the distance of eq. 5 to the style.
    package var style: Double
    /// Mean SSIM against the content.
    package var ssim: Double
    /// Sliced Wasserstein-2 distance of the colours to the style's, in OKLab, × 100; from 0 up, lower is better.
    package var palette = 0.0
    /// The same in the plane of OKLab's a and b.
    package var hue = 0.0
    /// Share in % of the pixels whose colour the style has not; lower is better.
    package var foreign = 0.0
    /// How far edges are from the content's, from 0 to 2; lower is better.
    package var edges = 0.0
    /// How far the sizes of strokes are from the style's, in octaves; lower is better.
    package var strokes = 0.0
    /// Mean OKLab chroma over that of the style; 1 is best.
    package var chroma = 1.0

    /// Table 1's values; those of painting are set afterwards.
    package init(step: Int, content: Double, style: Double, ssim: Double) {
        self.step = step
        self.content = content
        self.style = style
        self.ssim = ssim
    }

    /// The same with the measures of painting.
    func painted(_ values: PaintingMeasures.Values) -> FrameMetrics {
        var result = self
        (result.palette, result.hue, result.foreign) = (values.palette, values.hue, values.foreign)
        (result.edges, result.strokes, result.chroma) = (values.edges, values.strokes, values.chroma)
        return result
    }
}
