import Files
import Foundation
import Testing

@testable import Engine

@Suite struct StylizationPlanTests {
    private let pictures: SourcePictures
    /// 30×20 and 24×28 pixels.
    private let content: String
    private let style: String

    init() throws {
        pictures = try SourcePictures()
        content = try pictures.write("content.png", width: 30, height: 20, seed: 1)
        style = try pictures.write("style.png", width: 24, height: 28, seed: 2)
    }

    private func recipe(
        _ plan: StylizationPlan, step: Int = 4, precision: Precision = .float32
    ) throws -> Recipe? {
        plan.recipe(
            try SourceImage(content, size: plan.size), try SourceImage(style, size: plan.size),
            agent: try StepBenchmark.randomAgent(sha256: "abc", precision), step: step)
    }

    @Test func aPrecisionOtherThanFloat32IsTold() throws {
        #expect(try #require(try recipe(StylizationPlan())).precision == nil)
        #expect(try #require(try recipe(StylizationPlan(), precision: .bfloat16)).precision == "bf16")
    }

    @Test func stepKUsesSeedPlusKMinusOne() {
        let plan = StylizationPlan(alpha: 0.25, seed: 7)
        #expect(plan.options(step: 1) == StepOptions(alpha: 0.25, action: .sample(seed: 7), isAssessed: false))
        #expect(plan.options(step: 5).action == .sample(seed: 11))
        #expect(StylizationPlan(seed: .max).options(step: 3).action == .sample(seed: 1))
        #expect(StylizationPlan(isAssessed: true).options(step: 5) == StepOptions())
    }

    @Test func aRecipeTellsHowItsFrameWasMade() throws {
        let recipe = try #require(try recipe(StylizationPlan(alpha: 0.5, seed: 9)))
        #expect(recipe.step == 4 && recipe.seed == 9 && recipe.action == "sample" && recipe.alpha == 0.5)
        #expect(recipe.weightsSHA256 == "abc" && recipe.version == Version.current)
        #expect(recipe.content.name == "content.png" && recipe.style.name == "style.png")
        #expect(recipe.content.path == nil)
        #expect(try self.recipe(StylizationPlan(hasPaths: true))?.content.path == content)
        #expect(try recipe.style.sha256 == SHA256Digest.hexadecimal(ofFile: style))
        let mean = try #require(try self.recipe(StylizationPlan(), step: 1))
        #expect(mean.step == 1 && mean.seed == nil && mean.action == "mean" && mean.size == nil)
        #expect(try self.recipe(StylizationPlan(hasRecipes: false)) == nil)
    }

    @Test func aRecipeTellsItsBrush() throws {
        var plan = StylizationPlan(steps: 6, frames: .steps([4]))
        #expect(try #require(try recipe(plan)).brush == nil)
        plan.schedule = CoarseToFineSchedule(brush: 2.5, detail: 0.75, steps: 6)
        let recipe = try #require(try recipe(plan))
        #expect(recipe.brush == 2.5 && recipe.brushSteps == 6 && recipe.detail == 0.75 && recipe.step == 4)
    }

    /// The short sides are 20 and 24.
    @Test(arguments: [(16, Int?(16)), (20, 20), (22, 22), (24, nil), (64, nil)])
    func aSizeThatChangesNothingIsNone(size: Int, told: Int?) throws {
        #expect(try #require(try recipe(StylizationPlan(size: size))).size == told)
    }

    @Test func stepsAfterTheLastFrameAreTakenOnlyToBeAssessed() {
        #expect(StylizationPlan(steps: 10).stepsTaken == 10)
        #expect(StylizationPlan(steps: 10, frames: .steps([2, 6])).stepsTaken == 6)
        #expect(StylizationPlan(steps: 10, frames: .steps([2, 6]), isAssessed: true).stepsTaken == 10)
    }

    @Test(arguments: [
        (10, 7, "frame-07.png"), (100, 7, "frame-007.png"), (5, 5, "frame-05.png"), (1000, 1000, "frame-1000.png"),
    ])
    func framesAreNumberedInTheDigitsOfTheLastStep(steps: Int, step: Int, name: String) throws {
        let picture = try SourceImage(content, size: nil).traits
        let plan = StylizationPlan(steps: steps)
        #expect(plan.file(in: "some/folder", content: picture).path(step: step) == "some/folder/\(name)")
        let jpeg = StylizationPlan(steps: steps, format: .jpeg).file(in: "f", content: picture).path(step: step)
        #expect(jpeg == "f/\(name.dropLast(3))jpg")
    }

    @Test func selectionsAreAllOrAList() throws {
        #expect(try FrameSelection("all") == .all)
        #expect(try FrameSelection("5,1,5") == .steps([1, 5]))
        let some = FrameSelection.steps([2, 6])
        #expect(some.contains(2) && !some.contains(3) && some.last(of: 9) == 6 && some.description == "2,6")
        #expect(FrameSelection.all.contains(3) && FrameSelection.all.last(of: 9) == 9)
        for wrong in ["", "0", "1,,2", "two", "-1"] {
            #expect(throws: EngineError.self, "\(wrong)") { try FrameSelection(wrong) }
        }
    }

    @Test func pairsOfFoldersAreNumberedWhereNamesAreShared() throws {
        let folder = pictures.folder
        for name in ["a/x.png", "a/x.jpg", "b/s.png", "b/t.png"] {
            try FileManager.default.createDirectory(
                atPath: folder.adding(String(name.prefix(1))), withIntermediateDirectories: true)
            try pictures.write(name, width: 8, height: 8, seed: 3)
        }
        try AtomicFile.write([1, 2, 3], to: folder.adding("b/no.png"))
        var passed: [String] = []
        let pairs = try PicturePair.all(content: folder.adding("a"), style: folder.adding("b"), output: "out") {
            passed.append($0.path)
        }
        #expect(pairs.map(\.folder) == ["out/x+s", "out/x+t", "out/x+s-2", "out/x+t-2"])
        #expect(pairs.map(\.label) == ["x+s", "x+t", "x+s", "x+t"])
        #expect(passed == [folder.adding("b/no.png")])
        #expect(
            try PicturePair.all(content: content, style: style, output: "out") { _ in }
                == [PicturePair(content: content, style: style, folder: "out")])
        try FileManager.default.createDirectory(
            atPath: folder.adding("empty"), withIntermediateDirectories: true)
        #expect(throws: EngineError.self) {
            try PicturePair.all(content: folder.adding("empty"), style: style, output: "out") { _ in }
        }
    }

    @Test func sizesOfMemoryAreRead() {
        #expect(MemoryBudget("900M")?.bytes == 900 << 20 && MemoryBudget("1.5GiB")?.bytes == 3 << 29)
        #expect(MemoryBudget("2g")?.bytes == 2 << 30 && MemoryBudget("4096")?.bytes == 4096)
        for text in ["", "M", "-1G", "1X", "0", "1e3", "9999999999999T", "4 G"] { #expect(MemoryBudget(text) == nil) }
        #expect(MemoryBudget.standard.bytes > 0)
    }

    @Test func aPairThatTakesTooMuchMemoryIsRefusedBeforeItIsRead() throws {
        let pair = PicturePair(content: content, style: style, folder: "f")
        var cache = SourceCache(size: nil, memory: MemoryBudget(bytes: 100 << 20))
        #expect {
            try cache.images(of: pair)
        } throws: {
            "\($0)".contains("100 MiB allowed") && "\($0)".contains("--memory") && "\($0)".contains("×")
        }
        var large = SourceCache(size: nil, memory: MemoryBudget(bytes: 1 << 30))
        #expect(try large.images(of: pair) != nil)
    }

    /// What was measured, within a tenth.
    @Test(arguments: [(4032, 3024, 1, 770), (8192, 8192, 1, 1891), (8192, 8192, 2, 2477)])
    func estimatesAreNearWhatWasMeasured(width: Int, height: Int, steps: Int, megabytes: Double) {
        let bytes = MemoryBudget.estimate(content: (width, height), style: (768, 512), steps: steps)
        #expect(abs(Double(bytes) / 1e6 / megabytes - 1) < 0.1)
    }

    @Test func aBrushTakesMoreMemory() {
        func estimate(_ brush: Double) -> Int {
            MemoryBudget.estimate(content: (4032, 3024), style: (768, 512), steps: 4, brush: brush)
        }
        #expect(estimate(1) == MemoryBudget.estimate(content: (4032, 3024), style: (768, 512), steps: 4))
        #expect(estimate(2) > estimate(1) && estimate(2) < 3 * estimate(1))
    }

    /// The pixels of a large picture are read again where they are wanted again.
    @Test func aLargePictureIsReadAgain() throws {
        let path = try pictures.write("large.png", width: 30, height: 20, seed: 1)
        let source = try SourceImage(path, size: nil, largeArea: 599)
        #expect(source.isLarge && source.traits.width == 30)
        let first = try source.takePicture()
        #expect(try source.takePicture() == first)
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: FileError.self) { try source.takePicture() }
    }

    @Test func aBadImageIsReportedOnce() throws {
        let broken = pictures.folder.adding("broken.png")
        try AtomicFile.write([137, 80], to: broken)
        var cache = SourceCache(size: 16)
        let bad = PicturePair(content: broken, style: style, folder: "f")
        #expect(throws: UnusableSource.self) { try cache.images(of: bad) }
        #expect(try cache.images(of: bad) == nil)
        let good = try cache.images(of: PicturePair(content: content, style: style, folder: "f"))
        #expect(good?.content.traits.height == 16 && good?.style.traits.width == 16)
        let small = try pictures.write("small.png", width: 7, height: 9, seed: 1)
        #expect {
            try SourceImage(small, size: nil)
        } throws: {
            "\($0)".contains(small) && "\($0)".contains("7×9")
        }
    }
}
