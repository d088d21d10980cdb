import Engine
import Files

/// What the dashboard asks its surroundings to do.
enum WatchEffect: Sendable {
    case loadImage(LoggedImage)
    case export(ChartContent, ChartExportFormat, name: String, tone: WatchSurface)
    case control(RunControl, folder: String, name: String)
    case nextScreen
    case quit
}
