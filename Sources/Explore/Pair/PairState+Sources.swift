import Engine
import Files
import Screens

/// Choosing and reading the two pictures.
extension PairState {
    /// The first outcomes of a session. A folder named as content is where the picker opens; a PNG with a recipe
    /// reopens its session unless a style is named besides.
    ///
    /// - Parameters: absolute paths.
    mutating func start(content: String?, style: String?, weights: String?) -> [Outcome] {
        var outcomes: [Outcome] = [.effect(.loadAgent(path: weights))]
        if let content { outcomes += choose(.content, path: content, plain: style != nil) }
        if let style { outcomes += choose(.style, path: style, plain: true) }
        return outcomes
    }

    /// Reads a picture for one of the two places; a PNG with a recipe chosen as content reopens its session unless
    /// `plain` is set.
    mutating func choose(_ role: SourceRole, path: String, plain: Bool) -> [Outcome] {
        // Whoever chooses a picture wants it rather than the session that was being put together.
        reopening = nil
        origin = nil
        if let formerSize { workingSize = formerSize }
        formerSize = nil
        colours = ColourOptions()
        return load(
            role, candidates: [path], shortSide: workingSize.shortSide, followsRecipe: role == .content && !plain)
    }

    mutating func load(
        _ role: SourceRole, candidates: [String], shortSide: Int?, followsRecipe: Bool, sha256: String? = nil
    ) -> [Outcome] {
        let request = LoadRequest(
            role: role, candidates: candidates, shortSide: shortSide, followsRecipe: followsRecipe,
            ticket: nextTicket(), sha256: sha256)
        self[role] = .loading(path: request.path, ticket: request.ticket, previous: self[role].picture)
        return [.effect(.load(request))]
    }

    func awaits(_ role: SourceRole, ticket: Int) -> Bool {
        if case .loading(_, let awaited, _) = self[role] { awaited == ticket } else { false }
    }

    mutating func loaded(_ role: SourceRole, _ picture: SourcePicture) -> [Outcome] {
        guard case .loading(_, picture.ticket, let previous) = self[role] else {
            return [.effect(.releaseSource(ticket: picture.ticket))]
        }
        self[role] = .ready(picture)
        var outcomes: [Outcome] = []
        if let previous { outcomes.append(.effect(.releaseSource(ticket: previous.ticket))) }
        if let recipe = reopening?.recipe {
            let expected = role == .content ? recipe.content : recipe.style
            if expected.sha256 != picture.sha256 {
                reopening?.warnings.append(
                    "\(picture.path) has changed since (its SHA-256 differs), so the frames may differ")
            }
        } else {
            outcomes.append(.effect(.rememberRecent(path: picture.path)))
        }
        if role == .content { outcomes.append(.contentChanged(picture)) }
        return outcomes + openIfComplete()
    }

    /// Gives the pictures to the engine once all of content, style and weights are there.
    mutating func openIfComplete() -> [Outcome] {
        guard let content = content.readyPicture, let style = style.readyPicture else { return [] }
        guard let agent = agent.summary else {
            return agent == .loading ? [] : abandonReopening()
        }
        let renewal = reopening == nil ? renewal() : []
        guard renewal.isEmpty else { return renewal }
        opened = SourceTickets(content: content.ticket, style: style.ticket)
        let outcomes: [Outcome] = [
            .pairChanged(content: content),
            .effect(.open(contentTicket: content.ticket, styleTicket: style.ticket)),
        ]
        guard let recipe = reopening?.recipe else { return outcomes }
        if recipe.weightsSHA256 != agent.sha256 {
            reopening?.warnings.append("the weights are others than those it was made with")
        }
        if !recipe.colours.areOff {
            reopening?.warnings.append(
                "its colours were kept or taken afterwards, and frames are shown without that here")
        }
        if recipe.hasFormerAlpha {
            reopening?.warnings.append("a strength below 1 gives other pictures now than when it was made")
        }
        if recipe.precision != agent.precision.recipeName {
            reopening?.warnings.append("it was made with --precision \(recipe.precision ?? Precision.float32.rawValue)")
        }
        if let brush = recipe.brush {
            reopening?.warnings.append(
                "it was made with --brush \(brush), which only stylize has: the steps here are others")
        }
        return outcomes + (reopening.map { [.canTakeSteps($0)] } ?? [])
    }

    /// Reads again what was opened at another size than the session has now, as after a reopened one: a recipe has one
    /// size for both pictures.
    private mutating func renewal() -> [Outcome] {
        SourceRole.allCases.flatMap { role -> [Outcome] in
            guard let picture = self[role].readyPicture, workingSize.changes(picture),
                workingSize.isPossible(for: picture)
            else { return [] }
            return choose(role, path: picture.path, plain: true)
        }
    }

    /// Puts back what stood in a place before a choice that came to nothing. The other place may have got a new
    /// picture meanwhile; then the engine gets the pair that is there now.
    private mutating func putBack(
        _ role: SourceRole, _ previous: SourcePicture?, insteadOf path: String, otherwise: SourceSlot
    ) -> [Outcome] {
        // The same file at another size, and now it cannot be read: nothing is left to go on with.
        if let previous, previous.path == path, workingSize.changes(previous) {
            self[role] = otherwise
            return [.effect(.releaseSource(ticket: previous.ticket))]
        }
        self[role] = previous.map { .ready($0) } ?? otherwise
        guard let content = content.readyPicture, let style = style.readyPicture,
            opened != SourceTickets(content: content.ticket, style: style.ticket)
        else { return [] }
        return openIfComplete()
    }

    mutating func failed(_ role: SourceRole, path: String, message: String, ticket: Int) -> [Outcome] {
        guard case .loading(_, ticket, let previous) = self[role] else { return [] }
        let news = endReopening(without: role, because: message) ?? .failure(message)
        return [news] + putBack(role, previous, insteadOf: path, otherwise: .failed(path: path, message: message))
    }

    mutating func tooLarge(_ role: SourceRole, path: String, width: Int, height: Int, ticket: Int) -> [Outcome] {
        guard case .loading(_, ticket, let previous) = self[role] else { return [] }
        let limit = WorkingSize.maximumSide
        let fitting = min(limit * min(width, height) / max(width, height), WorkingSize.standard.shortSide ?? limit)
        let isPossible = fitting >= StyleSequence.minimumSide
        let remedy = isPossible ? "shrink it with “stylize --size \(fitting)”" : "cut a part out of it first"
        let message = "\(path) is \(width)×\(height), over the largest size of \(limit)×\(limit): \(remedy)."
        reopening = nil
        let news: [Outcome] =
            isPossible
            ? [
                .notice(nil),
                .ask(.openReduced(role: role, path: path, width: width, height: height, shortSide: fitting)),
            ] : [.failure(message)]
        return news + putBack(role, previous, insteadOf: path, otherwise: .failed(path: path, message: message))
    }

    mutating func folderFound(_ role: SourceRole, _ folder: String, ticket: Int) -> [Outcome] {
        guard case .loading(_, ticket, let previous) = self[role] else { return [] }
        let news = endReopening(without: role, because: "\(folder) is a folder.")
        let outcomes = putBack(role, previous, insteadOf: folder, otherwise: .empty)
        return (news.map { [$0] } ?? []) + outcomes + (news == nil ? [.browse(role, folder: folder)] : [])
    }
}
