import Engine
import Files
import Screens

/// A session put together again from the recipe in a PNG.
extension PairState {
    /// Reads the pictures that a recipe names; the steps follow when they are there.
    mutating func reopen(_ recipe: Recipe, _ notes: SessionNotes?, from path: String, ticket: Int) -> [Outcome] {
        guard awaits(.content, ticket: ticket) else { return [] }
        reopening = Reopening(recipe: recipe, notes: notes, path: path)
        origin = path
        colours = recipe.colours
        // Without a size the pictures open as they are; what is chosen later need not.
        formerSize = formerSize ?? workingSize
        workingSize = recipe.size.map { WorkingSize(shortSide: $0) } ?? .standard
        return [
            .reopening(recipe),
            .notice(.information("Reopening the session of \(PathText.lastComponent(path))…")),
            .effect(.rememberRecent(path: path)),
        ]
            + load(
                .content, candidates: candidates(for: recipe.content, beside: path), shortSide: recipe.size,
                followsRecipe: false, sha256: recipe.content.sha256)
            + load(
                .style, candidates: candidates(for: recipe.style, beside: path), shortSide: recipe.size,
                followsRecipe: false, sha256: recipe.style.sha256)
    }

    /// Where a source of a recipe may be: where it was, beside the PNG, in the folder the program was started from.
    private func candidates(for source: Recipe.Source, beside path: String) -> [String] {
        let folders = [PathText.parent(of: path), workingFolder]
        let all = [source.path].compactMap { $0 } + folders.map { PathText.joining($0, source.name) }
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }

    /// Without weights a recipe's steps cannot be taken; its pictures stay.
    mutating func abandonReopening() -> [Outcome] {
        guard reopening != nil else { return [] }
        reopening = nil
        return [.notice(obstacle)]
    }

    /// Tells which picture a session that is being reopened lacks, and ends the reopening. Nil where none is.
    mutating func endReopening(without role: SourceRole, because message: String) -> Outcome? {
        guard let reopening else { return nil }
        let expected = role == .content ? reopening.recipe.content : reopening.recipe.style
        let key = role == .content ? "c" : "s"
        self.reopening = nil
        return .notice(
            .failure(
                "\(reopening.path) was made with the \(role.rawValue) \(expected.path ?? expected.name), which cannot "
                    + "be read from there now: press \(key) to choose it. (\(message))"))
    }
}

/// A session that is being put together again from the recipe in a PNG.
struct Reopening: Equatable, Sendable {
    let recipe: Recipe
    /// What a kept session tells besides.
    var notes: SessionNotes?
    /// The PNG that carried it.
    let path: String
    /// What is not as it was, in the order it was found.
    var warnings: [String] = []
}
