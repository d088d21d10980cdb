/// How much work goes into a picture's encoding.
package enum ImageQuality: Sendable, Hashable {
    /// Without dithering: soonest done and fewest bytes, for a picture that changes while it is dragged.
    case draft
    /// With error diffusion.
    case refined
}
