import Engine
import Files

/// The way between the steps of a branch and a recipe.
enum RecipePlan {
    /// The steps to take to get to the recipe's place: one more than the whole steps below a fractional one.
    static func options(of recipe: Recipe) -> [StepOptions] {
        let place = StepPosition(nearest: recipe.position ?? Double(recipe.step))
        let count = max(place.isWhole ? place.lowerStep : place.lowerStep + 1, recipe.step)
        return (0..<max(count, 0)).map { index in
            StepOptions(alpha: Float(recipe.alpha), action: action(of: recipe, index: index))
        }
    }

    private static func action(of recipe: Recipe, index: Int) -> ActionChoice {
        guard recipe.action == "sample", let seed = recipe.seed else {
            return .mean
        }
        return .sample(seed: seed &+ UInt64(index))
    }

    /// The recipe of a place on a branch made with the options of `path`, one for each step up to the place.
    static func recipe(
        path: [StepOptions], place: StepPosition, content: SourcePicture, style: SourcePicture,
        weightsSHA256: String, size: Int?
    ) -> Recipe {
        var seed: UInt64?
        if case .sample(let last) = path.last?.action {
            seed = last &- UInt64(path.count - 1)
        }
        // A Float's α written as the decimal that was meant.
        let alpha = (Double(path.last?.alpha ?? 1) * 1e6).rounded() / 1e6
        return Recipe(
            content: Recipe.Source(name: content.name, path: content.path, sha256: content.sha256),
            style: Recipe.Source(name: style.name, path: style.path, sha256: style.sha256),
            weightsSHA256: weightsSHA256, step: place.lowerStep, position: place.isWhole ? nil : place.value,
            seed: seed, action: seed == nil ? "mean" : "sample", alpha: alpha, size: size,
            version: Version.current)
    }
}
