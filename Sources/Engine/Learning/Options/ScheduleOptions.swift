/// What changes along a run: the stable start. Neither paper nor released code has one; all is off where it is 0.
package struct ScheduleOptions: Codable, Sendable, Equatable {
    /// Updates of identity warm-up, the first of a run: the style image is the moving image itself, and the losses have weights of their own.
    package var identityUpdates = 0
    /// Afterwards every so many updates is an identity one; 0 for none.
    package var identityInterval = 0
    /// Weight of the pixel MSE in identity updates.
    package var identityPixelWeight: Float = 20
    /// Weight in them of 1 − SSIM, the mean of the luma's and of red's, green's and blue's.
    package var identityStructureWeight: Float = 0
    /// Weight in them of content and style loss; 0 leaves the loss network out, which makes them cheaper.
    package var identityPerceptualWeight: Float = 1
    /// Share of their batches that is untouched contents, at least `freshShare`.
    package var identityFreshShare: Float = 0
    /// Updates over which the style weight rises from a tenth to one, after the warm-up.
    package var styleRampUpdates = 0
    /// Updates over which episodes grow from one step to `episodeLength`, after the warm-up.
    package var episodeGrowthUpdates = 0
    /// Share of a batch that is content images at step 0, when episodes are long.
    package var freshShare: Float = 0

    /// No stable start.
    package init() {}
}
