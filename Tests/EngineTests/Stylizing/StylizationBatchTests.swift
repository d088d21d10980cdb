import Files
import Foundation
import Testing

@testable import Engine

@Suite struct StylizationBatchTests {
    private let pictures: SourcePictures
    private let content: SourceImage
    private let style: SourceImage

    init() throws {
        pictures = try SourcePictures()
        content = try SourceImage(try pictures.write("content.png", width: 20, height: 16, seed: 1), size: nil)
        style = try SourceImage(try pictures.write("style.png", width: 16, height: 18, seed: 2), size: nil)
    }

    /// What the steps of a plan tell, and the files that they leave.
    private func run(_ plan: StylizationPlan) async throws -> (steps: [StylizationBatch.Step], files: [String]) {
        let folder = try TemporaryFolder()
        var steps: [StylizationBatch.Step] = []
        var batch = StylizationBatch(plan, agent: try AssessmentTests.agent(critics: true), lossNetwork: nil)
        try await batch.stylize(content, style, into: folder.path) { steps.append($0) }
        for step in steps {
            guard let path = step.path, plan.format == .png else { continue }
            let recipe = try #require(try Recipe.read(from: path))
            #expect(recipe.step == step.number && recipe.seed == plan.seed)
        }
        return (steps, try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted())
    }

    @Test func framesAreWrittenAsTheStepsGo() async throws {
        let (steps, files) = try await run(StylizationPlan(steps: 4, frames: .steps([1, 3]), seed: 5))
        #expect(steps.map(\.number) == [1, 2, 3])
        #expect(steps.map { $0.path == nil } == [false, true, false])
        #expect(steps.allSatisfy { $0.report == nil })
        #expect(files == ["frame-01.png", "frame-03.png"])
    }

    @Test func assessedStepsAreReportedToTheEnd() async throws {
        let (steps, files) = try await run(
            StylizationPlan(steps: 3, frames: .steps([1]), format: .safetensors, isAssessed: true))
        #expect(steps.map(\.number) == [1, 2, 3])
        #expect(steps.compactMap { $0.report?.step } == [1, 2, 3])
        #expect(steps.allSatisfy { $0.report?.q != nil && $0.report?.reward == nil })
        #expect(files == ["frame-01.safetensors"])
    }

    @Test func framesOfAScheduleAreThoseOfTheSequence() async throws {
        let folder = try TemporaryFolder()
        let agent = try AssessmentTests.agent(critics: false)
        var plan = StylizationPlan(steps: 4, format: .safetensors)
        plan.schedule = CoarseToFineSchedule(brush: 1.9, steps: 4)
        var batch = StylizationBatch(plan, agent: agent, lossNetwork: nil)
        try await batch.stylize(content, style, into: folder.path) { _ in }
        var sequence = try StyleSequence(
            agent: agent, content: try content.takePicture(), style: try style.takePicture(), schedule: plan.schedule)
        for step in 1...4 {
            let frame = try sequence.step(StepOptions(isAssessed: false))
            let stored = try Safetensors.read(folder.adding("frame-0\(step).safetensors"))
            #expect(stored["frame"]?.shape == [1, 3, 16, 20] && stored["frame"]?.values == frame.image.planes)
        }
    }

    /// Steps begin from frames whose colours are their own; what is written, and small pictures, have others.
    @Test func coloursAreKeptAndTakenInWhatIsWrittenAlone() async throws {
        let agent = try AssessmentTests.agent(critics: false)
        let options = ColourOptions(keep: 0.25, take: 0.5)
        var sequence = try StyleSequence(
            agent: agent, content: try content.takePicture(), style: try style.takePicture())
        let grading = try ColourGrading(options, style: style.takePicture())
        let expected = try (1...2).map { _ in
            try grading.picture(of: sequence.step(StepOptions()), content: content.takePicture())
        }
        let large = try SourceImage(content.path, size: nil, largeArea: 10)
        for content in [content, large] {
            let folder = try TemporaryFolder()
            var plan = StylizationPlan(steps: 2)
            plan.colours = options
            plan.hasThumbnails = true
            plan.animation = .apng
            var batch = StylizationBatch(plan, agent: agent, lossNetwork: nil)
            var thumbnails: [Picture] = []
            try await batch.stylize(content, style, into: folder.path) {
                thumbnails += [$0.thumbnail].compactMap(\.self)
            }
            for step in 1...2 {
                let path = folder.adding("frame-0\(step).png")
                #expect(try Picture.read(path).rgb == expected[step - 1].rgb)
                let recipe = try #require(try Recipe.read(from: path))
                #expect(recipe.keepColours == 0.25 && recipe.takePalette == 0.5 && recipe.colours == options)
                #expect(thumbnails[step - 1].rgb == expected[step - 1].resized(shortSide: ContactSheet.shortSide).rgb)
            }
            let animation = folder.adding("sequence.png")
            #expect(try Picture.read(animation).rgb == content.takePicture().rgb)
            #expect(try Recipe.read(from: animation)?.colours == options)
        }
    }

    /// Each sampled step as `StyleSequence` takes it with the plan's seed for that step.
    @Test func theFramesAreThoseOfTheSequence() async throws {
        let folder = try TemporaryFolder()
        let agent = try AssessmentTests.agent(critics: false)
        var batch = StylizationBatch(
            StylizationPlan(steps: 2, alpha: 0.5, seed: 8, format: .safetensors), agent: agent, lossNetwork: nil)
        try await batch.stylize(content, style, into: folder.path) { _ in }
        var sequence = try StyleSequence(
            agent: agent, content: try content.takePicture(), style: try style.takePicture())
        for step in 1...2 {
            let frame = try sequence.step(
                StepOptions(alpha: 0.5, action: .sample(seed: UInt64(7 + step)), isAssessed: false))
            let stored = try Safetensors.read(folder.adding("frame-0\(step).safetensors"))
            #expect(stored["frame"]?.values == frame.image.planes)
        }
    }
}
