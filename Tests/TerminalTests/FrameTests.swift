import Files
import Testing

@testable import Terminal

struct FrameTests {
    private func frame(_ columns: Int, _ rows: Int) -> Frame { Frame(size: Size(columns: columns, rows: rows)) }

    @Test func clipsTextAtEveryEdge() {
        var frame = frame(4, 2)
        let used = frame.put("hello", at: Position(column: 1, row: 0))
        frame.put("abc", at: Position(column: -1, row: 1))
        frame.put("below", at: Position(column: 0, row: 2))
        #expect(used == 5)
        #expect(frame.text() == " hel\nbc")
    }

    @Test func clipsTextToARectangle() {
        var frame = frame(6, 1)
        frame.put("abcdef", at: Position(column: 0, row: 0), clip: Rect(column: 2, row: 0, columns: 3, rows: 1))
        #expect(frame.text() == "  cde")
    }

    /// As `FileSystemName` has them in text.
    @Test func bytesThatAreNoTextBecomeReplacements() {
        for byte in UInt8(0x80)...0xFF {
            var frame = frame(4, 1)
            #expect(frame.put(String(systemBytes: [0x61, byte, 0x62]), at: Position(column: 0, row: 0)) == 3)
            #expect(frame.cells.map(\.text) == ["a", "\u{FFFD}", "b", " "])
        }
    }

    @Test func wideCharactersTakeTwoCells() {
        var frame = frame(6, 1)
        #expect(frame.put("東a京", at: Position(column: 0, row: 0)) == 5)
        #expect(frame.cells.map(\.text) == ["東", "", "a", "京", "", " "])
    }

    @Test func halfAWideCharacterBecomesABlank() {
        var frame = frame(3, 1)
        frame.put("a東京", at: Position(column: 0, row: 0))
        #expect(frame.cells.map(\.text) == ["a", "東", ""])
        frame.put("xx京", at: Position(column: 0, row: 0))
        #expect(frame.cells.map(\.text) == ["x", "x", " "])
    }

    @Test func writingOverHalfAWideCharacterBlanksTheOther() {
        var frame = frame(4, 1)
        frame.put("東京", at: Position(column: 0, row: 0))
        frame.put("x", at: Position(column: 1, row: 0))
        #expect(frame.cells.map(\.text) == [" ", "x", "京", ""])
        frame.put("東", at: Position(column: 1, row: 0))
        #expect(frame.cells.map(\.text) == [" ", "東", "", " "])
    }

    @Test func combiningMarksStayWithTheirLetter() {
        var frame = frame(3, 1)
        frame.put("e\u{301}x", at: Position(column: 0, row: 0))
        #expect(frame.cells.map(\.text) == ["e\u{301}", "x", " "])
    }

    @Test func controlCharactersCannotReachTheTerminal() {
        var frame = frame(8, 1)
        frame.put("a\u{1B}[2J\u{9B}\n", at: Position(column: 0, row: 0))
        #expect(frame.text() == "a\u{FFFD}[2J\u{FFFD}\u{FFFD}")
    }

    @Test func longTextEndsInAnEllipsis() {
        var frame = frame(5, 3)
        frame.put("picture.png", in: Rect(column: 0, row: 0, columns: 5, rows: 1))
        frame.put("ab", in: Rect(column: 0, row: 1, columns: 5, rows: 1), alignment: .trailing)
        frame.put("a", in: Rect(column: 0, row: 2, columns: 5, rows: 1), alignment: .center)
        #expect(frame.text() == "pict…\n   ab\n  a")
    }

    @Test func wrapsBetweenWordsAndMarksWhatDoesNotFit() {
        #expect(Frame.wrapped("one two three\nfour", columns: 8) == ["one two", "three", "four"])
        #expect(Frame.wrapped("abcdefghij kl", columns: 4) == ["abcd", "efgh", "ij", "kl"])
        var frame = frame(7, 2)
        #expect(frame.putWrapped("one two three four", in: frame.bounds) == 2)
        #expect(frame.text() == "one two\nthree…")
    }

    @Test func drawsBoxesWithTitles() {
        var frame = frame(14, 4)
        let inside = frame.box(frame.bounds, title: "Frame", footer: "3/10")
        #expect(inside == Rect(column: 1, row: 1, columns: 12, rows: 2))
        #expect(frame.text() == "╭─ Frame ────╮\n│            │\n│            │\n╰───── 3/10 ─╯")
        frame.box(Rect(column: 2, row: 1, columns: 3, rows: 2), title: "cut", lines: .heavy)
        #expect(frame.text() == "╭─ Frame ────╮\n│ ┏━┓        │\n│ ┗━┛        │\n╰───── 3/10 ─╯")
    }

    @Test func gaugesFillInEighths() {
        var frame = frame(4, 3)
        frame.gauge(Rect(column: 0, row: 0, columns: 4, rows: 1), fraction: 0.5, track: "·")
        frame.gauge(Rect(column: 0, row: 1, columns: 4, rows: 1), fraction: 11.0 / 32, track: "·")
        frame.gauge(Rect(column: 0, row: 2, columns: 4, rows: 1), fraction: .nan, track: "·")
        #expect(frame.text() == "██··\n█▍··\n····")
    }

    @Test func sparklinesScaleAndLeaveGaps() {
        var frame = frame(4, 1)
        frame.sparkline([9, 0, .nan, 4, 8], in: frame.bounds, maximum: 8)
        #expect(frame.text() == "▁ ▄█")
    }

    @Test func picturesHideCellsButNotOverlays() {
        var frame = frame(6, 3)
        frame.put("hidden", at: Position(column: 0, row: 1))
        frame.place(Bitmap(width: 1, height: 1, rgb: [0, 0, 0]), in: Rect(column: 0, row: 0, columns: 5, rows: 2))
        frame.openOverlay(Rect(column: 1, row: 1, columns: 2, rows: 1))
        frame.put("ok", at: Position(column: 1, row: 1))
        #expect(frame.text() == "▒▒▒▒▒\n▒ok▒▒n\n")
    }

    @Test func drawsAFrameIntoAnother() {
        var inner = frame(3, 1)
        inner.put("abc", at: Position(column: 0, row: 0))
        inner.cursor = Position(column: 2, row: 0)
        inner.place(Bitmap(width: 1, height: 1, rgb: [0, 0, 0]), in: Rect(column: 0, row: 0, columns: 1, rows: 1))
        var outer = frame(4, 2)
        outer.draw(inner, at: Position(column: 2, row: 1))
        #expect(outer.text() == "\n  ▒b")
        #expect(outer.cursor == Position(column: 4, row: 1))
        #expect(outer.images.first?.rect == Rect(column: 2, row: 1, columns: 1, rows: 1))
    }

    @Test func brailleDotsHaveTheirUnicodePlaces() {
        var canvas = BrailleCanvas(size: Size(columns: 2, rows: 1))
        canvas.set(x: 0, y: 0)
        canvas.set(x: 1, y: 3, color: .red)
        canvas.set(x: 2, y: 1)
        canvas.set(x: 9, y: 9)
        #expect(canvas[0, 0].character == "⢁")
        #expect(canvas[0, 0].color == .red)
        #expect(canvas[1, 0].character == "⠂")
        #expect(canvas.isSet(x: 2, y: 1) && !canvas.isSet(x: 3, y: 1))
    }

    @Test func brailleLinesAreWholeAndClipped() {
        var canvas = BrailleCanvas(size: Size(columns: 2, rows: 1))
        canvas.line(fromX: 0, fromY: 3, toX: 3, toY: 0)
        #expect((0..<4).allSatisfy { canvas.isSet(x: $0, y: 3 - $0) })
        var clipped = BrailleCanvas(size: Size(columns: 2, rows: 1))
        clipped.line(fromX: -1_000_000, fromY: 1, toX: 1_000_000, toY: 1)
        #expect((0..<4).allSatisfy { clipped.isSet(x: $0, y: 1) && !clipped.isSet(x: $0, y: 2) })
        var frame = frame(3, 1)
        frame.put("abc", at: Position(column: 0, row: 0))
        canvas = BrailleCanvas(size: Size(columns: 2, rows: 1))
        canvas.set(x: 0, y: 0)
        frame.draw(canvas, at: Position(column: 1, row: 0))
        #expect(frame.text() == "a⠁c")
    }
}
