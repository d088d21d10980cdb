import Engine
import Files
import Screens

/// A session put together again from the recipe in a PNG.
extension ExplorerState {
    /// Reads the pictures that a recipe names; the steps follow when they are there.
    mutating func reopen(_ recipe: Recipe, from path: String, ticket: Int) -> [Effect] {
        guard awaits(.content, ticket: ticket) else {
            return []
        }
        reopening = Reopening(recipe: recipe, path: path)
        // Without a size the pictures open as they are; what is chosen later need not.
        workingSize = recipe.size.map { WorkingSize(shortSide: $0) } ?? .standard
        alphaPercent = min(max(Int((recipe.alpha * 100).rounded()), 0), 100)
        isSampling = recipe.action == "sample"
        notice = .information("Reopening the session of \(PathText.lastComponent(path))…")
        return [.rememberRecent(path: path)]
            + load(
                .content, candidates: candidates(for: recipe.content, beside: path), shortSide: recipe.size,
                followsRecipe: false)
            + load(
                .style, candidates: candidates(for: recipe.style, beside: path), shortSide: recipe.size,
                followsRecipe: false)
    }

    /// Where a source of a recipe may be: where it was, beside the PNG, in the folder the program was started from.
    private func candidates(for source: Recipe.Source, beside path: String) -> [String] {
        let folders = [PathText.parent(of: path), workingFolder]
        let all = [source.path].compactMap { $0 } + folders.map { PathText.joining($0, source.name) }
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }

    mutating func sessionReopened(_ reopened: Reopening) -> [Effect] {
        reopening = nil
        let recipe = reopened.recipe
        let name = PathText.lastComponent(reopened.path)
        let effects = scrub(to: StepPosition(nearest: recipe.position ?? Double(recipe.step)))
        notice =
            reopened.warnings.isEmpty
            ? .success("The session of \(name) is open at step \(position.label).")
            : .warning("The session of \(name) is open, but " + reopened.warnings.joined(separator: "; ") + ".")
        return effects
    }

    /// Without weights a recipe's steps cannot be taken; its pictures stay.
    mutating func abandonReopening() -> [Effect] {
        if reopening != nil {
            reopening = nil
            notice = obstacle
        }
        return []
    }

    /// Takes the steps of the recipe, as many as memory has room for.
    mutating func takeSteps(of reopening: Reopening) -> [Effect] {
        let (count, room) = (RecipePlan.stepCount(of: reopening.recipe), stepLimit)
        let plan = RecipePlan.options(of: reopening.recipe, atMost: room)
        if count > room {
            self.reopening?.warnings.append("memory has room for \(room) of its \(count) steps")
        }
        guard !plan.isEmpty else {
            return sessionReopened(self.reopening ?? reopening)
        }
        return start(from: 0, plan: plan)
    }

    /// Tells which picture a session that is being reopened lacks, and ends the reopening. False where none is.
    mutating func endReopening(without role: SourceRole, because message: String) -> Bool {
        guard let reopening else {
            return false
        }
        let expected = role == .content ? reopening.recipe.content : reopening.recipe.style
        let key = role == .content ? "c" : "s"
        notice = .failure(
            "\(reopening.path) was made with the \(role.rawValue) \(expected.path ?? expected.name), which cannot "
                + "be read from there now: press \(key) to choose it. (\(message))")
        self.reopening = nil
        return true
    }
}

/// A session that is being put together again from the recipe in a PNG.
struct Reopening: Equatable, Sendable {
    let recipe: Recipe
    /// The PNG that carried it.
    let path: String
    /// What is not as it was, in the order it was found.
    var warnings: [String] = []
}
