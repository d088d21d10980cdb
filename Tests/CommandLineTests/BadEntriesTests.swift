import Files
import Foundation
import Glibc
import Testing

/// Folders with entries that cannot be used: the rest is.
@Suite struct BadEntriesTests {
    /// A link that leads nowhere, a pipe, and a file that even the superuser cannot read.
    private static let bad = ["away.png", "pipe.png", "unreadable.png"]

    private static func spoil(_ folder: String) {
        #expect(symlink("nowhere.png", folder + "/away.png") == 0)
        #expect(mkfifo(folder + "/pipe.png", 0o600) == 0)
        #expect(symlink("/proc/self/mem", folder + "/unreadable.png") == 0)
        // Not called a picture, and none.
        #expect(mkfifo(folder + "/channel", 0o600) == 0)
    }

    private static func times(_ name: String, in outcome: Program.Outcome) -> Int {
        outcome.errors.components(separatedBy: name).count - 1
    }

    @Test func aFolderIsStylizedWithoutThem() throws {
        let place = try StylizeTests.place()
        try place.makeFolder("photos")
        let long = String(repeating: "n", count: 250)
        for name in ["a", "caf\u{10FEE9}", long] { try place.writePicture("photos/\(name).png") }
        Self.spoil(place.path("photos"))
        let arguments = ["stylize", "photos", "style.jpg", "--output", "out", "--weights", "weights.safetensors"]
        let outcome = try place.program.run(arguments + ["--steps", "1"], seconds: 120)
        #expect(outcome.status == 1, "\(outcome.errors)")
        for name in Self.bad { #expect(Self.times("photos/\(name)", in: outcome) == 1, "\(outcome.errors)") }
        #expect(!outcome.errors.contains("channel"))
        #expect(outcome.errors.contains("its name would have 256 bytes"), "\(outcome.errors)")
        #expect(try Folder.names(in: place.path("out")).sorted() == ["a+style", "caf\u{10FEE9}+style"])
        // A file in the place of a pair's folder spoils that pair alone.
        try FileManager.default.removeItem(atPath: place.path("out"))
        try place.makeFolder("out")
        try place.write("in the way", to: "out/a+style")
        let second = try place.program.run(arguments + ["--steps", "1"], seconds: 120)
        #expect(second.status == 1 && second.errors.contains("out/a+style is a file"), "\(second.errors)")
        #expect(second.lines.count == 1)
    }

    @Test func aRunLearnsFromTheOthers() throws {
        let place = try TrainingPlace.prepared()
        Self.spoil(place.path("photos"))
        let outcome = try place.program.run(TrainingPlace.begin + ["--updates", "1", "--no-rl"], seconds: 300)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for name in Self.bad { #expect(Self.times("photos/\(name)", in: outcome) == 1, "\(outcome.errors)") }
        #expect(!outcome.errors.contains("channel"))
    }

    @Test func theOtherPairsAreMeasured() throws {
        let place = try Workplace()
        try place.writeWeights()
        let long = String(repeating: "n", count: 253)
        for pair in ["1", "2", "3", long] {
            try place.makeFolder("pairs/\(pair)")
            try place.writePicture("pairs/\(pair)/style.png", width: 40, height: 44)
        }
        try place.writePicture("pairs/1/content.png", width: 48, height: 40)
        try place.writePicture("pairs/\(long)/content.png", width: 48, height: 40)
        #expect(symlink("nowhere.png", place.path("pairs/2/content.png")) == 0)
        #expect(mkfifo(place.path("pairs/3/content.png"), 0o600) == 0)
        let arguments = ["evaluate", "pairs", "--weights", "weights.safetensors", "--steps", "1"]
        let outcome = try place.program.run(arguments + ["--sheets", "sheets"], seconds: 300)
        #expect(outcome.status == 1 && outcome.output.contains("of 2 pairs"), "\(outcome.errors)")
        for name in ["pairs/2/content.png", "pairs/3/content.png", "no sheet of \(long)"] {
            #expect(Self.times(name, in: outcome) == 1, "\(outcome.errors)")
        }
        #expect(try place.names(in: "sheets") == ["1.png"])
        for pair in ["1", long] { try FileManager.default.removeItem(atPath: place.path("pairs/\(pair)")) }
        let none = try place.program.run(arguments, seconds: 300)
        #expect(none.status == 1 && none.errors.contains("None of the 2 pairs can be measured"), "\(none.errors)")
    }
}
