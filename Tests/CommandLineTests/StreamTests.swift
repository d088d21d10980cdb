import Files
import Foundation
import Glibc
import Testing

/// Closed pipes, signals and terminals.
@Suite struct StreamTests {
    private func place() throws -> Workplace {
        let place = try Workplace()
        try place.writeWeights()
        try place.writePicture("content.png", width: 64, height: 48)
        try place.writePicture("style.png", seed: 2)
        return place
    }

    private static let endless = [
        "stylize", "content.png", "style.png", "--output", "out", "--weights", "weights.safetensors", "--steps",
        "100000",
    ]

    @Test(arguments: ["info weights.safetensors", "info --json weights.safetensors", "--help"])
    func aClosedPipeIsQuiet(_ arguments: String) throws {
        let place = try place()
        // The reader ends before the program starts.
        let outcome = try place.program.shell("{ sleep 0.3; \"$PROGRAM\" \(arguments); } | true; echo ${PIPESTATUS[0]}")
        #expect(outcome.errors.isEmpty)
        #expect(["0", "141"].contains(outcome.lines.last))
    }

    @Test func aClosedPipeEndsAStylization() throws {
        let place = try place()
        let outcome = try place.program.shell(
            "\"$PROGRAM\" \(Self.endless.joined(separator: " ")) --json | head -n 2; echo ${PIPESTATUS[0]}")
        #expect(outcome.errors.isEmpty)
        #expect(outcome.lines.count == 3)
        #expect(outcome.lines.last == "141")
        #expect(try place.names(in: "out").allSatisfy { $0.hasPrefix("frame-") })
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func aSignalLeavesWholeFilesOnly(_ number: Int32) throws {
        let place = try place()
        let process = try place.program.started(Self.endless)
        let third = place.path("out/frame-000003.png")
        let deadline = Date(timeIntervalSinceNow: 300)
        while !FileManager.default.fileExists(atPath: third), Date() < deadline { usleep(5_000) }
        kill(process.processIdentifier, number)
        let outcome = try place.program.finish(process, seconds: 120)
        #expect(outcome.signal == number)
        #expect(outcome.errors.isEmpty)
        let names = try place.names(in: "out")
        #expect(names.count >= 3)
        for name in names {
            #expect(name.hasPrefix("frame-"))
            #expect(try Picture.read(place.path("out/\(name)")).width == 64)
        }
    }

    @Test func anIgnoredSignalStaysIgnored() throws {
        let place = try place()
        let outcome = try place.program.shell(
            "trap '' INT; \"$PROGRAM\" stylize content.png style.png --output out --weights weights.safetensors --steps 3 & "
                + "sleep 0.2; kill -INT $!; wait $!; echo $?")
        #expect(outcome.lines.last == "0")
        #expect(try place.names(in: "out").count == 3)
    }

    @Test func aTerminalGetsAProgressBar() throws {
        let place = try place()
        // script(1) runs the line on a pseudo-terminal and copies what appears there.
        let outcome = try place.program.shell(
            "TERM=xterm script -qec 'stty cols 60; exec \"$PROGRAM\" stylize content.png style.png --output out "
                + "--weights weights.safetensors --steps 3' /dev/null")
        #expect(outcome.status == 0)
        let drawn = outcome.output.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false).map(String.init)
        let bars = drawn.filter { $0.contains("█") || $0.contains("░") }
        #expect(bars.count == 4)
        #expect(bars[0].contains("content+style") && bars[0].contains("0/3"))
        #expect(bars[3].contains("██████") && bars[3].hasSuffix(" 3/3"))
        #expect(drawn.last?.isEmpty == true)
        // Names of files stand on lines of their own.
        #expect(drawn.filter { $0.hasPrefix("out/frame-0") && $0.hasSuffix("\r\n") }.count == 3)
        #expect(drawn.allSatisfy { $0.count < 60 })
    }
}
