import Engine
import Files

extension ExplorerState {
    subscript(role: SourceRole) -> SourceSlot {
        get { role == .content ? content : style }
        set {
            switch role {
            case .content: content = newValue
            case .style: style = newValue
            }
        }
    }

    /// The first effects of a session. A folder named as content is where the picker opens; a PNG with a recipe
    /// reopens its session unless a style is named besides.
    ///
    /// - Parameters: absolute paths.
    mutating func start(content: String?, style: String?, weights: String?) -> [Effect] {
        var effects: [Effect] = [.loadAgent(path: weights)]
        if let content {
            effects += load(.content, path: content, size: workingSize, plain: style != nil)
        }
        if let style {
            effects += load(.style, path: style, size: workingSize, plain: true)
        }
        return effects
    }

    /// Reads a picture for one of the two places; a PNG with a recipe chosen as content reopens its session unless
    /// `plain` is set.
    mutating func load(_ role: SourceRole, path: String, size: WorkingSize, plain: Bool) -> [Effect] {
        // Whoever chooses a picture wants it rather than the session that was being put together.
        reopening = nil
        return load(role, candidates: [path], shortSide: size.shortSide, followsRecipe: role == .content && !plain)
    }

    private mutating func load(
        _ role: SourceRole, candidates: [String], shortSide: Int?, followsRecipe: Bool
    ) -> [Effect] {
        let request = LoadRequest(
            role: role, candidates: candidates, shortSide: shortSide, followsRecipe: followsRecipe,
            ticket: nextNumber())
        self[role] = .loading(path: request.path, ticket: request.ticket, previous: self[role].picture)
        return [.load(request)]
    }

    private func awaits(_ role: SourceRole, ticket: Int) -> Bool {
        if case .loading(_, let awaited, _) = self[role] { awaited == ticket } else { false }
    }

    mutating func sourceLoaded(_ role: SourceRole, _ picture: SourcePicture) -> [Effect] {
        guard case .loading(_, picture.ticket, let previous) = self[role] else {
            return [.releaseSource(ticket: picture.ticket)]
        }
        self[role] = .ready(picture)
        var effects: [Effect] = []
        if let previous {
            effects.append(.releaseSource(ticket: previous.ticket))
        }
        if let recipe = reopening?.recipe {
            let expected = role == .content ? recipe.content : recipe.style
            if expected.sha256 != picture.sha256 {
                reopening?.warnings.append(
                    "\(picture.path) has changed since (its SHA-256 differs), so the frames may differ")
            }
        } else {
            effects.append(.rememberRecent(path: picture.path))
        }
        if role == .content {
            effects += plantContent(picture)
        }
        return effects + openIfComplete()
    }

    /// Makes the content the first frame of a new tree.
    private mutating func plantContent(_ picture: SourcePicture) -> [Effect] {
        var effects = abandonRun()
        let root = FrameNode(
            id: FrameID(rawValue: nextNumber()), parent: nil, step: 0, options: nil, report: nil,
            bitmap: picture.bitmap, thumbnail: picture.thumbnail)
        effects += release(history.begin(with: root))
        position = .zero
        viewport = .whole
        return effects + [.plant(root: root.id, contentTicket: picture.ticket)]
    }

    private mutating func abandonRun() -> [Effect] {
        guard run != nil else {
            return []
        }
        run = nil
        return [.cancelRun]
    }

    /// Gives the pictures to the engine once all of content, style and weights are there; a sequence that was made
    /// with other pictures ends.
    mutating func openIfComplete() -> [Effect] {
        guard let content = content.readyPicture, let style = style.readyPicture else {
            return []
        }
        guard let agent = agent.summary else {
            return agent == .loading ? [] : abandonReopening()
        }
        var effects = abandonRun()
        if history.lastStep > 0 {
            effects += plantContent(content)
        }
        opened = SourceTickets(content: content.ticket, style: style.ticket)
        effects.append(.open(contentTicket: content.ticket, styleTicket: style.ticket))
        guard let reopening else {
            return effects
        }
        if reopening.recipe.weightsSHA256 != agent.sha256 {
            self.reopening?.warnings.append("the weights are others than those it was made with")
        }
        let plan = RecipePlan.options(of: reopening.recipe)
        guard !plan.isEmpty else {
            return effects + sessionReopened(self.reopening ?? reopening)
        }
        return effects + start(from: 0, plan: plan)
    }

    /// Puts back what stood in a place before a choice that came to nothing. The other place may have got a new
    /// picture meanwhile; then the engine gets the pair that is there now.
    private mutating func putBack(_ role: SourceRole, _ previous: SourcePicture?, otherwise: SourceSlot) -> [Effect] {
        self[role] = previous.map { .ready($0) } ?? otherwise
        guard let content = content.readyPicture, let style = style.readyPicture,
            opened != SourceTickets(content: content.ticket, style: style.ticket)
        else {
            return []
        }
        return openIfComplete()
    }

    mutating func sourceFailed(_ role: SourceRole, path: String, message: String, ticket: Int) -> [Effect] {
        guard case .loading(_, ticket, let previous) = self[role] else {
            return []
        }
        if let reopening {
            let expected = role == .content ? reopening.recipe.content : reopening.recipe.style
            let key = role == .content ? "c" : "s"
            notice = .failure(
                "\(reopening.path) was made with the \(role.rawValue) \(expected.path ?? expected.name), which cannot "
                    + "be read from there now: press \(key) to choose it. (\(message))")
            self.reopening = nil
        } else {
            announceFailure(message)
        }
        return putBack(role, previous, otherwise: .failed(path: path, message: message))
    }

    /// Failures that come together, as at the start, are all told.
    mutating func announceFailure(_ message: String) {
        if let told = notice, told.kind == .failure, told.text != message {
            notice = .failure(told.text + "\n" + message)
        } else {
            notice = .failure(message)
        }
    }

    mutating func sourceTooLarge(
        _ role: SourceRole, path: String, width: Int, height: Int, ticket: Int
    ) -> [Effect] {
        guard case .loading(_, ticket, let previous) = self[role] else {
            return []
        }
        let limit = StyleSequence.maximumSide
        let fitting = min(limit * min(width, height) / max(width, height), WorkingSize.standard.shortSide ?? limit)
        let isPossible = fitting >= StyleSequence.minimumSide
        let remedy = isPossible ? "shrink it with “stylize --size \(fitting)”" : "cut a part out of it first"
        let message = "\(path) is \(width)×\(height), over the largest size of \(limit)×\(limit): \(remedy)."
        reopening = nil
        if isPossible {
            notice = nil
            overlays.append(
                .confirmation(
                    .openReduced(role: role, path: path, width: width, height: height, shortSide: fitting)))
        } else {
            announceFailure(message)
        }
        return putBack(role, previous, otherwise: .failed(path: path, message: message))
    }

    /// Opens a picture at another working size; the other picture follows, since a session has one size.
    mutating func open(_ role: SourceRole, path: String, size: WorkingSize) -> [Effect] {
        let changes = size != workingSize
        workingSize = size
        var effects = load(role, path: path, size: size, plain: true)
        let other: SourceRole = role == .content ? .style : .content
        if changes, let picture = self[other].picture {
            effects += load(other, path: picture.path, size: size, plain: true)
        }
        return effects
    }

    /// Opens the picker in a folder that was named instead of a picture.
    mutating func browse(_ role: SourceRole, folder: String, ticket: Int) -> [Effect] {
        guard case .loading(_, ticket, let previous) = self[role] else {
            return []
        }
        let effects = putBack(role, previous, otherwise: .empty)
        pickerFolder = folder
        return effects + openPicker(role)
    }

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
        notice =
            reopened.warnings.isEmpty
            ? .success(
                "The session of \(name) is open at step \(ReadoutText.number(recipe.position ?? Double(recipe.step))).")
            : .warning("The session of \(name) is open, but " + reopened.warnings.joined(separator: "; ") + ".")
        return scrub(to: StepPosition(nearest: recipe.position ?? Double(recipe.step)))
    }

    /// Without weights a recipe's steps cannot be taken; its pictures stay.
    mutating func abandonReopening() -> [Effect] {
        if reopening != nil {
            reopening = nil
            notice = obstacle
        }
        return []
    }

    /// Opens both pictures again at the next working size that changes one; steps taken are asked for first.
    mutating func cycleWorkingSize() -> [Effect] {
        guard !content.isLoading, !style.isLoading else {
            notice = .information("The pictures are still being read.")
            return []
        }
        let pictures = SourceRole.allCases.compactMap { self[$0].picture }
        let following = sequence(first: workingSize.next, next: \.next).prefix(WorkingSize.presets.count)
        let size = following.first { size in
            pictures.allSatisfy { size.isPossible(for: $0) } && pictures.contains { size.changes($0) }
        }
        guard let size = pictures.isEmpty ? workingSize.next : size else {
            notice = .information("No other working size changes the pictures that are open.")
            return []
        }
        guard history.lastStep == 0, run == nil, history.undoStack.isEmpty, history.redoStack.isEmpty else {
            overlays.append(.confirmation(.resize(to: size)))
            return []
        }
        return resize(to: size)
    }

    /// Opens both pictures again at a working size.
    mutating func resize(to size: WorkingSize) -> [Effect] {
        workingSize = size
        notice = .information("Working size: \(size.label).")
        return SourceRole.allCases.flatMap { role in
            self[role].picture.map { load(role, path: $0.path, size: size, plain: true) } ?? []
        }
    }
}
