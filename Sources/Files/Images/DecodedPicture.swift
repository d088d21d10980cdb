/// What a decoder makes of a file.
struct DecodedPicture {
    /// In sRGB, turned for viewing.
    let picture: Picture
    /// The ICC profile of the colours as they are stored; nil where there is none that fits them.
    let profile: [UInt8]?
}

/// Pixels as decoders give them.
enum DecodedPixels {
    /// Colours in sRGB over white, and opacity where not all is opaque.
    ///
    /// - Parameters:
    ///   - pixels: straight, [pixels × channels].
    ///   - channels: 3, or 4 with opacity.
    ///   - profile: of the colours; nil for sRGB.
    static func finished<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ pixels: consuming [Sample], channels: Int, profile: [UInt8]?
    ) -> (colours: [Sample], alpha: [UInt8]?) {
        if let profile, let transform = SRGBTransform<Sample>(from: profile, channels: channels) {
            transform.apply(to: &pixels)
        }
        return channels == 4 ? Transparency.composited(pixels) : (pixels, nil)
    }
}
