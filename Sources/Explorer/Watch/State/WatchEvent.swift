import Engine
import Files
import Terminal

/// What happens to the dashboard.
enum WatchEvent: Sendable {
    case input(InputEvent)
    /// The terminal told what it can do.
    case surface(WatchSurface)
    /// The runs as they are now; `isLoading` while old data is still being read.
    case runs([WatchedRun], isLoading: Bool)
    /// Event files cannot be read.
    case unreadable([FileError])
    /// A picture was decoded, or could not be.
    case image(LoggedImage, Bitmap?, problem: String?)
    case exported(path: String)
    case exportFailed(String)
    case controlled(RunControl, name: String)
    case controlFailed(String)
    case trainingProposed(TrainingForm)
    /// A field of the form cannot be used.
    case trainingRefused(TrainingForm.Refusal)
    /// A trainer works in a folder, resolved.
    case trainingStarted(folder: String, process: Int32)
    case trainingEnded(TrainerOutcome)
}
