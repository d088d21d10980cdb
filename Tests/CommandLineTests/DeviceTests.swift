import Files
import Foundation
import Glibc
import Testing

/// Outputs that are no files, and files that are pipes.
@Suite struct DeviceTests {
    @Test func weightsGoToStandardOutput() throws {
        let place = try Workplace()
        try place.writeWeights("a.safetensors", seed: 1)
        try place.writeWeights("b.safetensors", seed: 2)
        let command = "\"$PROGRAM\" convert --average a.safetensors b.safetensors --output"
        #expect(try place.program.shell("\(command) w.safetensors").status == 0)
        let expected = try Safetensors.read(place.path("w.safetensors"))
        // A pipe, a new file, a file that is written on.
        let outcome = try place.program.shell(
            "\(command) /dev/stdout | cat > p; \(command) /dev/stdout > f; echo log > l; \(command) /dev/stdout >> l")
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        for name in ["p", "f"] { #expect(try Safetensors.read(place.path(name)) == expected) }
        let log = try Data(contentsOf: URL(fileURLWithPath: place.path("l")))
        #expect(log == Data("log\n".utf8) + (try Data(contentsOf: URL(fileURLWithPath: place.path("f")))))
        #expect(try place.program.shell("\(command) /dev/null").status == 0)
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test func aPictureGoesThroughAPipe() throws {
        let place = try StylizeTests.place()
        let command = "\"$PROGRAM\" stylize content.png style.jpg --weights weights.safetensors --steps 1 --output"
        let outcome = try place.program.shell(
            "\(command) /dev/stdout | cat > a.png; \(command) b.png; "
                + "\(command) /dev/stdout --animation gif | cat > a.gif; \(command) /dev/null; \(command) /dev/stdout --json"
        )
        #expect(outcome.status == 1 && outcome.hasOneSentence && outcome.errors.contains("leave out --json"))
        #expect(outcome.lines == ["b.png", "/dev/null"])
        #expect(try Picture.read(place.path("a.png")) == Picture.read(place.path("b.png")))
        #expect(try Picture.read(place.path("a.gif")).width == 26)
    }

    /// Each would be waited for.
    @Test(arguments: ["configuration.json", "status.json", "lock"]) func aPipeInARunIsNamed(_ name: String) throws {
        let place = try TrainingPlace.prepared()
        let begun = try place.program.run(TrainingPlace.begin + ["--updates", "1", "--no-rl"])
        #expect(begun.status == 0, "\(begun.errors)")
        try FileManager.default.removeItem(atPath: place.path("run/\(name)"))
        #expect(mkfifo(place.path("run/\(name)"), 0o600) == 0)
        let resumed = try place.program.run(["train", "--run", "run", "--resume", "--updates", "2"], seconds: 120)
        // What is renewed anyway takes the pipe's place.
        if name == "status.json" {
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(TrainingPlace.status(place)?["updates"] as? Int == 2)
        } else {
            #expect(resumed.status == 1 && resumed.hasOneSentence && resumed.errors.contains("run/\(name)"))
        }
    }
}
