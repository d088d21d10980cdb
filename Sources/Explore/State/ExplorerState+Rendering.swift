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
            notice = .information(
                sequence.run == nil
                    ? "Step 0 is the content itself: go to the look that is wanted at full size."
                    : "The step is still being made; ask for full size when it is there.")
            return []
        }
        guard content.isReduced || style.isReduced else {
            notice = .information(
                "The pictures are worked on at their full size already: \(keys.label(of: .exportFrame, in: .explore)) exports this frame."
            )
            return []
        }
        guard rendering == nil else {
            notice = .information(
                "A look is being made at full size; \(keys.label(of: .cancelRun, in: .explore)) stops it.")
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
        notice = .information("Stopped.")
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
}
