/// A grey image as a mixture of red, green and blue.
package struct ColourPlane: Sendable, Equatable {
    let red: Float, green: Float, blue: Float

    /// Luma by ITU-R 601.
    package static let luma = ColourPlane(red: 0.299, green: 0.587, blue: 0.114)
    /// Red, green and blue by themselves: noise in the colours alone, which luma does not see, shows in them.
    package static let channels = [
        ColourPlane(red: 1, green: 0, blue: 0), ColourPlane(red: 0, green: 1, blue: 0),
        ColourPlane(red: 0, green: 0, blue: 1),
    ]

    /// Cb and Cr by ITU-R 601, grey 0.
    package static let chroma = [
        ColourPlane(red: -0.168736, green: -0.331264, blue: 0.5),
        ColourPlane(red: 0.5, green: -0.418688, blue: -0.081312),
    ]

    /// The luma and each channel.
    package static let lumaAndChannels = [luma] + channels

    var factors: [Float] { [red, green, blue] }
}
