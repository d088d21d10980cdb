import Engine
import Files
import Screens
import Terminal

/// Everything that happens to the explorer: what a person does and what the workers report.
enum ExplorerEvent: Sendable {
    /// A key, the mouse, a paste or a new terminal size.
    case input(InputEvent)
    /// The terminal's abilities are known.
    case surface(Surface)

    case agentReady(AgentSummary)
    case agentMissing
    case agentFailed(path: String, message: String)

    case pictureLoaded(SourceRole, SourcePicture)
    case pictureFailed(SourceRole, path: String, message: String, ticket: Int)
    /// The picture is over the engine's largest size even at the size it was asked for.
    case pictureTooLarge(SourceRole, path: String, width: Int, height: Int, ticket: Int)
    /// A folder was named instead of a picture.
    case folderFound(SourceRole, path: String, ticket: Int)
    /// The file that was to become the content carries a recipe.
    case recipeFound(Recipe, path: String, ticket: Int)

    /// A step is there.
    case stepped(FrameNode, token: Int)
    /// All that is known of a step, a moment after its frame.
    case assessed(FrameID, StepReport)
    /// The engine could not open the pictures or take the step.
    case engineFailed(message: String, token: Int?)
    case blended(BlendKey, Bitmap)
    /// The frames of the blend are gone.
    case blendFailed(BlendKey)

    case composed(Comparison.Request, Bitmap)

    case listed(PickerPlace, folder: String, FolderListing)
    case previewed(PreviewStatus)

    case exportProposed(name: String, folder: String, ticket: Int)
    case exported(ExportOutcome, ticket: Int)
}

/// Work that a reduction asks for, as plain data. The application carries it out away from the UI thread and reports
/// back with an `ExplorerEvent`.
enum Effect: Equatable, Sendable {
    /// Loads the weights at `path`, or the ones that the program finds by itself.
    case loadAgent(path: String?)
    case load(LoadRequest)
    /// Forgets the pixels of a source.
    case releaseSource(ticket: Int)
    /// Registers the content's pixels as the frame `root`.
    case plant(root: FrameID, contentTicket: Int)
    /// Gives content and style to the engine.
    case open(contentTicket: Int, styleTicket: Int)
    /// Takes one step from `parent`; the frame gets the identity `child`.
    case step(parent: FrameID, child: FrameID, options: StepOptions, token: Int)
    case cancelRun
    case blend(BlendKey)
    case release([FrameID])
    case compose(Comparison.Request)

    case list(PickerPlace, folder: String)
    case preview(path: String)
    case rememberRecent(path: String)

    /// Finds a name (for `.all`: a folder) that does not exist yet.
    case proposeExport(ExportForm.Scope, name: String, folder: String, ticket: Int)
    case export(ExportRequest)

    case nextScreen
    case screen(ScreenRoute)
    case quit
}
