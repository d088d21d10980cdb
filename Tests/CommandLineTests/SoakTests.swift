import Foundation
import PseudoTerminal
import SeededInputs
import Testing

/// A long time of random keys, mouse and resizes; `MINISTYLER_SOAK_MINUTES=20 swift test --filter SoakTests`, with
/// `MINISTYLER_PROGRAM` for a release build.
@Suite struct SoakTests {
    private static let minutes = ProcessInfo.processInfo.environment["MINISTYLER_SOAK_MINUTES"].flatMap(Double.init)
    /// A terminal with kitty's protocol, whose pictures can be told by number.
    private static let answers = "\u{1B}_Gi=1;OK\u{1B}\\\u{1B}[6;20;10t\u{1B}[?2026;2$y\u{1B}[?1016;0$y\u{1B}[?62;c"

    /// Numbers of the pictures on the screen: placed and neither deleted since nor wiped.
    private struct Shown {
        var parts: Set<String> = []

        mutating func take(_ output: some Collection<UInt8>) {
            let text = String(decoding: output, as: UTF8.self)
            for match in text.matches(of: /\x{1B}_Ga=(p|d)(?:,d=([a-zA-Z]))?(?:,i=(\d+))?(?:,p=(\d+))?/) {
                let part = "\(match.3 ?? "").\(match.4 ?? "")"
                switch (match.1, match.2) {
                case ("p", _): parts.insert(part)
                case ("d", "i"): parts.remove(part)
                case ("d", "I"): parts = parts.filter { !$0.hasPrefix("\(match.3 ?? "").") }
                default: parts = []
                }
            }
        }
    }

    private static func residentBytes(_ process: Int32) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
    }

    /// Neither the palette nor the status bar, where one may quit.
    private static func randomInput(rows: UInt16, _ generator: inout some RandomNumberGenerator) -> String {
        let keys = Array(" rnuxhlgG,.123456789[]mwfib|<>vyadktHLB+-zZp?\t\r\u{14}") + ["\u{1B}"]
        let sequences = [
            "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[H", "\u{1B}[F", "\u{1B}[5~", "\u{1B}[6~",
        ]
        switch Int.random(in: 0..<10, using: &generator) {
        case 0...5: return String(keys.randomElement(using: &generator) ?? " ")
        case 6, 7: return sequences.randomElement(using: &generator) ?? ""
        default:
            let button = [0, 32, 64, 65, 2].randomElement(using: &generator) ?? 0
            let end = Bool.random(using: &generator) ? "M" : "m"
            return
                "\u{1B}[<\(button);\(Int.random(in: 1...140, using: &generator));\(UInt16.random(in: 1..<rows, using: &generator))\(end)"
        }
    }

    @Test(.enabled(if: minutes != nil)) func randomInputLeavesNothingBehind() throws {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 300, height: 200)
        try place.writePicture("style.jpg", width: 200, height: 240, seed: 2)
        // Samples and looks have other sizes: what changes then are the pictures' own bytes.
        try place.makeFolder("samples")
        let terminal = try PseudoTerminal(
            [
                "/usr/bin/env", "-C", place.folder, Program.path, "content.png", "style.jpg", "--weights",
                "weights.safetensors",
            ],
            columns: 120, rows: 40, answers: Self.answers,
            environment: ["HOME": place.folder, "OMP_NUM_THREADS": "1", "MINISTYLER_ASSETS": place.folder])
        var generator = SeededGenerator(seed: 20)
        var shown = Shown()
        var before: Int?
        var sizes: [Int] = []
        let start = ContinuousClock.now
        let end = start + .seconds(60 * (Self.minutes ?? 0))
        var inputs = 0
        var rows: UInt16 = 40
        while ContinuousClock.now < end {
            if Int.random(in: 0..<150, using: &generator) == 0 {
                rows = .random(in: 8...50, using: &generator)
                terminal.resize(columns: .random(in: 30...160, using: &generator), rows: rows)
            }
            terminal.type(Self.randomInput(rows: rows, &generator))
            inputs += 1
            _ = terminal.read(milliseconds: 20)
            shown.take(terminal.takeOutput())
            // Pictures, steps and caches have come to their bounds.
            if before == nil, ContinuousClock.now > start + (end - start) / 4 {
                before = Self.residentBytes(terminal.processIdentifier)
            }
            if inputs % 500 == 0 { sizes.append(Self.residentBytes(terminal.processIdentifier) >> 20) }
        }
        let after = Self.residentBytes(terminal.processIdentifier)
        // Everything that is open is closed; the help page has no pictures.
        terminal.resize(columns: 120, rows: 40)
        for _ in 0..<30 {
            terminal.type("\u{1B}")
            terminal.settle(milliseconds: 300)
        }
        terminal.type("n?")
        terminal.settle(milliseconds: 1000)
        shown.take(terminal.takeOutput())
        #expect(shown.parts.isEmpty, "stray pictures: \(shown.parts)")
        print("soak: \(inputs) inputs, resident \((before ?? 0) >> 20) → \(after >> 20) MB; on the way \(sizes)")
        #expect(after - (before ?? 0) < 50 << 20)
        for key in ["\u{1B}", "q", "y"] {
            terminal.type(key)
            terminal.settle(milliseconds: 300)
        }
        #expect(try terminal.waitForEnd() == .code(0))
    }
}
