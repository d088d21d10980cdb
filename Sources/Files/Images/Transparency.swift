/// Compositing over white in gamma-encoded space, and its inverse.
enum Transparency {
    /// Splits straight RGBA pixels of 8 or 16 bits into colours over white and opacity, which is rounded to 8 bits; opacity is
    /// nil where all is opaque.
    ///
    /// - Parameter rgba: [pixels × 4].
    static func composited<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ rgba: [Sample]
    ) -> (colours: [Sample], alpha: [UInt8]?) {
        let count = rgba.count / 4
        // With 16 bits, a product of two samples and half of one more just fit into 32.
        let full = UInt32(truncatingIfNeeded: Sample.max)
        var alpha = [UInt8](repeating: 255, count: count)
        var isOpaque = true
        let colours = [Sample](unsafeUninitializedCapacity: 3 * count) { target, initialized in
            alpha.withUnsafeMutableBufferPointer { alpha in
                rgba.withUnsafeBufferPointer { source in
                    for pixel in 0..<count {
                        let opacity = UInt32(truncatingIfNeeded: source[4 * pixel + 3])
                        alpha[pixel] = UInt8(truncatingIfNeeded: (opacity * 255 + full / 2) / full)
                        if alpha[pixel] != 255 { isOpaque = false }
                        for channel in 0..<3 {
                            let colour = UInt32(truncatingIfNeeded: source[4 * pixel + channel])
                            target[3 * pixel + channel] = Sample(
                                truncatingIfNeeded: full - (opacity * (full - colour) + full / 2) / full)
                        }
                    }
                }
            }
            initialized = 3 * count
        }
        return (colours, isOpaque ? nil : alpha)
    }

    /// Straight RGBA pixels that give `rgb` again when composited over white.
    ///
    /// A colour darker than its opacity can make over white becomes the nearest possible.
    static func restored(rgb: [UInt8], alpha: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 4 * alpha.count) { target, initialized in
            rgb.withUnsafeBufferPointer { rgb in
                alpha.withUnsafeBufferPointer { alpha in
                    for pixel in 0..<alpha.count {
                        let opacity = Int32(alpha[pixel])
                        for channel in 0..<3 {
                            let shade = 255 - Int32(rgb[3 * pixel + channel])
                            let darkness = opacity == 0 ? 0 : min(255, (255 * shade + opacity / 2) / opacity)
                            target[4 * pixel + channel] = UInt8(255 - darkness)
                        }
                        target[4 * pixel + 3] = UInt8(opacity)
                    }
                }
            }
            initialized = 4 * alpha.count
        }
    }
}
