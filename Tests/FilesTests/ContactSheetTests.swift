import Files
import Testing

@Suite struct ContactSheetTests {
    private func plain(_ width: Int, _ height: Int, _ value: UInt8) -> Picture {
        Picture(width: width, height: height, rgb: [UInt8](repeating: value, count: 3 * width * height))
    }

    private func value(_ picture: Picture, _ x: Int, _ y: Int) -> UInt8 { picture.rgb[3 * (y * picture.width + x)] }

    @Test func everyPictureStandsInItsCell() {
        let sheet = ContactSheet(rows: [[plain(5, 3, 10), plain(2, 6, 20)], [plain(4, 2, 30)]]).picture()
        // The widest of a column, the highest of a row, four pixels between.
        #expect(sheet.width == 5 + 4 + 2 && sheet.height == 6 + 4 + 2)
        #expect(value(sheet, 0, 0) == 10 && value(sheet, 4, 2) == 10 && value(sheet, 5, 0) == 128)
        #expect(value(sheet, 0, 3) == 128)
        #expect(value(sheet, 8, 0) == 128 && value(sheet, 9, 0) == 20 && value(sheet, 10, 5) == 20)
        #expect(value(sheet, 0, 9) == 128 && value(sheet, 0, 10) == 30 && value(sheet, 3, 11) == 30)
        #expect(value(sheet, 4, 11) == 128 && value(sheet, 10, 11) == 128)
    }

    /// Six landscapes make two rows of three; below each, white on grey, its number.
    @Test func sequencesAreNumbered() {
        let sheet = ContactSheet((0..<6).map { plain(60, 60, UInt8(10 * $0)) }, isNumbered: true).picture()
        #expect(sheet.width == 3 * 60 + 2 * 4 && sheet.height == 2 * (60 + 22) + 4)
        for number in 0..<6 {
            let (left, top) = (number % 3 * 64, number / 3 * 86)
            #expect(value(sheet, left + 30, top + 30) == UInt8(10 * number))
            let inked = (0..<14).map { y in
                (0..<10).map { x in value(sheet, left + 4 + x, top + 64 + y) == 255 ? "#" : "." }.joined()
            }
            // Each dot of the digit is two pixels wide and high.
            #expect(inked[0] == inked[1] && inked.joined().contains("##"))
            if number == 1 { #expect(inked[0] == "....##....") }
            if number == 4 { #expect(inked[8] == "##########") }
        }
        let bare = ContactSheet((0..<2).map { plain(60, 60, UInt8($0)) }, isNumbered: false).picture()
        #expect(bare.width == 124 && bare.height == 60)
    }
}
