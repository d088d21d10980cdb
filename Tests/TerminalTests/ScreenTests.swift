import Glibc
import PseudoTerminal
import Testing

@testable import Terminal

/// The real screen in a real process on a pseudo-terminal.
@Suite(.serialized)
struct ScreenTests {
    private func start(
        _ arguments: [String] = [], answers: String? = CapabilitiesTests.Answers.xterm,
        environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            [PseudoTerminal.testProgram] + arguments, answers: answers, environment: environment)
    }

    private func expectRestored(_ terminal: PseudoTerminal) {
        #expect(terminal.modes == terminal.originalModes)
        let text = terminal.text
        for mode in ["1049", "1002", "1006", "2004"] {
            let left = text.last("\u{1B}[?\(mode)l")
            let entered = text.last("\u{1B}[?\(mode)h")
            #expect(left != nil && entered != nil && left! > entered!, "mode \(mode)")
        }
        #expect(text.count(of: "\u{1B}[?1049l") == text.count(of: "\u{1B}[?1049h"), "the full screen is left once")
        // Terminfo's cnorm is CSI ? 12 l CSI ? 25 h, or CSI ? 34 h CSI ? 25 h in ncurses-term.
        let shown = text.last("25h")
        let hidden = text.last("25l")
        #expect(shown != nil && hidden != nil && shown! > hidden!, "the cursor is visible")
    }

    @Test func showsSixelAndRestoresTheTerminal() throws {
        let terminal = try start()
        try terminal.wait(for: "ready sixel picture 0")
        #expect(terminal.modes != terminal.originalModes)
        try terminal.wait(for: "\u{1B}P0;1q\"1;1;460;460")
        try terminal.wait(for: "\u{1B}\\\u{1B}8")
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        expectRestored(terminal)
        #expect(terminal.text.hasSuffix("bye\r\n"))
    }

    /// A terminal that scrolls rows takes the pictures in them along.
    @Test func rowsThatMoveAreWrittenAndNotScrolled() throws {
        let terminal = try start()
        try terminal.wait(for: "ready sixel picture 0")
        terminal.type("abcfghijkl")
        // Everything is written again, so that all of it is there to wait for. A busy machine may take keys after the resize
        // that was asked for after them; then another one comes last.
        let isSettled = (UInt16(90)..<100).contains { columns in
            terminal.resize(columns: columns, rows: 30)
            return (try? terminal.wait(for: "resize \(columns)x30 sixel picture 0", seconds: 6)) != nil
        }
        try #require(isSettled)
        let start = terminal.output.count
        // Three lines of the log go, the others move up.
        terminal.type("dq")
        #expect(try terminal.waitForEnd() == .code(0))
        let moved = String(decoding: terminal.output[start...], as: UTF8.self)
        #expect(moved.contains("f"), "the first line that stays was written: \(moved.debugDescription)")
        let scrolling = #/\u{1B}(?:\[\d+;\d+r|\[\d*[LMST]|[DM])/#
        #expect(!moved.contains(scrolling))
    }

    @Test func theSixelOnTheWireIsThePicture() throws {
        let terminal = try start()
        try terminal.wait(for: "\u{1B}\\\u{1B}8")
        let start = try #require(terminal.output.firstRange(of: Array("\u{1B}P0;1q".utf8))).lowerBound
        let end = try #require(terminal.output.firstRange(of: Array("\u{1B}\\\u{1B}8".utf8))).lowerBound + 2
        let decoded = try SixelDecoder(Array(terminal.output[start..<end]))
        #expect(decoded.width == 460 && decoded.height == 460 && decoded.isSet.allSatisfy { $0 })
        // Red grows to the right, green downwards.
        func mean(_ channel: Int, x: Range<Int>, y: Range<Int>) -> Int {
            y.reduce(0) { sum, y in
                sum + x.reduce(0) { $0 + Int(decoded.rgb[3 * (y * 460 + $1) + channel]) }
            } / (x.count * y.count)
        }
        #expect(abs(mean(0, x: 225..<235, y: 0..<460) - 127) < 8)
        #expect(abs(mean(1, x: 0..<460, y: 110..<120) - 63) < 8)
    }

    @Test func keysTypedDuringTheProbeArrive() throws {
        let terminal = try start(answers: nil)
        try terminal.wait(for: "\u{1B}[c")
        terminal.type("q" + CapabilitiesTests.Answers.xterm)
        #expect(try terminal.waitForEnd() == .code(0))
    }

    /// Answers that come once the program is on its way out do not reach the shell.
    @Test func answersThatComeAtTheEndAreTaken() throws {
        let script = "\(PseudoTerminal.testProgram); stty raw -echo; echo LEFT: $(timeout 0.5 head -c 3 | od -An -c)."
        let terminal = try PseudoTerminal(["/bin/bash", "-c", script], answers: nil)
        try terminal.wait(for: "ready blocks picture 0")
        terminal.type("q")
        try terminal.wait(for: "\u{1B}[?25h")
        terminal.type(CapabilitiesTests.Answers.tmux)
        #expect(try terminal.waitForEnd() == .code(0))
        #expect(terminal.text.contains("LEFT: ."), "\(terminal.text.suffix(80))")
    }

    @Test func aSilentTerminalGetsBlocksAfterTheTimeLimit() throws {
        let terminal = try start(answers: nil)
        try terminal.wait(for: "ready blocks picture 0")
        try terminal.wait(for: "▀")
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
    }

    /// Answers that come once the probe has given up, in pieces and with a key between them.
    @Test func lateAnswersChangeThePictureAndAreNoKeys() throws {
        let terminal = try start(answers: nil)
        try terminal.wait(for: "ready blocks picture 0")
        let answers = CapabilitiesTests.Answers.xterm
        let middle = answers.index(answers.startIndex, offsetBy: 40)
        terminal.type(String(answers[..<middle]))
        terminal.settle()
        terminal.type(String(answers[middle...]) + "z")
        try terminal.wait(for: "sixel picture 0")
        try terminal.wait(for: "\u{1B}P0;1q")
        try terminal.wait(for: "key character(\"z\")")
        #expect(terminal.text.count(of: "key ") <= 2)
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        expectRestored(terminal)
    }

    @Test func kittyIsAskedGivenAndLeftWithoutPictures() throws {
        let answers = "\u{1B}_Gi=1;OK\u{1B}\\\u{1B}_Gi=2;OK\u{1B}\\\u{1B}[6;20;10t\u{1B}[?62;c"
        let terminal = try start(answers: answers)
        try terminal.wait(for: "ready kitty picture 0")
        try terminal.wait(for: "a=p,i=3")
        terminal.type("n")
        try terminal.wait(for: "a=p,i=4")
        let kitty = KittyTerminal()
        try kitty.feed(terminal.output)
        #expect(kitty.placements.count == 1 && kitty.pictures.count == 2)
        let start = terminal.output.count
        terminal.type(String(repeating: "n", count: 9) + "q")
        #expect(try terminal.waitForEnd() == .code(0))
        try kitty.feed(Array(terminal.output[start...]))
        #expect(kitty.placements.isEmpty && kitty.pictures.isEmpty)
        expectRestored(terminal)
    }

    /// A picture that the terminal lost is sent again under another number.
    @Test func lostPicturesAreSentAgain() throws {
        let terminal = try start(answers: "\u{1B}_Gi=1;OK\u{1B}\\\u{1B}[6;20;10t\u{1B}[?62;c")
        try terminal.wait(for: "a=p,i=3")
        terminal.type("\u{1B}_Gi=9;ENOENT:no such picture\u{1B}\\\u{1B}_Gi=3,p=1;ENOENT:dropped\u{1B}\\")
        try terminal.wait(for: "a=p,i=4")
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        expectRestored(terminal)
    }

    @Test func readsKeysMouseAndPastes() throws {
        let terminal = try start(["blocks"])
        try terminal.wait(for: "ready blocks")
        for (bytes, shown) in [
            ("\u{1B}[1;5C", "key right 4"), ("é", "\"é\") 0"), ("\u{1B}[<0;245;245M", "24,12"),
            ("\u{1B}[200~a b\u{1B}[201~", "paste a b"), ("\u{1B}", "key escape 0"),
        ] {
            terminal.type(bytes)
            try terminal.wait(for: shown)
        }
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        // The program's standard error comes once the screen is closed.
        let expected = [
            "key right 4", "key character(\"é\") 0", "mouse press(Terminal.MouseEvent.Button.left) 24,12",
            "paste a b", "key escape 0", "bye",
        ]
        #expect(terminal.text.hasSuffix(expected.map { $0 + "\r\n" }.joined()))
    }

    @Test func followsTheWindow() throws {
        let terminal = try start()
        try terminal.wait(for: "\u{1B}\\\u{1B}8")
        let before = terminal.output.count
        terminal.resize(columns: 100, rows: 30)
        try terminal.wait(for: "resize 100x30", after: before)
        try terminal.wait(for: "\"1;1;580;580", after: before)
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGABRT, SIGSEGV, SIGUSR1, SIGALRM, SIGXCPU, 34, 64])
    func restoresTheTerminalOnSignals(number: Int32) throws {
        let terminal = try start()
        try terminal.wait(for: "ready")
        terminal.signal(number)
        #expect(try terminal.waitForEnd() == .signal(number))
        expectRestored(terminal)
    }

    @Test func restoresTheTerminalOnControlC() throws {
        let terminal = try start()
        try terminal.wait(for: "ready")
        terminal.type("\u{3}")
        #expect(try terminal.waitForEnd() == .signal(SIGINT))
        expectRestored(terminal)
    }

    @Test func restoresTheTerminalOnTrapsAndShowsTheirMessage() throws {
        let terminal = try start()
        try terminal.wait(for: "ready")
        terminal.type("x")
        let end = try terminal.waitForEnd()
        #expect(end == .signal(SIGILL) || end == .signal(SIGTRAP))
        expectRestored(terminal)
        let message = try #require(terminal.text.last("meant to crash"))
        #expect(message > terminal.text.last("\u{1B}[?1049l")!)
    }

    @Test func restoresTheTerminalWhereTheProgramExitsWithoutClosing() throws {
        let terminal = try start()
        try terminal.wait(for: "ready")
        terminal.type("e")
        #expect(try terminal.waitForEnd() == .code(7))
        expectRestored(terminal)
    }

    @Test func standardErrorWaitsUntilTheScreenIsClosed() throws {
        let terminal = try start()
        try terminal.wait(for: "ready")
        terminal.type("wq")
        #expect(try terminal.waitForEnd() == .code(0))
        let message = try #require(terminal.text.last("warning of a library"))
        #expect(message > terminal.text.last("\u{1B}[?1049l")!)
    }

    @Test func stopsAndContinues() throws {
        let script = "set -m; \(PseudoTerminal.testProgram); echo STOPPED; fg >/dev/null; echo END"
        let terminal = try PseudoTerminal(["/bin/bash", "-c", script])
        try terminal.wait(for: "\u{1B}\\\u{1B}8")
        terminal.type("\u{1A}")
        try terminal.wait(for: "STOPPED")
        let stopped = try #require(terminal.output.firstRange(of: Array("STOPPED".utf8))).upperBound
        try terminal.wait(for: "resize 80x24 sixel", after: stopped)
        try terminal.wait(for: "\u{1B}\\\u{1B}8", after: stopped)
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
        #expect(terminal.text.hasSuffix("resize 80x24\r\nresumed\r\nbye\r\nEND\r\n"))
        expectRestored(terminal)
    }

    @Test(arguments: [
        (["TERM": "no-such-terminal"], "The terminal type 'no-such-terminal' (TERM) is unknown here"),
        (["TERM": "dumb"], "The terminal type 'dumb' (TERM) cannot place text"),
        (["TERM": ""], "The environment variable TERM is not set"),
    ])
    func refusesTerminalsItCannotUse(environment: [String: String], sentence: String) throws {
        let terminal = try start(environment: environment)
        #expect(try terminal.waitForEnd() == .code(1))
        #expect(terminal.text.hasPrefix(sentence) && terminal.text.hasSuffix(".\r\n"))
        #expect(terminal.modes == terminal.originalModes)
    }

    @Test func refusesARedirectedOutput() throws {
        let terminal = try PseudoTerminal(["/bin/sh", "-c", "\(PseudoTerminal.testProgram) | cat"])
        #expect(try terminal.waitForEnd() == .code(0))
        #expect(terminal.text.hasPrefix("The explorer needs a terminal, but standard output is not one"))
    }

    @Test func unsetLocalesGetUTF8() throws {
        let terminal = try start(["blocks"], environment: ["LC_ALL": "C"])
        try terminal.wait(for: "▀")
        terminal.type("q")
        #expect(try terminal.waitForEnd() == .code(0))
    }
}

extension String {
    /// Where a text occurs last.
    fileprivate func last(_ text: String) -> String.Index? { ranges(of: text).last?.lowerBound }

    /// How often a text occurs.
    fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
