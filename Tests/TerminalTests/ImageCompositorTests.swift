import Testing

@testable import Terminal

struct ImageCompositorTests {
    private let size = Size(columns: 20, rows: 10)
    private let capabilities = Capabilities(graphics: .sixel, cellPixelSize: PixelSize(width: 10, height: 20))
    private let colors = TextColors(depth: .palette256, paletteSize: 256)
    private let bitmap = ImageEncoderTests.pattern(width: 40, height: 40)

    private func frame(_ draw: (inout Frame) -> Void) -> Frame {
        var frame = Frame(size: size)
        draw(&frame)
        return frame
    }

    private func plan(
        _ compositor: inout ImageCompositor, _ frame: Frame, isReady: Bool = true
    ) -> ImageCompositor.Plan {
        compositor.plan(frame, windowSize: size, capabilities: capabilities, colors: colors) {
            isReady ? $0.encoded() : nil
        }
    }

    private func text(_ plan: ImageCompositor.Plan) -> String { String(decoding: plan.bytes, as: UTF8.self) }

    private let place = Rect(column: 2, row: 1, columns: 8, rows: 4)

    @Test func writesAPictureOnceWithTheCursorKept() {
        var compositor = ImageCompositor()
        let shown = frame { $0.place(bitmap, in: place) }
        let first = plan(&compositor, shown)
        #expect(text(first).hasPrefix("\u{1B}7\u{1B}[2;3H\u{1B}P0;1q\"1;1;80;80"))
        #expect(text(first).hasSuffix("\u{1B}\\\u{1B}8"))
        #expect(first.cells[1 * 20 + 2] == ImageCompositor.hidden(unicode: true))
        #expect(first.cells[1 * 20 + 1] == .blank && first.cells[5 * 20 + 2] == .blank)
        #expect(plan(&compositor, shown).bytes.isEmpty)
    }

    @Test func neverTouchesTheLastRow() {
        var compositor = ImageCompositor()
        let plan = plan(&compositor, frame { $0.place(bitmap, in: $0.bounds) })
        #expect(plan.cells.suffix(20).allSatisfy { $0 == .blank })
        #expect(text(plan).contains("\"1;1;180;180"))
    }

    @Test func showsTheFramesCellsUntilThePictureIsReady() {
        var compositor = ImageCompositor()
        let shown = frame {
            $0.put("soon", at: Position(column: 3, row: 2))
            $0.place(bitmap, in: place)
        }
        let waiting = plan(&compositor, shown, isReady: false)
        #expect(waiting.bytes.isEmpty && waiting.missing.count == 1)
        #expect(waiting.cells[2 * 20 + 3].text == "s")
        let ready = plan(&compositor, shown)
        #expect(!ready.bytes.isEmpty && ready.missing.isEmpty)
        #expect(ready.cells[2 * 20 + 3] == ImageCompositor.hidden(unicode: true))
    }

    @Test func keepsTheOldPictureUntilTheNewOneIsReady() {
        var compositor = ImageCompositor()
        _ = plan(&compositor, frame { $0.place(bitmap, in: place) })
        let next = frame { $0.place(ImageEncoderTests.pattern(width: 40, height: 40), in: place) }
        let waiting = plan(&compositor, next, isReady: false)
        #expect(waiting.bytes.isEmpty && waiting.missing.count == 1)
        #expect(waiting.cells[1 * 20 + 2] == ImageCompositor.hidden(unicode: true))
        #expect(!plan(&compositor, next).bytes.isEmpty)
    }

    @Test func overwritesThePictureInTheSameRectangleWithoutClearing() {
        var compositor = ImageCompositor()
        let first = plan(&compositor, frame { $0.place(bitmap, in: place) })
        let next = plan(
            &compositor, frame { $0.place(ImageEncoderTests.pattern(width: 80, height: 80), in: place) })
        #expect(first.cells == next.cells)
        #expect(text(next).hasPrefix("\u{1B}7\u{1B}[2;3H\u{1B}P"))
    }

    @Test func clearsTheEdgesWhereThePictureBecomesSmallerInTheSameCells() {
        var compositor = ImageCompositor()
        _ = plan(&compositor, frame { $0.place(bitmap, in: place) })
        let narrow = Bitmap(width: 39, height: 40, rgb: [UInt8](repeating: 9, count: 3 * 39 * 40))
        let next = plan(&compositor, frame { $0.place(narrow, in: place) })
        #expect(text(next).hasPrefix("\u{1B}7\u{1B}[0m\u{1B}[2;10H "))
        #expect(text(next).contains("\u{1B}[5;3H        \u{1B}[2;3H\u{1B}P0;1q\"1;1;78;80"))
    }

    @Test func cellsComeBackWhenThePictureLeaves() {
        var compositor = ImageCompositor()
        _ = plan(&compositor, frame { $0.place(bitmap, in: place) })
        let after = plan(&compositor, frame { _ in })
        #expect(after.bytes.isEmpty && after.cells.allSatisfy { $0 == .blank })
    }

    @Test func overlaysLieAboveAndReturnThePictureWhenClosed() {
        var compositor = ImageCompositor()
        let plain = frame { $0.place(bitmap, in: place) }
        let covered = frame {
            $0.place(bitmap, in: place)
            $0.openOverlay(Rect(column: 4, row: 2, columns: 3, rows: 1))
            $0.put("abc", at: Position(column: 4, row: 2), style: TextStyle(foreground: .red, bold: true))
        }
        _ = plan(&compositor, plain)
        // ncurses writes the overlay's cells, which were hidden: nothing to do behind it.
        let opened = plan(&compositor, covered)
        #expect(opened.bytes.isEmpty && opened.cells[2 * 20 + 4].text == "a")
        // Another picture below an open overlay brings the overlay's text along.
        let changed = frame {
            $0.place(ImageEncoderTests.pattern(width: 40, height: 40), in: place)
            $0.openOverlay(Rect(column: 4, row: 2, columns: 3, rows: 1))
            $0.put("abc", at: Position(column: 4, row: 2), style: TextStyle(foreground: .red, bold: true))
        }
        let redrawn = plan(&compositor, changed)
        #expect(text(redrawn).hasSuffix("\u{1B}\\\u{1B}[3;5H\u{1B}[0;1;31mabc\u{1B}[0m\u{1B}8"))
        #expect(!plan(&compositor, frame { $0.place(changed.images[0].bitmap, in: place) }).bytes.isEmpty)
    }

    @Test func aPictureUncoveredByAnotherIsWrittenAgain() {
        var compositor = ImageCompositor()
        let small = ImageEncoderTests.pattern(width: 20, height: 20)
        _ = plan(
            &compositor,
            frame {
                $0.place(bitmap, in: place)
                $0.place(small, in: Rect(column: 3, row: 2, columns: 2, rows: 1))
            })
        let after = plan(&compositor, frame { $0.place(bitmap, in: place) })
        #expect(text(after).contains("\"1;1;80;80"))
    }

    @Test func charactersAreDrawnAsText() {
        var compositor = ImageCompositor()
        var plain = capabilities
        plain.graphics = .blocks
        plain.imageColors = .monochrome
        let white = Bitmap(width: 4, height: 4, rgb: [UInt8](repeating: 255, count: 48))
        let plan = compositor.plan(
            frame { $0.place(white, in: place) }, windowSize: size, capabilities: plain, colors: colors
        ) { $0.encoded() }
        #expect(plan.bytes.isEmpty)
        #expect((2..<10).allSatisfy { plan.cells[1 * 20 + $0].text == "@" })
    }

    @Test func withoutUnicodeEverythingIsASCII() {
        var compositor = ImageCompositor()
        var plain = capabilities
        plain.unicode = false
        let plan = compositor.plan(
            frame { $0.box($0.bounds, title: "é") }, windowSize: size, capabilities: plain, colors: colors
        ) { $0.encoded() }
        #expect(plan.cells.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x7F } })
        #expect(plan.cells.prefix(6).map(\.text).joined() == "+- ? -")
    }

    @Test func framesOfAnotherSizeAreFitted() {
        var compositor = ImageCompositor()
        let plan = compositor.plan(
            frame { $0.put("abc", at: Position(column: 0, row: 0)) }, windowSize: Size(columns: 2, rows: 2),
            capabilities: capabilities, colors: colors
        ) { $0.encoded() }
        #expect(plan.cells.map(\.text) == ["a", "b", " ", " "])
    }
}
