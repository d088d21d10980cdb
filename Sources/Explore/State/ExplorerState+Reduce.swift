import Engine
import Files
import Screens
import Terminal

extension ExplorerState {
    /// Changes the state by what happened and says what is to be done about it.
    mutating func reduce(_ event: ExplorerEvent) -> [Effect] {
        let path = sequence.history.path
        let wasRunning = sequence.run != nil
        let tree = openTree
        var effects = take(event)
        followBranches(from: tree)
        if sequence.history.path != path { sequence.palette.follow(sequence.history.frames) }
        let hasEnded = sequence.run == nil && (wasRunning || sequence.history.path.count < path.count)
        // And now and then on the way.
        let isDue = sequence.history.path.count > path.count && sequence.history.lastStep % 5 == 0
        if hasEnded || isDue, let record = keptNow {
            effects.append(.keepSession(record))
        }
        return effects
            + requestThumbnails() + view.compare(comparedBitmap, shownBitmap, in: pictureArea, on: surface)
    }

    /// The first effects of a session; absolute paths.
    mutating func start(content: String?, style: String?, weights: String?) -> [Effect] {
        take(pair.start(content: content, style: style, weights: weights))
    }

    private mutating func take(_ event: ExplorerEvent) -> [Effect] {
        switch event {
        case .input(let input): return take(input)
        case .surface(let surface): self.surface = surface
        case .pair(let event): return take(pair.reduce(event))
        case .sequence(let event): return take(sequence.reduce(event))
        case .picker(let event): return reduce(event)
        case .export(let event): reduce(event)
        case .practice(let event): return reduce(event)
        case .ticked(let token): return ticked(token)
        case .composed(let request, let bitmap): view.composed(request, bitmap)
        }
        return []
    }

    private mutating func take(_ input: InputEvent) -> [Effect] {
        switch input {
        case .key(let key): return take(key)
        case .mouse(let event): return take(event)
        case .paste(let text): return paste(text)
        case .resize(let size):
            self.size = size
            view.drag = nil
        case .resumed, .wake: break
        }
        return []
    }

    /// Looks the key up in the table of what has the keys now; anything else is typed where there is a field.
    private mutating func take(_ key: Key) -> [Effect] {
        if let command = keys.command(for: key, in: mode.context) { return perform(command) }
        if mode.context.takesText, let character = key.typedCharacter { return type(String(character)) }
        return []
    }

    // MARK: What one part leads to in the others

    /// What the pair leads to.
    mutating func take(_ outcomes: [PairState.Outcome]) -> [Effect] {
        outcomes.flatMap { outcome -> [Effect] in
            switch outcome {
            case .effect(let effect): return [effect]
            case .notice(let news): notice = news
            case .failure(let message): announceFailure(message)
            case .reopening(let recipe):
                sequence.alphaPercent = min(max(Int((recipe.alpha * 100).rounded()), 0), 100)
                sequence.isSampling = recipe.action == "sample"
            case .contentChanged(let picture):
                view.viewport = .whole
                return take(sequence.plant(picture))
            case .pairChanged(let content):
                if sequence.history.hasSteps { view.viewport = .whole }
                return take(sequence.restart(content))
            case .canTakeSteps(let reopening): return takeSteps(of: reopening)
            case .ask(let question): overlays.append(.confirmation(question))
            case .browse(let role, let folder):
                pickerFolders[role] = folder
                pickerPlaces[role] = .folder
                return openPicker(role)
            }
            return []
        }
    }

    /// What stepping leads to.
    mutating func take(_ outcomes: [SequenceState.Outcome]) -> [Effect] {
        outcomes.flatMap { outcome -> [Effect] in
            switch outcome {
            case .effect(let effect): return [effect]
            case .notice(let news): notice = news
            case .stopped: abandonReopenedSteps()
            case .failed(let message):
                abandonReopenedSteps()
                notice = .failure(message)
            case .ended(let steps): return runEnded(steps: steps)
            }
            return []
        }
    }

    private mutating func runEnded(steps: Int) -> [Effect] {
        if let reopened = pair.reopening { return sessionReopened(reopened) }
        if steps > 1 {
            let seconds = sequence.history.frames.suffix(steps).compactMap { $0.report?.seconds }.reduce(0, +)
            notice = .success("\(steps) steps in \(ReadoutText.seconds(seconds)).")
        }
        return []
    }

    /// Takes the steps of a recipe, as many as memory has room for.
    private mutating func takeSteps(of reopening: Reopening) -> [Effect] {
        let (count, room) = (RecipePlan.stepCount(of: reopening.recipe), sequence.stepLimit)
        let plan = RecipePlan.options(of: reopening.recipe, atMost: room)
        if count > room {
            pair.reopening?.warnings.append("memory has room for \(room) of its \(count) steps")
        }
        guard !plan.isEmpty else { return sessionReopened(pair.reopening ?? reopening) }
        return take(sequence.start(from: 0, plan: plan))
    }

    /// What is left of a session that was being put together again can be made later.
    private mutating func abandonReopenedSteps() {
        guard let reopened = pair.reopening else { return }
        pair.reopening = nil
        if let notes = reopened.notes { resume(notes) }
        sequence.plannedBranches.append(RecipePlan.options(of: reopened.recipe, atMost: SequenceState.mostSteps))
    }

    private mutating func sessionReopened(_ reopened: Reopening) -> [Effect] {
        pair.reopening = nil
        let recipe = reopened.recipe
        let name = PathText.lastComponent(reopened.path)
        let effects = take(
            sequence.scrub(to: StepPosition(nearest: recipe.position ?? Double(recipe.step))))
        if let notes = reopened.notes { resume(notes) }
        notice =
            reopened.warnings.isEmpty
            ? .success("The session of \(name) is open at step \(sequence.position.label).")
            : .warning("The session of \(name) is open, but " + reopened.warnings.joined(separator: "; ") + ".")
        return effects
    }

    /// Failures that come together, as at the start, are all told.
    private mutating func announceFailure(_ message: String) {
        if let told = notice, told.kind == .failure, told.text != message {
            notice = .failure(told.text + "\n" + message)
        } else {
            notice = .failure(message)
        }
    }
}
