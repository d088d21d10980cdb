import Foundation

/// Where colours are compared.
package enum ColourSpace: Sendable, Equatable {
    /// The three channels as they are.
    case rgb
    /// a and b of OKLab (Ottosson 2020), times 4: hue and chroma without lightness. Values are clamped to [0, 1] before, and
    /// the cube roots rounded off near 0 so that their slope stays finite.
    case chroma

    /// Coordinates of a colour.
    var dimensions: Int { self == .rgb ? 3 : 2 }

    private static let stretch: Float = 4
    /// Cube roots are of value + this.
    private static let blackness: Float = 1e-3

    /// Coordinates of a colour, and with `jacobian` room for 3 × dimensions values, d(coordinate j)/d(channel i) at
    /// [i·dimensions + j].
    func convert(
        _ red: Float, _ green: Float, _ blue: Float, to coordinates: UnsafeMutablePointer<Float>,
        jacobian: UnsafeMutablePointer<Float>? = nil
    ) {
        guard self == .chroma else {
            (coordinates[0], coordinates[1], coordinates[2]) = (red, green, blue)
            if let jacobian {
                for i in 0..<9 { jacobian[i] = i % 4 == 0 ? 1 : 0 }
            }
            return
        }
        let channels = (Self.linear(red), Self.linear(green), Self.linear(blue))
        let (r, g, b) = (channels.0.value, channels.1.value, channels.2.value)
        let root = { (value: Float) in cbrt(max(0, value) + Self.blackness) }
        let l = root(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = root(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = root(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        let k = Self.stretch
        coordinates[0] = k * (1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s)
        coordinates[1] = k * (0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
        guard let jacobian else { return }
        let (dl, dm, ds) = (1 / (3 * l * l), 1 / (3 * m * m), 1 / (3 * s * s))
        let rows: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>) = (
            SIMD3(0.4122214708, 0.2119034982, 0.0883024619), SIMD3(0.5363325363, 0.6806995451, 0.2817188376),
            SIMD3(0.0514459929, 0.1073969566, 0.6299787005)
        )
        let slopes = SIMD3(dl, dm, ds)
        let (toA, toB) = (
            SIMD3<Float>(1.9779984951, -2.4285922050, 0.4505937099) * slopes * k,
            SIMD3<Float>(0.0259040371, 0.7827717662, -0.8086757660) * slopes * k
        )
        for (i, (row, slope)) in [(rows.0, channels.0.slope), (rows.1, channels.1.slope), (rows.2, channels.2.slope)]
            .enumerated()
        {
            jacobian[2 * i] = slope * (row * toA).sum()
            jacobian[2 * i + 1] = slope * (row * toB).sum()
        }
    }

    /// The sRGB transfer curve and its slope; 0 slope outside [0, 1].
    private static func linear(_ value: Float) -> (value: Float, slope: Float) {
        if value <= 0 { return (0, 0) }
        if value >= 1 { return (1, 0) }
        if value <= 0.04045 { return (value / 12.92, 1 / 12.92) }
        let base = (value + 0.055) / 1.055
        let power = pow(base, 1.4)
        return (base * power, 2.4 / 1.055 * power)
    }
}
