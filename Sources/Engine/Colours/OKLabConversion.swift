/// Ottosson's OKLab (2020) in single precision, of linear sRGB from 0 to 1: lightness L from 0 to 1, a and b around 0.
enum OKLab {
    /// Cube roots of the responses of three cones.
    @inline(__always)
    private static func cones(_ red: Float, _ green: Float, _ blue: Float) -> (l: Float, m: Float, s: Float) {
        (
            cubeRoot(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue),
            cubeRoot(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue),
            cubeRoot(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        )
    }

    /// L.
    @inline(__always)
    static func lightness(_ red: Float, _ green: Float, _ blue: Float) -> Float {
        let (l, m, s) = cones(red, green, blue)
        return 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    }

    /// a and b: where hue lies, and how far it is from grey.
    @inline(__always)
    static func chroma(_ red: Float, _ green: Float, _ blue: Float) -> (a: Float, b: Float) {
        let (l, m, s) = cones(red, green, blue)
        return (
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        )
    }

    /// Linear sRGB, outside 0…1 where no screen shows the colour.
    @inline(__always)
    static func linear(_ lightness: Float, _ a: Float, _ b: Float) -> SIMD3<Float> {
        let l = lightness + 0.3963377774 * a + 0.2158037573 * b
        let m = lightness - 0.1055613458 * a - 0.0638541728 * b
        let s = lightness - 0.0894841775 * a - 1.2914855480 * b
        let (l3, m3, s3) = (l * l * l, m * m * m, s * s * s)
        return SIMD3(
            4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
            -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
            -0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3)
    }

    /// Linear sRGB of that lightness and hue, with as much of the chroma as fits between 0 and 1.
    @inline(__always)
    static func fittingLinear(_ lightness: Float, _ a: Float, _ b: Float) -> SIMD3<Float> {
        let whole = linear(lightness, a, b)
        if isShown(whole) { return whole }
        // Halved ten times the share is known to a thousandth, far less than a step of 8 bits.
        var (fits, width, best) = (Float(0), Float(0.5), SIMD3(repeating: lightness * lightness * lightness))
        for _ in 0..<10 {
            let share = fits + width
            let colour = linear(lightness, share * a, share * b)
            if isShown(colour) { (fits, best) = (share, colour) }
            width /= 2
        }
        return best
    }

    /// Rounding errors aside.
    @inline(__always)
    private static func isShown(_ colour: SIMD3<Float>) -> Bool {
        let (least, most) = (-Float(1e-4), 1 + Float(1e-4))
        return colour.x >= least && colour.y >= least && colour.z >= least && colour.x <= most && colour.y <= most
            && colour.z <= most
    }

    /// From 1e-12 up: a first guess from the exponent, then Halley's method, each time three times as many digits.
    @inline(__always)
    static func cubeRoot(_ value: Float) -> Float {
        let value = max(value, 1e-12)
        var root = Float(bitPattern: value.bitPattern / 3 &+ 0x2A51_4067)
        for _ in 0..<2 {
            let cube = root * root * root
            root *= (cube + 2 * value) / (2 * cube + value)
        }
        return root
    }
}
