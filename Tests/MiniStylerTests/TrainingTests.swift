import Foundation
import MiniStyler
import Testing

/// Runs of a few updates with the loss network that comes with the program.
@Suite struct TrainingTests {
    private static let options = [
        "batch": "2", "crop": "64", "warmupEpisodes": "1", "precision": "f32", "schedule.identityUpdates": "1",
        "critics.criticUpdates": "0", "identityInterval": "0",
    ]

    private static func training(_ place: Workplace, updates: Int?) throws -> Training {
        try place.makeTrainingImages()
        return try Training(
            run: place.path("run"), content: place.path("photos"), style: place.path("paintings"), updates: updates,
            options: options)
    }

    /// Number and values of the updates among events.
    private static func updates(_ events: [TrainingEvent]) -> [(number: Int, values: [String: Double])] {
        events.compactMap { if case .update(let number, let values, _) = $0 { (number, values) } else { nil } }
    }

    @Test func aRunIsMadeResumedAndReadBack() throws {
        let place = try Workplace()
        var events: [TrainingEvent] = []
        let first = try #require(try Self.training(place, updates: 2).run { events.append($0) })
        #expect(Self.updates(events).map(\.number) == [1, 2])
        let weights = place.path("run/weights.safetensors")
        #expect(events.last == .finished(weights: weights))
        #expect(events.contains(.checkpoint(update: 2)))
        for name in ["configuration.json", "status.json", "checkpoint/latest", "replay", "events"] {
            #expect(FileManager.default.fileExists(atPath: place.path("run/" + name)), "\(name)")
        }

        // In the same process, as soon as the first has ended.
        var resumed: [TrainingEvent] = []
        let second = try #require(try Training(resuming: place.path("run"), updates: 3).run { resumed.append($0) })
        #expect(Self.updates(resumed).map(\.number) == [3])
        #expect(resumed.contains(.message("resumed at update 2")))

        // What was told is what was logged.
        let series = try EventSeries.read(place.path("run"))
        let told = Self.updates(events + resumed)
        #expect(Set(told.flatMap(\.values.keys)) == Set(series.map(\.tag)))
        #expect(series.contains { $0.tag == "loss/style" && $0.steps == [2, 3] })
        for column in series {
            let expected = told.filter { $0.values[column.tag] != nil }
            #expect(column.run == "events" && column.steps == expected.map(\.number), "\(column.tag)")
            #expect(column.values == expected.compactMap { $0.values[column.tag] }, "\(column.tag)")
            #expect(column.wallTimes == column.wallTimes.sorted() && column.wallTimes.count == column.values.count)
        }

        // The agents are those of the files, and the last update has changed them.
        let (content, style) = (
            Workplace.image(width: 24, height: 24, seed: 1), Workplace.image(width: 24, height: 24, seed: 2)
        )
        let frames = try [first, second, Agent(contentsOf: weights)].map {
            try $0.stylize(content, in: style, steps: 1)[0].values
        }
        #expect(frames[1] == frames[2] && frames[0] != frames[1])
    }

    @Test func aRunIsStoppedByAnotherThread() async throws {
        let place = try Workplace()
        let training = try Self.training(place, updates: nil)
        var events: [TrainingEvent] = []
        for try await event in training.events() {
            events.append(event)
            if case .update = event { training.stop() }
        }
        let made = try #require(Self.updates(events).last?.number)
        #expect(events.last == .stopped(update: made))
        #expect(events.contains(.checkpoint(update: made)))
        #expect(!FileManager.default.fileExists(atPath: place.path("run/weights.safetensors")))
        #expect(try Training(resuming: place.path("run"), updates: made + 1).run() != nil)
    }

    @Test func aCancelledTaskStopsItsRun() async throws {
        let place = try Workplace()
        let training = try Self.training(place, updates: nil)
        let task = Task { for try await event in training.events() { if case .update = event { return } } }
        _ = try await task.value
        // The stream was let go of; the run writes its checkpoint and lets go of the folder.
        let deadline = Date(timeIntervalSinceNow: 60)
        var resumed: Training?
        while resumed == nil, Date() < deadline {
            resumed = try? Training(resuming: place.path("run"), updates: 500)
            if resumed == nil { try await Task.sleep(for: .milliseconds(50)) }
        }
        #expect(resumed != nil)
    }

    @Test func whatCannotBeTrainedIsSaid() throws {
        let place = try Workplace()
        try place.makeTrainingImages()
        let begin = { (options: [String: String], content: String) in
            _ = try Training(
                run: place.path("run"), content: place.path(content), style: place.path("paintings"), options: options)
        }
        for (options, word) in [
            (["gamma": "1"], "gamma"), (["batch": "many"], "many"), (["batch": "1"], "at least 2"),
            (["crop": "66"], "66"),
        ] {
            let error = #expect(throws: MiniStylerError.self) { try begin(options, "photos") }
            guard case .option(let sentence) = error else {
                Issue.record("\(options): \(String(describing: error))")
                continue
            }
            #expect(sentence.contains(word) && sentence.hasSuffix("."), "\(sentence)")
        }
        let sentence = { (body: () throws -> Void) -> String in
            let error = #expect(throws: MiniStylerError.self) { try body() }
            guard case .run(let sentence) = error else { return "not of a run: \(String(describing: error))" }
            return sentence
        }
        #expect(sentence { try begin([:], "nothing") }.contains("nothing"))
        #expect(sentence { _ = try Training(resuming: place.path("run")) }.contains("holds no run"))
        #expect(!FileManager.default.fileExists(atPath: place.path("run/configuration.json")))

        let held = try Self.training(place, updates: 1)
        #expect(sentence { try begin(Self.options, "photos") }.contains("being trained by process"))
        try held.run()
        #expect(sentence { try begin(Self.options, "photos") }.contains("Training(resuming:)"))
        #expect(
            sentence { _ = try Training(resuming: place.path("run"), updates: 0) }.contains(
                "from 1 to 1000000000 updates"))
    }
}
