/// Encodes RGB pixels as characters of increasing ink, for terminals without enough colours or without Unicode.
enum CharacterEncoder {
    /// One line per row of pixels. Brightness (Rec. 709 luma) is dithered by Floyd–Steinberg error diffusion to the
    /// ten steps of ink; on a dark background more ink is brighter.
    static func encode(_ pixels: [UInt8], size: PixelSize, darkBackground: Bool) -> [String] {
        precondition(pixels.count == 3 * size.width * size.height, "characters: \(pixels.count) bytes for \(size)")
        let inks: [Character] = darkBackground ? ramp : ramp.reversed()
        let steps = Float(inks.count - 1)
        var errors = [Float](repeating: 0, count: size.width + 2)
        return (0..<size.height).map { y in
            var line = ""
            var below = [Float](repeating: 0, count: size.width + 2)
            for x in 0..<size.width {
                let index = 3 * (y * size.width + x)
                let luma =
                    (0.2126 * Float(pixels[index]) + 0.7152 * Float(pixels[index + 1]) + 0.0722
                        * Float(pixels[index + 2])) / 255
                let wanted = luma + errors[x + 1]
                let step = min(steps, max(0, (wanted * steps).rounded()))
                line.append(inks[Int(step)])
                let error = wanted - step / steps
                errors[x + 2] += error * 7 / 16
                below[x] += error * 3 / 16
                below[x + 1] += error * 5 / 16
                below[x + 2] += error / 16
            }
            errors = below
            return line
        }
    }

    private static let ramp: [Character] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]
}
