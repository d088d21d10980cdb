import Engine
import Files
import Screens

/// The weights and the two pictures of a session, and a session that is being put together again. Knows no steps.
struct PairState: Equatable, Sendable {
    /// What the pair leads to: work for the surroundings, and what concerns the other parts of the explorer.
    enum Outcome: Equatable, Sendable {
        case effect(Effect)
        /// News; nil takes back what was told.
        case notice(Notice?)
        /// News that stands beside failures told already.
        case failure(String)
        /// A session is being put together again from this recipe.
        case reopening(Recipe)
        /// Another picture is the content; what was made of the former one is gone.
        case contentChanged(SourcePicture)
        /// The engine is about to get these pictures; what was made with other ones is gone.
        case pairChanged(content: SourcePicture)
        /// The steps of a session that is put together again can be taken.
        case canTakeSteps(Reopening)
        case ask(Confirmation)
        /// A folder was named instead of a picture.
        case browse(SourceRole, folder: String)
    }

    var agent: AgentStatus = .loading
    var content: SourceSlot = .empty
    var style: SourceSlot = .empty
    /// The pair of pictures that the engine was given last.
    var opened: SourceTickets?
    var workingSize: WorkingSize = .standard
    /// The one before a session with one of its own was opened again.
    var formerSize: WorkingSize?
    var reopening: Reopening?
    /// The picture whose session was opened again, until other pictures are chosen.
    var origin: String?
    /// What was done to the colours of that picture. Frames are shown without it here; a session that is kept tells of it.
    var colours = ColourOptions()
    /// Where the program was started: absolute.
    let workingFolder: String
    private var lastTicket = 0

    init(workingFolder: String) { self.workingFolder = workingFolder }

    subscript(role: SourceRole) -> SourceSlot {
        get { role == .content ? content : style }
        set {
            switch role {
            case .content: content = newValue
            case .style: style = newValue
            }
        }
    }

    /// Changes the pair by what the workers report.
    mutating func reduce(_ event: PairEvent) -> [Outcome] {
        switch event {
        case .agentReady(let summary):
            agent = .ready(summary)
            return (summary.lossNetworkProblem.map { [.failure($0)] } ?? []) + openIfComplete()
        case .agentMissing:
            agent = .missing
            return abandonReopening()
        case .agentFailed(let path, let message):
            agent = .failed(path: path, message: message)
            return [.failure(message)] + abandonReopening()
        case .loaded(let role, let picture):
            return loaded(role, picture)
        case .failed(let role, let path, let message, let ticket):
            return failed(role, path: path, message: message, ticket: ticket)
        case .tooLarge(let role, let path, let width, let height, let ticket):
            return tooLarge(role, path: path, width: width, height: height, ticket: ticket)
        case .folderFound(let role, let path, let ticket):
            return folderFound(role, path, ticket: ticket)
        case .recipeFound(let recipe, let notes, let path, let ticket):
            return reopen(recipe, notes, from: path, ticket: ticket)
        }
    }

    /// A number that no request for a picture had before.
    mutating func nextTicket() -> Int {
        lastTicket += 1
        return lastTicket
    }

    /// Why no step can be taken now; nil when one can.
    var obstacle: Notice? {
        switch agent {
        case .missing: return .warning(WeightsAdvice.missing)
        case .failed(_, let message): return .failure(message)
        case .loading, .ready: break
        }
        if content.readyPicture == nil {
            return content.isLoading
                ? .information("The content is still being read.")
                : .warning("There is no content yet: press c to choose a picture.")
        }
        if style.readyPicture == nil {
            return style.isLoading
                ? .information("The style is still being read.")
                : .warning("There is no style yet: press s to choose a picture.")
        }
        return agent.summary == nil ? .information("The weights are still being read.") : nil
    }
}

/// What the workers report of the weights and the pictures.
enum PairEvent: Sendable {
    case agentReady(AgentSummary)
    case agentMissing
    case agentFailed(path: String, message: String)

    case loaded(SourceRole, SourcePicture)
    case failed(SourceRole, path: String, message: String, ticket: Int)
    /// The picture is over the engine's largest size even at the size it was asked for.
    case tooLarge(SourceRole, path: String, width: Int, height: Int, ticket: Int)
    /// A folder was named instead of a picture.
    case folderFound(SourceRole, path: String, ticket: Int)
    /// The file that was to become the content carries a recipe.
    case recipeFound(Recipe, SessionNotes?, path: String, ticket: Int)
}
