import Testing

@testable import Terminal

struct GeometryTests {
    @Test func splitsKeepEveryCell() {
        let rect = Rect(column: 2, row: 3, columns: 10, rows: 5)
        #expect(rect.split(top: 2).rest == Rect(column: 2, row: 5, columns: 10, rows: 3))
        #expect(rect.split(bottom: 1).bottom == Rect(column: 2, row: 7, columns: 10, rows: 1))
        #expect(rect.split(left: 4).rest == Rect(column: 6, row: 3, columns: 6, rows: 5))
        #expect(rect.split(right: 99).right == rect)
        #expect(rect.columns(count: 3, gap: 1).map(\.columns) == [2, 3, 3])
        #expect(rect.columns(count: 3, gap: 1).last?.endColumn == rect.endColumn)
        #expect(rect.rows(count: 2).map(\.rows) == [2, 3])
    }

    @Test func intersectionsOfRectanglesApartAreEmpty() {
        let rect = Rect(column: 0, row: 0, columns: 3, rows: 3)
        #expect(rect.intersection(Rect(column: 3, row: 0, columns: 2, rows: 2)).isEmpty)
        #expect(rect.intersects(Rect(column: 2, row: 2, columns: 5, rows: 5)))
        #expect(rect.inset().columns == 1 && rect.inset(columns: 5, rows: 5).isEmpty)
    }

    @Test(arguments: [
        ("abc", 3), ("東京", 4), ("e\u{301}", 1), ("\u{200B}", 0), ("…─█▀⠿", 5), ("ﾊﾝ", 2), ("한국", 4), ("🎨", 2),
        ("🇯🇵", 2), ("\u{1B}", 1), ("ä", 1), ("", 0),
    ])
    func countsColumnsAsTerminalsDo(text: String, columns: Int) {
        #expect(CharacterWidth.columns(text) == columns)
    }

    @Test func truncationNeverSplitsAWideCharacter() {
        #expect(CharacterWidth.truncated("東京都", columns: 4) == "東…")
        #expect(CharacterWidth.truncated("東京", columns: 4) == "東京")
        #expect(CharacterWidth.truncated("abc", columns: 0) == "")
    }
}
