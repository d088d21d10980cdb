/// How many colours text can have.
package enum ColorDepth: Int, Sendable, Hashable, Comparable {
    /// No colours at all.
    case monochrome
    /// The 16 of the palette's beginning.
    case palette16
    /// The palette of 256.
    case palette256
    /// Any sRGB colour.
    case trueColor

    /// Fewer colours before more.
    package static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}
