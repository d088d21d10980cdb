import Foundation
import Testing

/// The help texts as they are committed under `Help`; MINISTYLER_RECORD=1 writes them anew.
@Suite struct HelpTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Help")

    private static let verbs = [
        "explore", "stylize", "practise", "train", "watch", "evaluate", "vote", "distill", "convert", "bench", "info",
    ]

    @Test(arguments: [""] + verbs)
    func helpIsTheCommittedText(_ verb: String) throws {
        let outcome = try Program().run((verb.isEmpty ? [] : [verb]) + ["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        let file = Self.folder.appendingPathComponent("\(verb.isEmpty ? "ministyler" : verb).txt")
        if ProcessInfo.processInfo.environment["MINISTYLER_RECORD"] == "1" {
            try Data(outcome.output.utf8).write(to: file)
        }
        #expect(outcome.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test func versionIsANumber() throws {
        let outcome = try Program().run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsNameEveryVerb(_ shell: String) throws {
        let outcome = try Program().run(["--generate-completion-script", shell])
        #expect(outcome.status == 0)
        for verb in Self.verbs { #expect(outcome.output.contains(verb)) }
    }
}
