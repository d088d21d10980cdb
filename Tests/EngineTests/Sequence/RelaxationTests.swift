import Files
import Foundation
import Tensors
import Testing

@testable import Engine

/// How far steps go.
@Suite struct RelaxationTests {
    private static let content = AssessmentTests.image(width: 32, height: 32, seed: 1)
    private static let style = AssessmentTests.image(width: 32, height: 32, seed: 2)

    private static func sequence(_ relaxation: String?) throws -> StyleSequence {
        let metadata = relaxation.map { [Relaxation.metadataKey: $0] } ?? [:]
        return try StyleSequence(
            agent: AssessmentTests.agent(critics: true, gain: 1.3, metadata: metadata), content: content, style: style)
    }

    private static func largestDifference(_ a: Tensor, _ b: Tensor) -> Float {
        zip(a.planarValues(), b.planarValues()).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test func stepsShortenAsAPowerOfTheirNumber() {
        let relaxation = Relaxation(exponent: 0.5)
        #expect(relaxation.factor(step: 1) == 1)
        #expect(abs(relaxation.factor(step: 4) - 0.5) < 1e-6 && abs(relaxation.factor(step: 100) - 0.1) < 1e-6)
        #expect(Relaxation.none.factor(step: 7) == 1)
        for text in ["much", "-0.1", "1.1", "nan", "inf", ""] { #expect(Relaxation(text) == nil, "\(text)") }
        #expect(Relaxation("0.25") == Relaxation(exponent: 0.25))
    }

    @Test func aStepGoesItsShareOfTheWay() throws {
        var (whole, relaxed) = (try Self.sequence(nil), try Self.sequence("1"))
        for _ in 1...2 {
            try whole.step()
            try relaxed.step()
        }
        // The first step is the same, so that the second whole step is where the second relaxed one heads for.
        let (start, goal) = (whole.frames[1].moving.planarValues(), whole.frames[2].moving.planarValues())
        #expect(relaxed.frames[1].moving.planarValues() == start)
        let halfway = zip(start, goal).map { ($0 + $1) / 2 }
        let found = relaxed.frames[2].moving.planarValues()
        let largest = goal.reduce(0) { max($0, abs($1)) }
        #expect(zip(found, halfway).allSatisfy { abs($0 - $1) < 1e-5 * largest })
        #expect(zip(start, goal).contains { abs($0 - $1) > 0.1 * largest })
    }

    @Test func aBranchGoesOnWithTheStepsItsFrameIsAt() throws {
        var straight = try Self.sequence("0.7")
        for _ in 1...3 { try straight.step() }
        var branch = straight.branch(from: 2)
        try branch.step()
        #expect(branch.frames[3].image == straight.frames[3].image)
    }

    @Test func episodesTakeTheStepsThatASequenceTakes() throws {
        let folder = try TemporaryFolder()
        let agent = try AssessmentTests.agent(critics: true, gain: 1.3)
        let network = try AssessmentTests.lossNetwork()
        let critics = try #require(agent.critics)
        var options = TrainingOptions()
        options.crop = 32
        options.memory.relaxationExponent = 1
        let memory = try ReplayMemory(
            creating: Trainer.layout(for: options, lossNetwork: network), in: folder.path)
        let learner = Learner(
            options: options, actor: agent.actor, builder: agent.builder, critics: [critics.0, critics.1],
            targets: [critics.0, critics.1], lossNetwork: network)
        let environment = Environment(learner: learner, memory: memory, crop: 32)
        try environment.begin(
            content: Self.content.tensor().planarValues(), style: Self.style.tensor().planarValues(), steps: 4)
        var rewards: [Float] = []
        for _ in 1...4 {
            rewards.append(
                try environment.take(
                    environment.chooseAction(noise: Tensor(repeating: 0, shape: Shape(1, 64, 8, 8)))
                ).reward)
        }

        var (relaxed, whole) = (try Self.sequence("1"), try Self.sequence(nil))
        for step in 1...4 {
            let next = Tensor(planar: memory.values(.nextMoving, at: step - 1), shape: Shape(1, 3, 32, 32))
            let (other, expected) = (try whole.step().moving, try relaxed.step().moving)
            let largest = expected.planarValues().reduce(0) { max($0, abs($1)) }
            // The memory keeps halves.
            #expect(Self.largestDifference(next, expected) < 0.005 * largest, "step \(step)")
            if step > 1 { #expect(Self.largestDifference(next, other) > 0.05 * largest) }
            let reward = { (image: Tensor) in
                let tape = learner.tape(recording: false)
                let target = learner.styleStatistics(Self.style.tensor(), on: tape)
                return -learner.styleStatistics(image, on: tape).distance(to: target, on: tape).value.scalar
            }
            let found = rewards[step - 1]
            #expect(abs(reward(next) - found) < 1e-4 * abs(found), "step \(step)")
            // That of the builder's whole output would be another.
            let start = relaxed.frames[step - 1].moving.planarValues()
            let output = zip(start, expected.planarValues()).map { $0 + Float(step) * ($1 - $0) }
            let whole = reward(Tensor(planar: output, shape: expected.shape))
            if step == 4 { #expect(abs(whole - found) > 1e-3 * abs(found)) }
        }
    }
}
