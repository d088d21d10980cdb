import Engine
import Files
import Testing

@testable import Explore
@testable import Screens

@Suite struct RecipePlanTests {
    private func recipe(of path: [StepOptions], at place: StepPosition) -> Recipe {
        RecipePlan.recipe(
            path: path, place: place, content: sourcePicture("/c.png", ticket: 1),
            style: sourcePicture("/s.png", ticket: 2),
            agent: AgentSummary(path: "/w.safetensors", sha256: "w", parameterCount: 1), size: 1024)
    }

    @Test(arguments: [
        [StepOptions](repeating: StepOptions(alpha: 0.7), count: 4),
        (0..<4).map { StepOptions(alpha: 1, action: .sample(seed: 90 + UInt64($0))) },
        [StepOptions(alpha: 1), StepOptions(alpha: 0.35), StepOptions(alpha: 0.35), StepOptions(alpha: 1)],
        [
            StepOptions(), StepOptions(action: .sample(seed: 3)), StepOptions(),
            StepOptions(action: .sample(seed: .max)),
        ],
        [StepOptions(action: .sample(seed: 0)), StepOptions(action: .sample(seed: 0)), StepOptions(), StepOptions()],
    ])
    func aBranchComesBackFromItsRecipeStepByStep(_ path: [StepOptions]) {
        #expect(RecipePlan.options(of: recipe(of: path, at: StepPosition(step: 4))) == path)
        #expect(RecipePlan.options(of: recipe(of: path, at: StepPosition(tenths: 34))) == path)
    }

    @Test func onlyABranchOfManyKindsListsItsSteps() {
        let sampled = (0..<3).map { StepOptions(alpha: 0.5, action: .sample(seed: 7 + UInt64($0))) }
        let plain = recipe(of: sampled, at: StepPosition(step: 3))
        #expect(plain.steps == nil)
        #expect(plain.seed == 7 && plain.action == "sample" && plain.alpha == 0.5)
        #expect(recipe(of: sampled + [StepOptions()], at: StepPosition(step: 4)).steps?.count == 4)
    }

    @Test func theContentItselfHasNoSteps() {
        let content = recipe(of: [], at: .zero)
        #expect(content.step == 0 && content.steps == nil)
        #expect(RecipePlan.options(of: content).isEmpty)
    }
}
