import Engine
import Files
import Foundation
import MiniStyler
import Testing

/// The library against the engine's own sequence of the same pictures and weights, bit for bit.
@Suite struct StylizationTests {
    private static let content = Workplace.image(width: 42, height: 35, seed: 1, hasOpacity: true)
    private static let style = Workplace.image(width: 30, height: 40, seed: 7)

    private static func engineSequence(isAssessed: Bool = false) throws -> StyleSequence {
        let floats = { (image: MiniStyler.Image) in
            FloatImage(Picture(width: image.width, height: image.height, rgb: image.pixels, alpha: image.opacity))
        }
        return try StyleSequence(
            agent: Engine.Agent.load(try #require(Engine.Agent.defaultWeightsPath())), content: floats(content),
            style: floats(style), lossNetwork: isAssessed ? LossNetwork.loadDefault() : nil)
    }

    @Test func framesAreTheEnginesOwn() throws {
        let agent = try MiniStyler.Agent.shipped()
        let frames = try agent.stylize(Self.content, in: Self.style, steps: 3)
        var sequence = try Self.engineSequence()
        for _ in 1...3 { try sequence.step(StepOptions(isAssessed: false)) }
        #expect(frames.map(\.step) == [1, 2, 3])
        let place = try Workplace()
        for (frame, expected) in zip(frames, sequence.frames.dropFirst()) {
            #expect(frame.values == expected.image.planes)
            try frame.image.write(to: place.path("frame.png"))
            let source = Picture(
                width: Self.content.width, height: Self.content.height, rgb: Self.content.pixels,
                alpha: Self.content.opacity)
            #expect(try Array(place.bytes("frame.png")) == expected.image.picture(matching: source).encodedPNG())
            #expect(frame.actionSize == 0 && frame.entropy == expected.report?.entropy)
            #expect(frame.contentLoss == nil && frame.styleLoss == nil && frame.q == nil)
        }
        #expect(frames[0].values != frames[1].values && frames[0].image != frames[1].image)
    }

    @Test func samplesHaveTheSeedsOfTheCommandLine() throws {
        let agent = try MiniStyler.Agent.shipped()
        let frames = try agent.stylize(
            Self.content, in: Self.style, steps: 2, action: .sample(seed: 7), strength: 0.5)
        var sequence = try Self.engineSequence()
        for seed in [7, 8] as [UInt64] {
            try sequence.step(StepOptions(alpha: 0.5, action: .sample(seed: seed), isAssessed: false))
        }
        #expect(frames.map(\.values) == sequence.frames.dropFirst().map(\.image.planes))
        #expect(try #require(frames[0].actionSize) > 0)
        let others = try agent.stylize(Self.content, in: Self.style, steps: 1, strength: 0.5)
        #expect(others[0].values != frames[0].values)
    }

    @Test func stepsAreTakenOneByOne() throws {
        let agent = try MiniStyler.Agent.shipped()
        let whole = try agent.stylize(Self.content, in: Self.style, steps: 2)
        var stylization = try Stylization(of: Self.content, in: Self.style, by: agent)
        #expect(stylization.frames.count == 1 && stylization.frames[0].image == Self.content)
        #expect(stylization.frames[0].entropy == nil)
        let first = try stylization.step()
        let before = stylization
        let second = try stylization.step()
        #expect(first.values == whole[0].values && second.values == whole[1].values)
        #expect(before.frames.count == 2 && stylization.frames.count == 3)

        var branch = stylization.branch(from: 1)
        #expect(branch.frames.map(\.step) == [0, 1])
        #expect(try branch.step(strength: 0).values != second.values)
        #expect(try before.branch(from: 1).branchedOn().values == second.values)

        #expect(stylization.image(at: 0) == Self.content && stylization.image(at: 9) == second.image)
        let between = stylization.image(at: 1.5)
        for (value, ends) in zip(between.pixels, zip(first.image.pixels, second.image.pixels)) {
            #expect(value >= min(ends.0, ends.1) && value <= max(ends.0, ends.1))
        }
        #expect(between != first.image && between != second.image && between.opacity == Self.content.opacity)
    }

    @Test func assessedStepsAreMeasured() throws {
        let agent = try MiniStyler.Agent.shipped()
        var stylization = try Stylization(of: Self.content, in: Self.style, by: agent, isAssessed: true)
        let frame = try stylization.step()
        var sequence = try Self.engineSequence(isAssessed: true)
        let report = try #require(try sequence.step().report)
        #expect(try #require(frame.contentLoss) > 0 && frame.contentLoss == report.contentLoss)
        #expect(frame.styleLoss == report.reward.map { -$0 } && frame.styleLoss == report.styleLoss)
        #expect(frame.q == report.q)
    }

    @Test func whatDoesNotSuitIsSaid() throws {
        let agent = try MiniStyler.Agent.shipped()
        let tiny = Workplace.image(width: 7, height: 40, seed: 1)
        for (content, style, role) in [(tiny, Self.style, "content"), (Self.content, tiny, "style")] {
            let error = #expect(throws: MiniStylerError.self) { try agent.stylize(content, in: style, steps: 1) }
            guard case .image(let sentence) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(sentence.contains("\(role) image is 7×40") && sentence.contains("8×8"), "\(sentence)")
        }
        let lossNetwork = try #require(LossNetwork.defaultPath())
        let stranger = #expect(throws: MiniStylerError.self) { try MiniStyler.Agent(contentsOf: lossNetwork) }
        guard case .weights(let sentence) = stranger else {
            Issue.record("\(String(describing: stranger))")
            return
        }
        #expect(sentence.contains(lossNetwork) && sentence.contains("loss network"), "\(sentence)")
        let missing = #expect(throws: MiniStylerError.self) { try MiniStyler.Agent(contentsOf: "gone.safetensors") }
        #expect(missing == .file("gone.safetensors: no such file or folder; check the name."))
    }
}

extension Stylization {
    /// The frame that one more mean action leads to.
    fileprivate func branchedOn() throws -> Frame {
        var copy = self
        return try copy.step()
    }
}
