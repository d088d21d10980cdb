import Files
import Foundation

/// Colours in OKLab (Ottosson 2020) of a picture's pixels: L from 0 to 1, a and b around 0.
struct OKLabColours {
    /// One value a pixel.
    let lightness: [Float], a: [Float], b: [Float]
    /// Bins of 0.02, L from 0, a and b from −0.4, of each pixel. Greys lie on a border of bins: double precision decides.
    let bins: [SIMD3<Int32>]

    /// sRGB transfer curve (IEC 61966-2-1) of 0…255.
    private static let linear: [Double] = (0...255).map { level in
        let value = Double(level) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    init(_ picture: Picture) {
        let count = picture.width * picture.height
        var (lightness, a, b) = ([Float](repeating: 0, count: count), [Float](), [Float]())
        (a, b) = (lightness, lightness)
        var bins = [SIMD3<Int32>](repeating: .zero, count: count)
        picture.rgb.withUnsafeBufferPointer { rgb in
            for i in 0..<count {
                let (red, green, blue) = (
                    Self.linear[Int(rgb[3 * i])], Self.linear[Int(rgb[3 * i + 1])], Self.linear[Int(rgb[3 * i + 2])]
                )
                let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
                let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
                let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
                let colour = SIMD3(
                    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
                (lightness[i], a[i], b[i]) = (Float(colour.x), Float(colour.y), Float(colour.z))
                let places = (colour - SIMD3(0, -0.4, -0.4)) / 0.02
                bins[i] = SIMD3(
                    Int32(places.x.rounded(.down)), Int32(places.y.rounded(.down)), Int32(places.z.rounded(.down)))
            }
        }
        (self.lightness, self.a, self.b, self.bins) = (lightness, a, b, bins)
    }

    /// Pixels.
    var count: Int { lightness.count }

    /// Mean distance from grey.
    var meanChroma: Double {
        var total = 0.0
        for i in 0..<count { total += Double((a[i] * a[i] + b[i] * b[i]).squareRoot()) }
        return total / Double(count)
    }
}
