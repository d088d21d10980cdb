import Engine
import Files

/// What the dashboard asks its surroundings to do.
enum WatchEffect: Sendable {
    case loadImage(LoggedImage)
    case export(ChartContent, ChartExportFormat, name: String, tone: WatchSurface)
    case control(RunControl, folder: String, name: String)
    /// Fills the form for a new run, as the one in a folder where there is one.
    case proposeTraining(after: String?)
    case startTraining(TrainingForm)
    /// Show a run's weights of the moment nearest to an update; of the newest where that is nil.
    case lookBack(folder: String, update: Int?)
    case nextScreen
    case screen(ScreenRoute)
    case quit
}
