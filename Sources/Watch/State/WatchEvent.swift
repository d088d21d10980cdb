import Engine
import Files
import Screens
import Terminal

/// What happens to the dashboard.
enum WatchEvent: Sendable {
    case input(InputEvent)
    /// The terminal told what it can do.
    case surface(Surface)
    /// The runs as they are now; `isLoading` while old data is still being read.
    case runs([WatchedRun], isLoading: Bool)
    /// Event files cannot be read.
    case unreadable([FileError])
    /// A picture was decoded, or could not be.
    case image(LoggedImage, Bitmap?, problem: String?)
    /// A chart's plot was drawn.
    case plotted(Chart.ID, PlotImage)
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

/// What the dashboard asks its surroundings to do.
enum WatchEffect: Sendable {
    case loadImage(LoggedImage)
    case plot(PlotOrder)
    case export(ChartContent, ChartExportFormat, name: String, tone: Surface)
    case control(RunControl, folder: String, name: String)
    /// Fills the form for a new run, as the one in a folder where there is one.
    case proposeTraining(after: String?)
    case startTraining(TrainingForm)
    /// Show a run's checkpoint nearest to an update; the newest where that is nil.
    case lookBack(folder: String, update: Int?)
    case nextScreen
    case screen(ScreenRoute)
    case quit
}
