/// An 8-bit colour image in memory.
///
/// Pixels are row-major from the top left, channels interleaved, values gamma-encoded as stored (sRGB unless
/// `iccProfile` says otherwise; no colour transform is applied).
package struct Picture: Sendable, Equatable {
    /// The longest side that is read, in pixels.
    package static let maximumSide = 16384
    /// The largest area that is read, in pixels.
    package static let maximumPixels = 1 << 28

    /// Columns of pixels.
    package let width: Int
    /// Rows of pixels.
    package let height: Int
    /// Colours, [height × width × 3], composited over white where there is `alpha`.
    package var rgb: [UInt8]
    /// Opacity, [height × width], 255 opaque; nil when every pixel is opaque.
    package var alpha: [UInt8]?
    /// The RGB ICC profile the file carried, byte for byte; nil stands for sRGB.
    package var iccProfile: [UInt8]?

    /// Creates a picture from its pixels.
    ///
    /// - Parameters:
    ///   - width: columns, at least 1.
    ///   - height: rows, at least 1.
    ///   - rgb: [height × width × 3].
    ///   - alpha: [height × width], or nil when opaque.
    ///   - iccProfile: an RGB profile, or nil for sRGB.
    package init(width: Int, height: Int, rgb: [UInt8], alpha: [UInt8]? = nil, iccProfile: [UInt8]? = nil) {
        precondition(width > 0 && height > 0, "a picture of \(width)×\(height) has no pixels")
        precondition(rgb.count == 3 * width * height, "rgb: \(rgb.count) bytes, expected 3·\(width)·\(height)")
        precondition(
            alpha == nil || alpha?.count == width * height,
            "alpha: \(alpha?.count ?? 0) bytes, expected \(width)·\(height)")
        self.width = width
        self.height = height
        self.rgb = rgb
        self.alpha = alpha
        self.iccProfile = iccProfile
    }

    /// What a picture has besides its colours.
    package struct Traits: Sendable, Equatable {
        package let width: Int, height: Int
        package let alpha: [UInt8]?
        package let iccProfile: [UInt8]?
    }

    /// What of it belongs to whatever is made of it.
    package var traits: Traits { Traits(width: width, height: height, alpha: alpha, iccProfile: iccProfile) }

    /// The rectangle of `width`×`height` pixels whose top left corner is (`x`, `y`); it must lie within the picture.
    package func cropped(x: Int, y: Int, width: Int, height: Int) -> Picture {
        precondition(
            x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= self.width && y + height <= self.height,
            "a crop of \(width)×\(height) at (\(x), \(y)) leaves the picture of \(self.width)×\(self.height)")
        func rows(_ plane: [UInt8], channels: Int) -> [UInt8] {
            var result: [UInt8] = []
            result.reserveCapacity(width * height * channels)
            for row in y..<y + height {
                let start = (row * self.width + x) * channels
                result.append(contentsOf: plane[start..<start + width * channels])
            }
            return result
        }
        return Picture(
            width: width, height: height, rgb: rows(rgb, channels: 3),
            alpha: alpha.map { rows($0, channels: 1) }, iccProfile: iccProfile)
    }
}
