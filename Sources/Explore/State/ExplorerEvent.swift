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

    case pair(PairEvent)
    case sequence(SequenceEvent)
    case picker(PickerEvent)
    case export(ExportEvent)
    case practice(PracticeEvent)
    /// The time that a `.tick` asked for is over.
    case ticked(token: Int)
    /// The picture of the split is there.
    case composed(Comparison.Request, Bitmap)
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
    /// Small pictures of files, in this order; those asked for before are not wanted any more.
    case thumbnails(paths: [String])
    case rememberRecent(path: String)
    /// Keeps the session as it is now.
    case keepSession(SessionRecord)

    /// Finds a name (for `.all`: a folder) that does not exist yet.
    case proposeExport(ExportForm.Scope, name: String, folder: String, ticket: Int)
    case export(ExportRequest)
    /// Makes the look at the pictures' own size, apart from the session.
    case render(RenderRequest)
    case cancelRender
    /// Begins a practice; one that went on ends.
    case practise(PracticeRequest)
    case steerPractice(PracticeSteering)
    /// Writes the agent of a take.
    case keepPractice(update: Int, name: String, ticket: Int)
    /// Puts text into the clipboard.
    case copy(String)
    /// Opens a file or folder in the system's viewer.
    case view(path: String)
    /// Sends `.ticked` after this time.
    case tick(token: Int, milliseconds: Int)

    case nextScreen
    case screen(ScreenRoute)
    case quit
}
