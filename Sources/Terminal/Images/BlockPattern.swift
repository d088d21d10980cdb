/// A character that inks part of its cell. Those that ink the upper left are enough: the others are the same with the two colours
/// exchanged.
struct BlockPattern: Sendable {
    /// In UTF-8.
    let glyph: [UInt8]
    /// Which of 2×6 samples are inked, counted along rows.
    let samples: [Int]

    private init(_ scalar: UInt32, inked: (_ column: Int, _ row: Int) -> Bool) {
        glyph = Unicode.Scalar(scalar).map { Array(String(Character($0)).utf8) } ?? []
        samples = (0..<12).filter { inked($0 % 2, $0 / 2) }
    }

    /// ▀
    static let upperHalf = BlockPattern(0x2580) { _, row in row < 3 }

    /// Those of a set of shapes.
    static func all(_ shapes: BlockShapes) -> [BlockPattern] {
        switch shapes {
        case .halves: [upperHalf]
        case .quadrants: quadrants
        case .sextants: withSextants
        }
    }

    /// The upper half and what quarters can make: of the bits, 0 and 1 are the upper quarters, 2 and 3 the lower.
    private static let quadrants: [BlockPattern] = [
        (0b0011, 0x2580), (0b0101, 0x258C), (0b0001, 0x2598), (0b1001, 0x259A), (0b0111, 0x259B), (0b1011, 0x259C),
        (0b1101, 0x2599),
    ].map { bits, scalar in
        BlockPattern(UInt32(scalar)) { column, row in bits >> (row / 3 * 2 + column) & 1 == 1 }
    }

    /// With what sixths can make besides: numbered from U+1FB00 by their bits, without those that are half blocks.
    private static let withSextants: [BlockPattern] =
        quadrants
        + stride(from: UInt32(1), to: 63, by: 2).filter { $0 != 0b010101 }.map { bits in
            BlockPattern(0x1FB00 + bits - 1 - (bits > 0b010101 ? 1 : 0) - (bits > 0b101010 ? 1 : 0)) { column, row in
                bits >> UInt32(row / 2 * 2 + column) & 1 == 1
            }
        }
}
