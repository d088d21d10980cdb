/// How much work goes into a picture's encoding.
package enum ImageQuality: Sendable, Hashable {
    /// A quarter of the pixels, for a slow line.
    case coarse
    /// Without dithering: soonest done and fewest bytes, for a picture that changes while it is dragged.
    case draft
    /// With error diffusion.
    case refined
    /// With a dither that depends on a pixel's place alone: what is the same in two pictures is drawn the same.
    case steady
}
