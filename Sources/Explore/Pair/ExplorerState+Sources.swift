import Engine
import Files
import Screens

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

    mutating func load(
        _ role: SourceRole, candidates: [String], shortSide: Int?, followsRecipe: Bool
    ) -> [Effect] {
        let request = LoadRequest(
            role: role, candidates: candidates, shortSide: shortSide, followsRecipe: followsRecipe,
            ticket: nextNumber())
        self[role] = .loading(path: request.path, ticket: request.ticket, previous: self[role].picture)
        return [.load(request)]
    }

    func awaits(_ role: SourceRole, ticket: Int) -> Bool {
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
        let renewal = reopening == nil ? renewal() : []
        guard renewal.isEmpty else {
            return renewal
        }
        var effects = abandonRun()
        if history.hasSteps {
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
        return effects + takeSteps(of: reopening)
    }

    /// Reads again what was opened at another size than the session has now, as after a reopened one: a recipe has one
    /// size for both pictures.
    private mutating func renewal() -> [Effect] {
        SourceRole.allCases.flatMap { role -> [Effect] in
            guard let picture = self[role].readyPicture, workingSize.changes(picture),
                workingSize.isPossible(for: picture)
            else {
                return []
            }
            return load(role, path: picture.path, size: workingSize, plain: true)
        }
    }

    /// Puts back what stood in a place before a choice that came to nothing. The other place may have got a new
    /// picture meanwhile; then the engine gets the pair that is there now.
    private mutating func putBack(
        _ role: SourceRole, _ previous: SourcePicture?, insteadOf path: String, otherwise: SourceSlot
    ) -> [Effect] {
        // The same file at another size, and now it cannot be read: nothing is left to go on with.
        if let previous, previous.path == path, workingSize.changes(previous) {
            self[role] = otherwise
            return [.releaseSource(ticket: previous.ticket)]
        }
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
        if !endReopening(without: role, because: message) {
            announceFailure(message)
        }
        return putBack(role, previous, insteadOf: path, otherwise: .failed(path: path, message: message))
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
        return putBack(role, previous, insteadOf: path, otherwise: .failed(path: path, message: message))
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
        let isRecipes = endReopening(without: role, because: "\(folder) is a folder.")
        let effects = putBack(role, previous, insteadOf: folder, otherwise: .empty)
        guard !isRecipes else {
            return effects
        }
        pickerFolder = folder
        pickerPlace = .folder
        return effects + openPicker(role)
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
        guard !hasStepsToLose else {
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
