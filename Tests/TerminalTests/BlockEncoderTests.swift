import Testing

@testable import Terminal

struct BlockEncoderTests {
    private func text(_ rows: [[UInt8]]) -> [String] { rows.map { String(decoding: $0, as: UTF8.self) } }

    /// A cell's 2×6 samples, white where the drawing has a #.
    private func cell(_ rows: String...) -> [UInt8] {
        rows.joined().flatMap { [UInt8](repeating: $0 == "#" ? 255 : 0, count: 3) }
    }

    private func glyph(_ pixels: [UInt8], _ shapes: BlockShapes) -> Character? {
        let row = BlockEncoder.encode(
            pixels, size: PixelSize(width: 2, height: 6), trueColor: true, shapes: shapes)[0]
        return String(decoding: row, as: UTF8.self).replacing(#/\u{1B}\[[0-9;]*m/#, with: "").first
    }

    @Test func theGlyphIsTheOneThatFits() {
        #expect(glyph(cell("..", "..", "..", "..", "..", ".."), .sextants) == " ")
        #expect(glyph(cell("##", "##", "##", "..", "..", ".."), .sextants) == "▀")
        #expect(glyph(cell("#.", "#.", "#.", "#.", "#.", "#."), .sextants) == "▌")
        #expect(glyph(cell("#.", "#.", "#.", ".#", ".#", ".#"), .quadrants) == "▚")
        #expect(glyph(cell("##", "##", "#.", "#.", "#.", "#."), .sextants) == "\u{1FB15}")
        // Unicode: BLOCK SEXTANT-1, -12 and -135 without the left half's own.
        #expect(glyph(cell("#.", "#.", "..", "..", "..", ".."), .sextants) == "\u{1FB00}")
        #expect(glyph(cell("##", "##", "..", "..", "..", ".."), .sextants) == "\u{1FB02}")
        #expect(glyph(cell("##", "##", "##", "##", "#.", "#."), .sextants) == "\u{1FB1D}")
    }

    @Test func theUpperLeftIsInkAndTheRestPaper() {
        let red: [UInt8] = [200, 10, 20]
        let blue: [UInt8] = [0, 0, 250]
        let pixels = (0..<6).flatMap { (row: Int) -> [UInt8] in row < 3 ? red + red : blue + blue }
        let rows = BlockEncoder.encode(
            pixels, size: PixelSize(width: 2, height: 6), trueColor: true, shapes: .halves)
        #expect(text(rows) == ["\u{1B}[0m\u{1B}[48;2;0;0;250m\u{1B}[38;2;200;10;20m▀\u{1B}[0m"])
    }

    @Test func halfARowLeavesItsLowerHalfOpen() {
        let pixels = [UInt8](repeating: 0, count: 36) + (0..<6).flatMap { _ -> [UInt8] in [95, 135, 175] }
        let rows = BlockEncoder.encode(
            pixels, size: PixelSize(width: 2, height: 9), trueColor: false, shapes: .sextants)
        #expect(text(rows) == ["\u{1B}[0m\u{1B}[48;5;16m \u{1B}[0m", "\u{1B}[0m\u{1B}[38;5;67m▀\u{1B}[0m"])
    }

    /// What a row of cells shows, sample by sample.
    private func decoded(_ rows: [[UInt8]], width: Int) throws -> [UInt8] {
        var rgb: [UInt8] = []
        for row in text(rows) {
            var (ink, paper) = ([UInt8](repeating: 0, count: 3), [UInt8](repeating: 0, count: 3))
            var cells: [(bits: [Bool], ink: [UInt8], paper: [UInt8])] = []
            var rest = row[...]
            while let character = rest.first {
                if let match = rest.prefixMatch(of: #/\u{1B}\[(?<what>38|48);2;(\d+);(\d+);(\d+)m/#) {
                    let color = [match.2, match.3, match.4].map { UInt8($0)! }
                    if match.what == "38" { ink = color } else { paper = color }
                    rest = rest[match.range.upperBound...]
                } else if let match = rest.prefixMatch(of: #/\u{1B}\[0m/#) {
                    rest = rest[match.range.upperBound...]
                } else {
                    cells.append((try Self.bits(character), ink, paper))
                    rest = rest.dropFirst()
                }
            }
            #expect(cells.count == width / 2)
            for line in 0..<6 {
                for cell in cells {
                    for column in 0..<2 { rgb += cell.bits[2 * line + column] ? cell.ink : cell.paper }
                }
            }
        }
        return rgb
    }

    /// By the characters' names in Unicode.
    private static func bits(_ character: Character) throws -> [Bool] {
        let scalar = character.unicodeScalars.first!.value
        let quarters: [UInt32: Int] = [
            0x20: 0, 0x2580: 3, 0x2598: 1, 0x259D: 2, 0x2596: 4, 0x258C: 5, 0x259E: 6, 0x259B: 7, 0x2597: 8,
            0x259A: 9, 0x2590: 10, 0x259C: 11, 0x2584: 12, 0x2599: 13, 0x259F: 14,
        ]
        if let bits = quarters[scalar] { return (0..<12).map { bits >> ($0 / 6 * 2 + $0 % 2) & 1 == 1 } }
        // Sextants are numbered by their bits; nothing, both columns and everything are characters of older blocks.
        let numbers = (1..<63).filter { $0 != 21 && $0 != 42 }
        let index = Int(scalar) - 0x1FB00
        try #require(numbers.indices.contains(index))
        return (0..<12).map { numbers[index] >> ($0 / 4 * 2 + $0 % 2) & 1 == 1 }
    }

    /// More shapes never show a picture worse, and on edges of any direction a good deal better.
    @Test func moreShapesComeNearer() throws {
        let (width, height) = (48, 72)
        let pixels = (0..<width * height).flatMap { index -> [UInt8] in
            let (x, y) = (index % width, index / width)
            let isInside = (3 * (x - 24)) * (3 * (x - 24)) + (y - 36) * (y - 36) < 900
            return isInside ? [230, UInt8(3 * y), 40] : [20, 40, UInt8(4 * x)]
        }
        func error(_ shapes: BlockShapes) throws -> Int {
            let rows = BlockEncoder.encode(
                pixels, size: PixelSize(width: width, height: height), trueColor: true, shapes: shapes)
            return zip(pixels, try decoded(rows, width: width)).reduce(0) { sum, pair in
                sum + (Int(pair.0) - Int(pair.1)) * (Int(pair.0) - Int(pair.1))
            }
        }
        let halves = try error(.halves)
        let quadrants = try error(.quadrants)
        let sextants = try error(.sextants)
        #expect(10 * quadrants < 9 * halves)
        #expect(10 * sextants < 9 * quadrants)
    }

    /// Dithered over cells, 256 colours show a flat colour in between on average.
    @Test func errorsAreDiffused() {
        let color: [UInt8] = [115, 155, 195]
        let pixels = (0..<40 * 60).flatMap { _ in color }
        let rows = BlockEncoder.encode(
            pixels, size: PixelSize(width: 40, height: 60), trueColor: false, shapes: .halves)
        let used = Set(text(rows).joined().matches(of: #/48;5;(\d+)m/#).map { $0.1 })
        #expect(used.count > 1)
    }
}
