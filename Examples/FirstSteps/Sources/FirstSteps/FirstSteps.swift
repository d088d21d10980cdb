import Foundation
import MiniStyler

/// What the library does, once each: `FirstSteps CONTENT STYLE OUTPUT`. The folders of both pictures serve as training images;
/// frames and a short run are written into the folder OUTPUT.
@main
struct FirstSteps {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 3 else { fail("usage: FirstSteps CONTENT STYLE OUTPUT", status: 64) }
        let paths = Array(arguments)
        do {
            try FileManager.default.createDirectory(atPath: paths[2], withIntermediateDirectories: true)
            let agent = try stylize(paths[0], paths[1], into: paths[2])
            try assess(agent, paths[0], paths[1])
            try train(on: paths[0], paths[1], into: paths[2])
        } catch {
            fail("\(error)", status: 1)
        }
    }

    /// The ten lines that README.md shows; a test compares them.
    private static func stylize(_ photo: String, _ painting: String, into output: String) throws -> Agent {
        let agent = try Agent.shipped()
        let content = try Image(contentsOf: photo).resized(shortSide: 256)
        let style = try Image(contentsOf: painting).resized(shortSide: 256)

        for frame in try agent.stylize(content, in: style, steps: 4) {
            try frame.image.write(to: "\(output)/frame-\(frame.step).png")
        }

        var stylization = try Stylization(of: content, in: style, by: agent)
        try stylization.step()
        try stylization.step(.sample(seed: 7))
        try stylization.image(at: 1.5).write(to: "\(output)/between.jpg")
        return agent
    }

    /// What is known of a step, and another way on from the content.
    private static func assess(_ agent: Agent, _ photo: String, _ painting: String) throws {
        let content = try Image(contentsOf: photo).resized(shortSide: 96)
        let style = try Image(contentsOf: painting).resized(shortSide: 96)
        var stylization = try Stylization(of: content, in: style, by: agent, isAssessed: true)
        for action in [.mean, .sample(seed: 7)] as [Action] {
            stylization = stylization.branch(from: 0)
            let frame = try stylization.step(action)
            guard let contentLoss = frame.contentLoss, let styleLoss = frame.styleLoss else { continue }
            print("\(action): content loss \(contentLoss), style loss \(styleLoss)")
        }
    }

    /// Two updates in a new run, one more after resuming it, and what they logged.
    private static func train(on photo: String, _ painting: String, into output: String) throws {
        let run = "\(output)/run-\(UUID().uuidString.prefix(8))"
        let folder = { (path: String) in URL(fileURLWithPath: path).deletingLastPathComponent().path }
        let training = try Training(
            run: run, content: folder(photo), style: folder(painting), updates: 2,
            options: ["batch": "2", "crop": "64", "warmupEpisodes": "1"])
        try training.run { event in
            if case .update(let number, let values, _) = event {
                print("update \(number): reward \(values["reward/step"] ?? .nan)")
            }
        }
        try Training(resuming: run, updates: 3).run()
        for series in try EventSeries.read(run) where series.tag == "reward/step" {
            print("\(series.tag): \(zip(series.steps, series.values).map { "\($0): \($1)" }.joined(separator: ", "))")
        }
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
        exit(status)
    }
}
