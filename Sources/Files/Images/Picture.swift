/// A colour image in memory, of 8 bits a channel, or of 16 with 8 beside them.
///
/// Pixels are row-major from the top left, channels interleaved, values gamma-encoded in sRGB.
package struct Picture: Sendable, Equatable {
    /// The longest side that is read, in pixels.
    package static let maximumSide = 16384
    /// The largest area that is read, in pixels.
    package static let maximumPixels = 1 << 28

    /// Columns of pixels.
    package let width: Int
    /// Rows of pixels.
    package let height: Int
    /// Colours, [height × width × 3], composited over white where there is `alpha`; 255 is full.
    package let rgb: [UInt8]
    /// The same colours with 16 bits, [height × width × 3], 65535 full: each of `rgb` is round(value / 257). Nil where 8 bits say
    /// it all, which is where every value is 257 times that of `rgb`.
    package private(set) var deep: [UInt16]?
    /// Opacity, [height × width], 255 opaque; nil when every pixel is opaque.
    package var alpha: [UInt8]?

    /// Creates a picture from its pixels.
    ///
    /// - Parameters:
    ///   - width: columns, at least 1.
    ///   - height: rows, at least 1.
    ///   - rgb: [height × width × 3].
    ///   - alpha: [height × width], or nil when opaque.
    package init(width: Int, height: Int, rgb: [UInt8], alpha: [UInt8]? = nil) {
        precondition(width > 0 && height > 0, "a picture of \(width)×\(height) has no pixels")
        precondition(rgb.count == 3 * width * height, "rgb: \(rgb.count) bytes, expected 3·\(width)·\(height)")
        precondition(
            alpha == nil || alpha?.count == width * height,
            "alpha: \(alpha?.count ?? 0) bytes, expected \(width)·\(height)")
        self.width = width
        self.height = height
        self.rgb = rgb
        self.alpha = alpha
    }

    /// Creates a picture from pixels of 16 bits, which `rgb` shows rounded.
    ///
    /// - Parameters:
    ///   - width: columns, at least 1.
    ///   - height: rows, at least 1.
    ///   - deep: [height × width × 3], 65535 full; kept only where 8 bits do not hold it.
    ///   - alpha: [height × width], or nil when opaque.
    package init(width: Int, height: Int, deep: [UInt16], alpha: [UInt8]? = nil) {
        let rgb = [UInt8](unsafeUninitializedCapacity: deep.count) { target, initialized in
            deep.withUnsafeBufferPointer { deep in
                // 65535 is 257·255, and 257 is odd: nothing lies halfway.
                for index in 0..<deep.count {
                    target[index] = UInt8(truncatingIfNeeded: (UInt32(deep[index]) + 128) / 257)
                }
            }
            initialized = deep.count
        }
        self.init(width: width, height: height, rgb: rgb, alpha: alpha)
        if zip(deep, rgb).contains(where: { $0 != 257 * UInt16($1) }) { self.deep = deep }
    }

    /// Lets go of what `rgb` does not show.
    package mutating func reduceToEightBits() { deep = nil }

    /// What a picture has besides its colours.
    package struct Traits: Sendable, Equatable {
        package let width: Int, height: Int
        package let alpha: [UInt8]?
    }

    /// What of it belongs to whatever is made of it.
    package var traits: Traits { Traits(width: width, height: height, alpha: alpha) }

    /// The rectangle of `width`×`height` pixels whose top left corner is (`x`, `y`); it must lie within the picture.
    package func cropped(x: Int, y: Int, width: Int, height: Int) -> Picture {
        precondition(
            x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= self.width && y + height <= self.height,
            "a crop of \(width)×\(height) at (\(x), \(y)) leaves the picture of \(self.width)×\(self.height)")
        func rows<Sample>(_ plane: [Sample], channels: Int) -> [Sample] {
            var result: [Sample] = []
            result.reserveCapacity(width * height * channels)
            for row in y..<y + height {
                let start = (row * self.width + x) * channels
                result.append(contentsOf: plane[start..<start + width * channels])
            }
            return result
        }
        let alpha = alpha.map { rows($0, channels: 1) }
        if let deep {
            return Picture(
                width: width, height: height, deep: rows(deep, channels: 3), alpha: alpha)
        }
        return Picture(
            width: width, height: height, rgb: rows(rgb, channels: 3), alpha: alpha)
    }
}
