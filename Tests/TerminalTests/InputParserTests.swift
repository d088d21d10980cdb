import Testing

@testable import Terminal

struct InputParserTests {
    static let keys: [(String, Key)] = [
        ("a", .character("a")), ("A", .character("A")), (" ", .space), ("é", .character("é")), ("東", .character("東")),
        ("🎨", .character("🎨")), ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace),
        ("\u{8}", .backspace), ("\u{1}", .control("a")), ("\u{1A}", .control("z")),
        ("\u{0}", Key(.character(" "), .control)), ("\u{1B}a", .alt("a")), ("\u{1B}é", .alt("é")),
        ("\u{1B}\u{7F}", Key(.backspace, .alt)), ("\u{1B}\r", Key(.enter, .alt)),
        ("\u{1B}[A", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left), ("\u{1B}[H", .home),
        ("\u{1B}[F", .end), ("\u{1B}OA", .up), ("\u{1B}OH", .home), ("\u{1B}OM", .enter),
        ("\u{1B}Oq", .character("1")), ("\u{1B}[1~", .home), ("\u{1B}[4~", .end), ("\u{1B}[7~", .home),
        ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6~", .pageDown),
        ("\u{1B}[Z", .backTab), ("\u{1B}[1;5C", Key(.right, .control)), ("\u{1B}[1;2A", Key(.up, .shift)),
        ("\u{1B}[1;3D", Key(.left, .alt)), ("\u{1B}[1;8B", Key(.down, [.shift, .alt, .control])),
        ("\u{1B}[3;5~", Key(.delete, .control)), ("\u{1B}OP", .function(1)), ("\u{1B}[11~", .function(1)),
        ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[24~", .function(12)),
        ("\u{1B}[34~", .function(20)), ("\u{1B}[1;2S", Key(.function(4), .shift)), ("\u{1B}[[C", .function(3)),
        ("\u{1B}[97;5u", .control("a")), ("\u{1B}[27;5;9~", Key(.tab, .control)),
        ("\u{1B}[27u", .escape), ("\u{1B}[9;2u", .backTab),
    ]

    @Test(arguments: keys) func readsKeys(bytes: String, key: Key) {
        var parser = InputParser()
        #expect(parser.feed(bytes.utf8) == [.key(key)])
        #expect(parser.patienceMilliseconds == nil)
    }

    @Test(arguments: keys) func readsKeysThatArriveByteByByte(bytes: String, key: Key) {
        var parser = InputParser()
        var events: [InputEvent] = []
        for byte in bytes.utf8 { events += parser.feed([byte]) }
        #expect(events == [.key(key)])
    }

    @Test func readsAllKeysInOneGulp() {
        var parser = InputParser()
        let bytes = InputParserTests.keys.flatMap { Array($0.0.utf8) }
        #expect(parser.feed(bytes) == InputParserTests.keys.map { .key($0.1) })
    }

    @Test func aLoneEscapeIsDecidedByTime() {
        var parser = InputParser()
        #expect(parser.feed([0x1B]).isEmpty)
        #expect(parser.patienceMilliseconds == 50)
        #expect(parser.flush() == [.key(.escape)])
        #expect(parser.flush().isEmpty && parser.patienceMilliseconds == nil)
        #expect(parser.feed([0x1B, 0x1B]) == [.key(.escape)])
        #expect(parser.flush() == [.key(.escape)])
    }

    @Test func anUnfinishedSequenceIsAltByTime() {
        var parser = InputParser()
        #expect(parser.feed("\u{1B}[".utf8).isEmpty)
        #expect(parser.flush() == [.key(.alt("["))])
        #expect(parser.feed("\u{1B}O".utf8).isEmpty)
        #expect(parser.flush() == [.key(.alt("O"))])
        #expect(parser.feed("\u{1B}[1;".utf8).isEmpty)
        #expect(parser.patienceMilliseconds == 1000)
        #expect(parser.flush().isEmpty)
        #expect(parser.feed("x".utf8) == [.key(.character("x"))])
    }

    @Test(arguments: [
        "\u{1B}[?1;2c", "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]11;x\u{1B}\\",
        "\u{1B}[?2026;2$y", "\u{1B}[6;17;8t", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[I", "\u{1B}[12;40R", "\u{1B}[M !!",
        "\u{1B}[999~", "\u{1B}[57441u",
    ])
    func dropsAnswersAndUnknownSequences(bytes: String) {
        var parser = InputParser()
        #expect(parser.feed(bytes.utf8).isEmpty)
        #expect(parser.feed("q".utf8) == [.key(.character("q"))])
    }

    @Test func dropsBytesThatAreNoText() {
        var parser = InputParser()
        #expect(parser.feed([0xFF, 0x80, 0xC0, 0xC3, 0x41]) == [.key(.character("A"))])
        // Encoded surrogates, overlong forms and C1 controls.
        #expect(parser.feed([0xED, 0xA0, 0x80, 0xE0, 0x80, 0x80, 0xC2, 0x9B, 0x42]) == [.key(.character("B"))])
        #expect(parser.feed([0x1B, 0x5B, 0x31, 0x01]) == [.key(.control("a"))])
        #expect(parser.feed([0x1B, 0x5B, 0x31, 0x1B, 0x5B, 0x41]) == [.key(.up)])
    }

    @Test func neverTrapsOnRandomBytes() {
        var generator = SystemRandomNumberGenerator()
        let alphabet: [UInt8] = [
            0x1B, 0x5B, 0x4F, 0x50, 0x5D, 0x3C, 0x3B, 0x3A, 0x30, 0x39, 0x4D, 0x6D, 0x7E, 0x20, 0x80, 0xE3,
        ]
        for _ in 0..<2000 {
            var parser = InputParser(mouseCellSize: PixelSize(width: 8, height: 16))
            _ = parser.feed((0..<40).map { _ in alphabet.randomElement(using: &generator) ?? 0 })
            _ = parser.flush()
            #expect(parser.patienceMilliseconds == nil)
        }
    }

    /// Found by `make fuzz`: signs in a mouse report, of which long numbers left what an integer holds.
    @Test(arguments: ["\u{1B}[<0;-9223372036854775808;7M", "\u{1B}[<0;--------------------9;7M", "\u{1B}[<-1;2;3m"])
    func mouseReportsOfOtherThanNumbersAreDropped(report: String) {
        var parser = InputParser()
        #expect(parser.feed(Array((report + "a").utf8)) == [.key(.character("a"))])
    }

    @Test func readsTheMouseInCells() {
        var parser = InputParser()
        let expected: [(String, MouseEvent)] = [
            ("\u{1B}[<0;3;2M", MouseEvent(.press(.left), at: Position(column: 2, row: 1))),
            ("\u{1B}[<0;3;2m", MouseEvent(.release(.left), at: Position(column: 2, row: 1))),
            ("\u{1B}[<2;1;1M", MouseEvent(.press(.right), at: Position(column: 0, row: 0))),
            ("\u{1B}[<32;300;200M", MouseEvent(.drag(.left), at: Position(column: 299, row: 199))),
            ("\u{1B}[<64;1;1M", MouseEvent(.wheelUp, at: Position(column: 0, row: 0))),
            ("\u{1B}[<65;1;1M", MouseEvent(.wheelDown, at: Position(column: 0, row: 0))),
            (
                "\u{1B}[<20;1;1M",
                MouseEvent(.press(.left), at: Position(column: 0, row: 0), modifiers: [.shift, .control])
            ),
        ]
        for (bytes, event) in expected { #expect(parser.feed(bytes.utf8) == [.mouse(event)]) }
        // Moves without a button, and extra buttons.
        #expect(parser.feed("\u{1B}[<35;5;5M\u{1B}[<128;5;5M\u{1B}[<0;5M".utf8).isEmpty)
    }

    @Test func readsTheMouseInPixels() {
        var parser = InputParser(mouseCellSize: PixelSize(width: 8, height: 17))
        let event = MouseEvent(
            .press(.left), at: Position(column: 12, row: 5), pixel: MouseEvent.PixelPosition(x: 97, y: 97))
        #expect(parser.feed("\u{1B}[<0;98;98M".utf8) == [.mouse(event)])
    }

    @Test(arguments: [1, 2, 3, 7, 100]) func readsPastesInPieces(size: Int) {
        var parser = InputParser()
        let bytes = Array("\u{1B}[200~/tmp/ä b\r\nq\u{1B}[A\u{1B}[201~x".utf8)
        var events: [InputEvent] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += parser.feed(bytes[start..<min(bytes.count, start + size)])
        }
        #expect(events == [.paste("/tmp/ä b\nq[A"), .key(.character("x"))])
    }

    @Test func aPasteWithoutAnEndIsDelivered() {
        var parser = InputParser()
        #expect(parser.feed("\u{1B}[200~abc".utf8).isEmpty)
        #expect(parser.flush() == [.paste("abc")])
        #expect(parser.feed("d".utf8) == [.key(.character("d"))])
    }
}
