/// Compositing over white in gamma-encoded space, and its inverse.
enum Transparency {
    /// Splits straight RGBA pixels into colours over white and opacity; opacity is nil where all is opaque.
    ///
    /// - Parameter rgba: [pixels × 4].
    static func composited(_ rgba: [UInt8]) -> (rgb: [UInt8], alpha: [UInt8]?) {
        let count = rgba.count / 4
        var alpha = [UInt8](repeating: 255, count: count)
        var isOpaque = true
        let rgb = [UInt8](unsafeUninitializedCapacity: 3 * count) { target, initialized in
            alpha.withUnsafeMutableBufferPointer { alpha in
                rgba.withUnsafeBufferPointer { source in
                    for pixel in 0..<count {
                        let opacity = Int32(source[4 * pixel + 3])
                        alpha[pixel] = UInt8(opacity)
                        if opacity != 255 { isOpaque = false }
                        for channel in 0..<3 {
                            let colour = Int32(source[4 * pixel + channel])
                            target[3 * pixel + channel] = UInt8(255 - (opacity * (255 - colour) + 127) / 255)
                        }
                    }
                }
            }
            initialized = 3 * count
        }
        return (rgb, isOpaque ? nil : alpha)
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
