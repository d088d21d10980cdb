import Files

/// The pictures that the fixtures show.
enum Pattern {
    static let width = 13
    static let height = 9

    /// [9 × 13 × 3] from a function of column and row.
    static func rgb(_ colour: (_ x: Int, _ y: Int) -> (Int, Int, Int)) -> [UInt8] {
        (0..<height).flatMap { y in
            (0..<width).flatMap { x -> [UInt8] in
                let (red, green, blue) = colour(x, y)
                return [UInt8(red), UInt8(green), UInt8(blue)]
            }
        }
    }

    static let colours = rgb { x, y in (20 * x, 28 * y, 255 - 20 * x) }
    static let greys = rgb { x, _ in (20 * x, 20 * x, 20 * x) }
    static let opacity: [UInt8] = (0..<height).flatMap { y in (0..<width).map { _ in UInt8(28 * y) } }

    /// A colour of 0...255 over white.
    static func overWhite(_ colour: Int, opacity: Int) -> Int {
        Int((Double(opacity * colour + (255 - opacity) * 255) / 255).rounded())
    }

    /// Noise that every Pillow fixture was made from, [height × width × 3].
    static func noise(width: Int, height: Int) -> [UInt8] {
        var state: UInt32 = 1
        return (0..<width * height * 3).map { _ in
            state = (state &* 1_103_515_245 &+ 12345) & 0x7FFF_FFFF
            return UInt8(truncatingIfNeeded: state >> 16)
        }
    }

    /// Four flat quarters of 16×16: red, green above blue, white.
    static let quarters: Picture = {
        let colours: [[UInt8]] = [[220, 30, 30], [30, 200, 40], [40, 50, 210], [250, 250, 250]]
        var rgb: [UInt8] = []
        for y in 0..<32 {
            for x in 0..<32 { rgb += colours[(y / 16) * 2 + x / 16] }
        }
        return Picture(width: 32, height: 32, rgb: rgb)
    }()

    /// The largest difference between two pictures' colours.
    static func largestDifference(_ one: [UInt8], _ other: [UInt8]) -> Int {
        one.count == other.count ? zip(one, other).map { abs(Int($0) - Int($1)) }.max() ?? 0 : Int.max
    }
}
