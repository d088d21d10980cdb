import Files
import Foundation
import Testing

/// The measuring verb, run as people run it.
@Suite struct BenchTests {
    @Test func aStepIsMeasuredAndItsTableAgreesWithTheEngine() throws {
        let place = try Workplace()
        let outcome = try place.program.run(["bench", "--size", "36x20", "--seconds", "0", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let number = { (key: String) in (object[key] as? NSNumber)?.doubleValue ?? .nan }
        #expect(number("operations") == number("countedOperations"))
        #expect(number("width") == 36 && number("height") == 20)
        #expect(number("bestMilliseconds") > 0 && number("bestMilliseconds") <= number("medianMilliseconds"))
        // With so little measured the peak is noise, so the share has no meaningful upper bound here.
        #expect(number("share") > 0 && number("share").isFinite)
        #expect(number("peakTensorBytes") > 0)
        let layers = try #require(object["layers"] as? [[String: Any]])
        let sum = layers.reduce(0.0) { $0 + (($1["operations"] as? NSNumber)?.doubleValue ?? .nan) }
        #expect(sum == number("operations"))
    }

    @Test(arguments: [
        (["--size", "7x64"], "7x64"), (["--size", "64x16385"], "64x16385"), (["--size", "64"], "64"),
        (["--seconds", "-1"], "--seconds"),
        (["--loss-network", "l.safetensors"], "--train"),
        (["--train", "--loss-network", "l", "--crop", "50"], "--crop"),
        (["--train", "--loss-network", "l", "--batch", "1"], "--batch"),
        (["--train", "--loss-network", "l", "--watch"], "--watch"), (["--events", "runs"], "--watch"),
    ]) func wrongUsageIs64(_ arguments: [String], named: String) throws {
        let place = try Workplace()
        let outcome = try place.program.run(["bench"] + arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(named), "\(outcome.errors)")
    }

    @Test func theDashboardIsMeasuredOnTheEventFilesNamed() throws {
        let place = try Workplace()
        let writer = try EventFileWriter(directory: place.path("run"))
        for step in 0..<700 { try writer.add(scalar: Float(step), tag: "tag\(step % 7)/value", step: step) }
        try writer.close()
        let outcome = try place.program.run(["bench", "--watch", "--events", place.folder, "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        #expect(object["points"] as? Int == 700)
        #expect(object["tags"] as? Int == 7)
        #expect(object["charts"] as? Int == 7)
        #expect((object["bestLoadSeconds"] as? Double ?? 0) > 0)
        #expect((object["keys"] as? [[String: Any]])?.count == 14)
        let missing = try place.program.run(["bench", "--watch", "--events", place.path("nowhere")])
        #expect(missing.status == 1 && missing.errors.contains("nowhere"))
    }

    @Test func aMissingLossNetworkIsNamed() throws {
        let place = try Workplace()
        let outcome = try place.program.run(["bench", "--train", "--loss-network", "nowhere.safetensors"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("nowhere.safetensors"))
    }

    /// Without a name it is the one that comes with the program.
    @Test func theSmallLossNetworkIsTakenAndNamed() throws {
        let place = try Workplace()
        let outcome = try place.program.run(
            ["bench", "--train", "--crop", "32", "--batch", "2", "--seconds", "0", "--precision", "f32", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("loss-network.safetensors") && outcome.errors.contains("--loss-network"))
        #expect(outcome.output.contains("\"crop\""))
    }
}
