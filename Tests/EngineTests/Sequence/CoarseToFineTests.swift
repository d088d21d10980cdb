import Files
import Tensors
import Testing

@testable import Engine

/// Sequences that begin on small copies.
@Suite struct CoarseToFineTests {
    private let agent: Agent
    private let content = AssessmentTests.image(width: 50, height: 37, seed: 1)
    private let style = AssessmentTests.image(width: 41, height: 44, seed: 2)

    init() throws { agent = try AssessmentTests.agent(critics: true) }

    private func frames(
        _ schedule: CoarseToFineSchedule?, steps: Int = 5, _ options: StepOptions = StepOptions()
    ) throws -> [SequenceFrame] {
        var sequence = try StyleSequence(agent: agent, content: content, style: style, schedule: schedule)
        for step in 0..<steps {
            var options = options
            options.action = options.action.later(by: step)
            try sequence.step(options)
        }
        return sequence.frames
    }

    @Test(arguments: [Float(1), 0.5]) func aBrushOfOneChangesNothing(alpha: Float) throws {
        let options = StepOptions(alpha: alpha, action: .sample(seed: 4))
        let (plain, whole) = (
            try frames(nil, steps: 3, options),
            try frames(CoarseToFineSchedule(brush: 1, detail: 0.2, steps: 3), steps: 3, options)
        )
        for (one, other) in zip(plain, whole) {
            #expect(one.moving.planarValues() == other.moving.planarValues())
            #expect(one.report?.q == other.report?.q)
        }
    }

    @Test func everyFrameHasTheContentsExtent() throws {
        let schedule = CoarseToFineSchedule(brush: 3, steps: 5)
        let all = try frames(schedule, steps: 6)
        for frame in all {
            #expect(frame.image.width == 50 && frame.image.height == 37)
            #expect(frame.moving.shape == all[0].moving.shape)
            guard frame.step > 0 else { continue }
            let extent = schedule.extent(50, 37, level: schedule.level(step: frame.step))
            #expect(frame.reduced.map { $0.hasExtent(extent) } ?? (extent == (50, 37)))
            #expect(frame.report?.q != nil)
        }
        #expect(all.map { $0.reduced == nil } == [true, false, false, false, false, true, true])
    }

    @Test(arguments: [Float(1), 0.25]) func theSameAgain(alpha: Float) throws {
        let options = StepOptions(alpha: alpha, action: .sample(seed: 9))
        let schedule = CoarseToFineSchedule(brush: 2.3, steps: 5)
        let (one, other) = (try frames(schedule, options), try frames(schedule, options))
        #expect(zip(one, other).allSatisfy { $0.moving.planarValues() == $1.moving.planarValues() })
        let others = try frames(CoarseToFineSchedule(brush: 2.3, detail: 0.9, steps: 5), options)
        #expect(one[5].moving.planarValues() != others[5].moving.planarValues())
    }

    /// The first step is that of the small pictures, handed up once to be shown and once for the next level.
    @Test func stepsAreThoseOfTheSmallPictures() throws {
        let schedule = CoarseToFineSchedule(brush: 2, steps: 3)
        let all = try frames(schedule, steps: 2)
        let copies = (0..<2).map { content.reduced(to: schedule.extent(50, 37, level: $0)) }
        let styles = (0..<2).map { style.reduced(to: schedule.extent(41, 44, level: $0)) }
        var first = try StyleSequence(agent: agent, content: copies[0], style: styles[0])
        let small = try first.step().image
        #expect(all[1].reduced?.image == small)
        let padded = { (image: FloatImage) in
            PaddedImage(tensor: image.tensor(multiple: 4), width: image.width, height: image.height)
        }
        let shown = padded(small).enlarged(besides: padded(copies[0]), to: padded(content), detail: 0.5)
        #expect(all[1].image == shown.image)
        let start = padded(small).enlarged(besides: padded(copies[0]), to: padded(copies[1]), detail: 0.5)
        let second = agent.step(moving: start.tensor, step: 2, style: agent.code(of: styles[1].tensor())).moving
        #expect(all[2].reduced?.tensor.planarValues() == second.planarValues())
    }

    /// A start that is not wanted any more changes no frame, and leaves the content.
    @Test func consumedStartsGiveTheSameFrames() throws {
        let agent = try AssessmentTests.agent(critics: false)
        let schedule = CoarseToFineSchedule(brush: 2, steps: 6)
        let sequence = try StyleSequence(agent: agent, content: content, style: style, schedule: schedule)
        func last(consuming: Bool) -> [Float] {
            var frame = sequence.frames[0]
            for _ in 1...6 {
                var options = StepOptions(isAssessed: false)
                options.consumesStart = consuming
                frame = sequence.advanced(from: frame, options).frame
            }
            return frame.image.planes
        }
        let kept = last(consuming: false)
        #expect(last(consuming: true) == kept)
        #expect(sequence.frames[0].image == content)
    }
}
