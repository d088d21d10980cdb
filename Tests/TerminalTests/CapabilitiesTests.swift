import PseudoTerminal
import Testing

@testable import Terminal

struct CapabilitiesTests {
    /// Answers as the terminals of Debian 12 give them to `ProbeReplies.question`.
    enum Answers {
        static let xterm = PseudoTerminal.xtermAnswers
        static let xtermWithoutSixel =
            "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?1;3S\u{1B}[?2;3S\u{1B}[?2;3S"
            + "\u{1B}[?2026;0$y\u{1B}[?1016;2$y\u{1B}P1$r0;48:2::1:2:3m\u{1B}\\\u{1B}[?64;1;2;6;9;15;16;17;18;21;22;28c"
        static let mlterm =
            "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[6;19;10t\u{1B}[?1;0;1024S\u{1B}[?1;3;0S\u{1B}[?1;3;0S"
            + "\u{1B}[?2026;0$y\u{1B}[?1016;0$y\u{1B}P1$r0;48;5;16m\u{1B}\\\u{1B}[?63;1;2;3;4;6;7;15;18;22;29c"
        static let foot =
            "\u{1B}P>|foot(1.13.1)\u{1B}\\\u{1B}]11;rgb:1111/1111/1111\u{1B}\\\u{1B}[6;14;7t\u{1B}[?1;0;1024S"
            + "\u{1B}[?2;0;700;500S\u{1B}[?2;0;10000;10000S\u{1B}[?2026;2$y\u{1B}[?1016;2$y\u{1B}[?62;4;22c"
        static let tmux = "\u{1B}P>|tmux 3.3a\u{1B}\\\u{1B}[?1;2c"
    }

    private func environment(_ variables: [String: String] = [:], pixels: PixelSize? = nil, colors: Int = 256)
        -> TerminalEnvironment
    {
        TerminalEnvironment(
            variables: variables, databaseColors: colors, size: Size(columns: 120, rows: 40), pixelSize: pixels,
            unicode: true)
    }

    private func capabilities(
        _ answers: String, request: GraphicsRequest = .auto, _ environment: TerminalEnvironment
    ) -> Capabilities {
        Capabilities(
            request: request, replies: ProbeReplies.parse(Array(answers.utf8)).replies, environment: environment)
    }

    @Test func readsXtermsAnswers() {
        let (replies, rest) = ProbeReplies.parse(Array(Answers.xterm.utf8))
        #expect(rest.isEmpty)
        #expect(replies.version == "XTerm(379)" && replies.sixel && replies.trueColor && replies.pixelMouse)
        #expect(!replies.synchronizedOutput && replies.cellSize == nil && replies.sixelColors == 1024)
        #expect(replies.sixelGeometry == PixelSize(width: 960, height: 680))
        #expect(replies.maximumSixelGeometry == PixelSize(width: 1000, height: 1000))
    }

    @Test func decidesForXtermWithSixel() {
        let found = capabilities(Answers.xterm, environment(pixels: PixelSize(width: 964, height: 684)))
        #expect(found.graphics == .sixel && found.background == .dark && found.textColors == .trueColor)
        #expect(found.cellPixelSize == PixelSize(width: 8, height: 17))
        #expect(found.maximumSixelSize == PixelSize(width: 1000, height: 1000) && found.sixelColors == 256)
    }

    @Test func decidesForXtermWithoutSixel() {
        let found = capabilities(Answers.xtermWithoutSixel, environment())
        #expect(found.graphics == .blocks && found.background == .light && found.imageColors == .trueColor)
        #expect(found.maximumSixelSize == nil)
        // Pixels of a mouse mean nothing where a cell's size is a guess.
        #expect(found.cellPixelSize == PixelSize(width: 10, height: 20) && !found.pixelMouse)
    }

    @Test func decidesForMltermAndFoot() {
        let mlterm = capabilities(Answers.mlterm, environment())
        #expect(mlterm.graphics == .sixel && mlterm.cellPixelSize == PixelSize(width: 10, height: 19))
        #expect(mlterm.background == .light && mlterm.imageColors == .palette256 && !mlterm.pixelMouse)
        let foot = capabilities(Answers.foot, environment(["COLORTERM": "truecolor"]))
        #expect(foot.graphics == .sixel && foot.synchronizedOutput && foot.pixelMouse)
        #expect(foot.cellPixelSize == PixelSize(width: 7, height: 14) && foot.imageColors == .trueColor)
    }

    @Test func multiplexersGetBlocksUnlessAskedOtherwise() {
        #expect(capabilities(Answers.tmux, environment(["TERM": "xterm-256color"])).graphics == .blocks)
        #expect(capabilities(Answers.xterm, environment(["TMUX": "/tmp/x"])).graphics == .blocks)
        #expect(capabilities(Answers.xterm, environment(["TERM": "screen.xterm"])).graphics == .blocks)
        #expect(capabilities(Answers.xterm, request: .sixel, environment(["TMUX": "/tmp/x"])).graphics == .sixel)
    }

    @Test func requestsWinOverAnswers() {
        for (request, graphics) in [
            (GraphicsRequest.sixel, GraphicsProtocol.sixel), (.kitty, .kitty), (.iterm, .iterm), (.blocks, .blocks),
            (.quadrants, .blocks), (.none, .none),
        ] {
            #expect(capabilities(Answers.tmux, request: request, environment()).graphics == graphics)
            #expect(capabilities(Answers.xterm, request: request, environment()).graphics == graphics)
        }
    }

    @Test func kittysProtocolIsTakenWhereItIsAnswered() {
        let answers = "\u{1B}_Gi=1;OK\u{1B}\\\u{1B}_Gi=2;OK\u{1B}\\\u{1B}P>|kitty(0.32.0)\u{1B}\\\u{1B}[?62;c"
        let kitty = capabilities(answers, environment())
        #expect(kitty.graphics == .kitty && kitty.sharesMemory && kitty.blockShapes == .sextants)
        let remote = capabilities(answers.replacing("i=2;OK", with: "i=2;EBADF:no such file"), environment())
        #expect(remote.graphics == .kitty && !remote.sharesMemory)
        #expect(capabilities(answers, environment(["TMUX": "/tmp/x"])).graphics == .blocks)
        let konsole = answers.replacing("kitty(0.32.0)", with: "Konsole 22.12").replacing("62;c", with: "62;4c")
        #expect(capabilities(konsole, environment()).graphics == .sixel)
        #expect(capabilities("\u{1B}_Gi=1;EINVAL:no\u{1B}\\\u{1B}[?62;4c", environment()).graphics == .sixel)
    }

    @Test func inlinePicturesAreForThoseThatAreKnownToHaveThem() {
        let wezterm = "\u{1B}P>|WezTerm 20240203\u{1B}\\\u{1B}[?65;4;6;18;22c"
        #expect(capabilities(wezterm, environment()).graphics == .iterm)
        #expect(capabilities(Answers.xterm, environment(["LC_TERMINAL": "iTerm2"])).graphics == .iterm)
    }

    @Test func answersWithoutASizeLeaveTheUsualCell() {
        let found = capabilities("\u{1B}[6;0;0t\u{1B}[?63;4c", environment(pixels: PixelSize(width: 0, height: 0)))
        #expect(found.graphics == .sixel && found.cellPixelSize == PixelSize(width: 10, height: 20))
    }

    /// A level alone says nothing; with others behind it, some terminals mean what they can.
    @Test func aLeadingFourCountsWithOthers() {
        #expect(ProbeReplies.parse(Array("\u{1B}[?4;6c".utf8)).replies.sixel)
        #expect(ProbeReplies.parse(Array("\u{1B}[?62;22;4c".utf8)).replies.sixel)
        #expect(!ProbeReplies.parse(Array("\u{1B}[?4c".utf8)).replies.sixel)
    }

    @Test func silenceMeansTheLeast() {
        let found = capabilities("", environment(colors: 8))
        #expect(found.graphics == .blocks && found.imageColors == .palette16 && found.background == nil)
        #expect(capabilities("", environment(colors: -1)).textColors == .monochrome)
        #expect(capabilities("", environment(["COLORFGBG": "0;15"])).background == .light)
    }

    @Test func noColorKeepsPicturesColored() {
        let found = capabilities(Answers.xterm, environment(["NO_COLOR": "1"]))
        #expect(found.textColors == .monochrome && found.imageColors == .trueColor)
        #expect(capabilities(Answers.xterm, environment(["NO_COLOR": ""])).textColors == .trueColor)
    }

    @Test func geometryGivesTheCellOnlyWhereNothingBetterDoes() {
        #expect(
            capabilities(Answers.xterm, environment()).cellPixelSize == PixelSize(width: 8, height: 17))
        // At its bound of 1000 pixels xterm's geometry is no longer the window's.
        let bounded = Answers.xterm.replacing("960;680", with: "1000;680")
        let wide = environment(pixels: PixelSize(width: 1444, height: 684))
        #expect(capabilities(bounded, wide).cellPixelSize == PixelSize(width: 12, height: 17))
    }

    @Test func keysTypedDuringTheProbeAreKept() {
        let mixed = "q\u{1B}[A" + Answers.tmux + "é\u{1B}[1;5C\u{1B}"
        let (replies, rest) = ProbeReplies.parse(Array(mixed.utf8))
        #expect(replies.version == "tmux 3.3a" && replies.deviceAttributes == [1, 2])
        #expect(String(decoding: rest, as: UTF8.self) == "q\u{1B}[Aé\u{1B}[1;5C\u{1B}")
    }

    @Test func answersInPiecesAreNotTakenForKeysOnceWhole() {
        let bytes = Array(Answers.xterm.utf8)
        for end in 0..<bytes.count {
            let early = ProbeReplies.parse(Array(bytes[..<end]))
            #expect(early.replies.deviceAttributes == nil)
            // What is not whole yet is passed on, and the input's parser drops it.
            var parser = InputParser()
            #expect(parser.feed(early.rest + bytes[end...]).isEmpty)
            // Together they say what they would have said in time.
            let late = ProbeReplies.parse(Array(bytes[..<end]) + parser.takeAnswers()).replies
            #expect(late == ProbeReplies.parse(bytes).replies)
        }
    }

    @Test func multiplexersAreNotAskedForKittysProtocol() {
        #expect(environment(["TERM": "xterm-kitty"]).takesApplicationCommands)
        for variables in [
            ["TMUX": "/tmp/x"], ["TERM": "screen"], ["TERM": "linux"], ["TERM_PROGRAM": "Apple_Terminal"],
        ] {
            #expect(!environment(variables).takesApplicationCommands, "\(variables)")
        }
    }

    @Test func waitsLongerAcrossANetwork() {
        #expect(environment().probeMilliseconds == 200)
        #expect(environment(["SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"]).probeMilliseconds == 1000)
        #expect(environment(["TERM": "linux"]).isPlain && !environment(["TERM": "xterm"]).isPlain)
    }
}
