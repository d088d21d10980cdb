import Engine
import Files
import Screens

/// The way between the steps of a branch and a recipe.
enum RecipePlan {
    /// How many steps lead to the recipe's place: one more than the whole steps below a fractional one.
    static func stepCount(of recipe: Recipe) -> Int {
        let place = StepPosition(nearest: recipe.position ?? Double(recipe.step))
        return max(place.isWhole ? place.lowerStep : place.lowerStep + 1, recipe.step, 0)
    }

    /// The steps to take to get to the recipe's place, or the first `limit` of them.
    static func options(of recipe: Recipe, atMost limit: Int = .max) -> [StepOptions] {
        (0..<min(stepCount(of: recipe), limit)).map { index in
            if let steps = recipe.steps, steps.indices.contains(index) {
                return options(alpha: steps[index].alpha, seed: steps[index].seed)
            }
            let seed = recipe.action == "sample" ? recipe.seed.map { $0 &+ UInt64(index) } : nil
            return options(alpha: recipe.alpha, seed: seed)
        }
    }

    /// What one step of a recipe asks for.
    static func options(of step: Recipe.Step) -> StepOptions { options(alpha: step.alpha, seed: step.seed) }

    private static func options(alpha: Double, seed: UInt64?) -> StepOptions {
        StepOptions(alpha: Float(min(max(alpha, 0), 1)), action: seed.map { .sample(seed: $0) } ?? .mean)
    }

    /// The recipe of a place on a branch made with the options of `path`, one for each step up to the place.
    static func recipe(
        path: [StepOptions], place: StepPosition, content: SourcePicture, style: SourcePicture,
        agent: AgentSummary, size: Int?
    ) -> Recipe {
        let steps = path.map(step)
        let last = steps.last ?? Recipe.Step(alpha: 1, seed: nil)
        let first = last.seed.map { $0 &- UInt64(steps.count - 1) }
        let plain = Recipe(
            content: Recipe.Source(name: content.name, path: content.path, sha256: content.sha256),
            style: Recipe.Source(name: style.name, path: style.path, sha256: style.sha256),
            weightsSHA256: agent.sha256, step: place.lowerStep, position: place.isWhole ? nil : place.value,
            seed: first, action: first == nil ? "mean" : "sample", alpha: last.alpha, size: size,
            precision: agent.precision.recipeName, version: Version.current)
        return options(of: plain).map(step) == steps ? plain : plain.listing(steps)
    }

    /// How a recipe tells one step.
    static func step(_ options: StepOptions) -> Recipe.Step {
        // A Float's α written as the decimal that was meant.
        let alpha = (Double(options.alpha) * 1e6).rounded() / 1e6
        if case .sample(let seed) = options.action {
            return Recipe.Step(alpha: alpha, seed: seed)
        }
        return Recipe.Step(alpha: alpha, seed: nil)
    }
}
