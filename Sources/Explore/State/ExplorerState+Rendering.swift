import Engine
import Files
import Screens

/// The look that is shown, made at full size behind the session.
extension ExplorerState {
    mutating func renderFull() -> [Effect] {
        if let obstacle = pair.obstacle {
            notice = obstacle
            return []
        }
        guard let content = pair.content.readyPicture, let style = pair.style.readyPicture else { return [] }
        let place = sequence.position
        guard place != .zero else {
            notice = .information("Step 0 is the content itself: go to the look that is wanted at full size.")
            return []
        }
        guard content.isReduced || style.isReduced else {
            notice = .information("The pictures are worked on at their full size already: e exports this frame.")
            return []
        }
        guard rendering == nil else {
            notice = .information("A look is being made at full size; x stops it.")
            return []
        }
        guard var recipe = exportedRecipe(at: place) else { return [] }
        recipe.size = nil
        let last = place.isWhole ? place.lowerStep : place.lowerStep + 1
        let steps = (0...last).compactMap { sequence.history.frame(at: $0)?.options }
            .map { StepOptions(alpha: $0.alpha, action: $0.action) }
        let names = [content.name, style.name].map(PathText.stem).joined(separator: "-")
        let progress = RenderProgress(
            ticket: nextExportTicket(), width: content.originalWidth, height: content.originalHeight,
            total: steps.count)
        rendering = progress
        return [
            .render(
                RenderRequest(
                    content: content.path, style: style.path, steps: steps,
                    share: place.isWhole ? 1 : Double(place.fractionTenths) / 10, recipe: recipe,
                    name: "\(names)-\(ExportName.step(place))-full", folder: exportFolder, ticket: progress.ticket))
        ]
    }

    mutating func cancelRendering() -> [Effect] {
        guard rendering != nil else { return [] }
        rendering = nil
        notice = .information("Stopped: nothing was written.")
        return [.cancelRender]
    }

    mutating func reduceRendering(_ event: ExportEvent) {
        switch event {
        case .rendered(let steps, let ticket) where rendering?.ticket == ticket: rendering?.done = steps
        case .renderEnded(let outcome, let ticket) where rendering?.ticket == ticket:
            rendering = nil
            switch outcome {
            case .written(let paths): written(paths)
            case .exists(let names): notice = .failure("\(names.joined(separator: ", ")) exists already.")
            case .failed(let message): notice = .failure(message)
            }
        case .notViewed(let reason): notice = .warning(reason)
        default: break
        }
    }

    // MARK: What was written last

    mutating func copyPath() -> [Effect] {
        guard let lastExport else { return nothingWritten() }
        notice = .information("To the clipboard, if the terminal lets programs write it: \(lastExport)")
        return [.copy(lastExport)]
    }

    mutating func openViewer() -> [Effect] {
        guard let lastExport else { return nothingWritten() }
        notice = .information("Opening \(lastExport)")
        return [.view(path: lastExport)]
    }

    private mutating func nothingWritten() -> [Effect] {
        notice = .information("Nothing has been written yet: e exports this frame.")
        return []
    }
}

/// The sequence as a film, in place.
extension ExplorerState {
    /// Time that a step is shown, ms.
    private static let stepTime = 350
    /// And the last one, before it begins again.
    private static let endTime = 1400

    mutating func togglePlayback() -> [Effect] {
        if playback != nil {
            playback = nil
            return []
        }
        guard sequence.history.lastStep > 0 else {
            notice = .information("There are no steps to play yet: take some with Space or r.")
            return []
        }
        let token = nextExportTicket()
        playback = token
        return ticked(token)
    }

    /// Shows the next step, and after the last the content again.
    mutating func ticked(_ token: Int) -> [Effect] {
        guard playback == token else { return [] }
        let last = sequence.history.lastStep
        let next = sequence.position.lowerStep < last ? sequence.position.lowerStep + 1 : 0
        let time = next == last ? Self.endTime : Self.stepTime
        return take(sequence.scrub(to: StepPosition(step: next))) + [.tick(token: token, milliseconds: time)]
    }
}
