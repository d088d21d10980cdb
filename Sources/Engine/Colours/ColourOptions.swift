import Files

/// What is done to the colours of a frame where it is shown or written. The moving image, from which the next step begins, and
/// what is measured of it stay as they are.
package struct ColourOptions: Sendable, Equatable {
    /// How much of the content's chroma a frame gets in place of its own, 0 to 1.
    package var keep: Double
    /// How far a frame's colours go to the style's palette, 0 to 1.
    package var take: Double

    package init(keep: Double = 0, take: Double = 0) { (self.keep, self.take) = (keep, take) }

    /// Whether frames are shown as they are.
    package var areOff: Bool { keep <= 0 && take <= 0 }
}

extension Recipe {
    /// What was done to the picture's colours; absent from the file where it was nothing.
    package var colours: ColourOptions {
        get { ColourOptions(keep: keepColours ?? 0, take: takePalette ?? 0) }
        set {
            keepColours = newValue.keep > 0 ? newValue.keep : nil
            takePalette = newValue.take > 0 ? newValue.take : nil
        }
    }
}
