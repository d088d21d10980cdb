import Tensors

/// One image of a sequence. Frame 0 is the content; frame k is the moving image after k steps.
package struct SequenceFrame: Sendable {
    /// k.
    package let step: Int
    /// The moving image, cropped to the content's extent, not clamped.
    package let image: FloatImage
    /// What is known of the step that made it; nil for frame 0.
    package internal(set) var report: StepReport?
    /// The whole moving image, whose extent is a multiple of 4: what the next step starts from.
    let moving: Tensor

    init(step: Int, image: FloatImage, report: StepReport?, moving: Tensor) {
        self.step = step
        self.image = image
        self.report = report
        self.moving = moving
    }
}
