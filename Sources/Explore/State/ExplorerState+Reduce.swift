import Engine
import Screens
import Terminal

extension ExplorerState {
    /// Changes the state by what happened and says what is to be done about it.
    mutating func reduce(_ event: ExplorerEvent) -> [Effect] {
        take(event) + refreshComparison()
    }

    private mutating func take(_ event: ExplorerEvent) -> [Effect] {
        switch event {
        case .input(let input):
            return handle(input)
        case .surface(let surface):
            self.surface = surface
            return []

        case .agentReady(let summary):
            agent = .ready(summary)
            if let problem = summary.lossNetworkProblem {
                announceFailure(problem)
            }
            return openIfComplete()
        case .agentMissing:
            agent = .missing
            return abandonReopening()
        case .agentFailed(let path, let message):
            agent = .failed(path: path, message: message)
            announceFailure(message)
            return abandonReopening()

        case .pictureLoaded(let role, let picture):
            return sourceLoaded(role, picture)
        case .pictureFailed(let role, let path, let message, let ticket):
            return sourceFailed(role, path: path, message: message, ticket: ticket)
        case .pictureTooLarge(let role, let path, let width, let height, let ticket):
            return sourceTooLarge(role, path: path, width: width, height: height, ticket: ticket)
        case .folderFound(let role, let path, let ticket):
            return browse(role, folder: path, ticket: ticket)
        case .recipeFound(let recipe, let path, let ticket):
            return reopen(recipe, from: path, ticket: ticket)

        case .stepped(let frame, let token):
            return stepped(frame, token: token)
        case .assessed(let id, let report):
            history.report(report, of: id)
            return []
        case .engineFailed(let message, let token):
            return engineFailed(message, token: token)
        case .blended(let key, let bitmap):
            if blends.pending.contains(key) {
                blends.store(bitmap, for: key)
            }
            return []
        case .blendFailed(let key):
            blends.fail(key)
            return []

        case .composed(let request, let bitmap):
            if comparison.wanted == request {
                comparison.bitmap = bitmap
            }
            return []

        case .listed(let place, let folder, let listing):
            return listed(place, folder: folder, listing)
        case .previewed(let status):
            return previewed(status)

        case .exportProposed(let name, let folder, let ticket):
            return exportProposed(name: name, folder: folder, ticket: ticket)
        case .exported(let outcome, let ticket):
            return exported(outcome, ticket: ticket)
        }
    }

    private mutating func handle(_ input: InputEvent) -> [Effect] {
        switch input {
        case .key(let key):
            return handle(key)
        case .mouse(let event):
            return handle(event)
        case .paste(let text):
            return type(text)
        case .resize(let size):
            self.size = size
            drag = nil
            return []
        case .resumed, .wake:
            return []
        }
    }

    /// Looks the key up in the table of what has the keys now; anything else is typed where there is a field.
    private mutating func handle(_ key: Key) -> [Effect] {
        if let command = ExplorerKeys.table.command(for: key, in: mode.context) {
            return perform(command)
        }
        if mode.context.takesText, let character = key.typedCharacter {
            return type(String(character))
        }
        return []
    }
}
