/// What keys go to.
enum WatchMode: Equatable, Sendable {
    /// The charts.
    case charts
    /// The list of runs.
    case runs
    /// The field for the filter; holds what it was before.
    case filter(former: String)
    /// The choice of a format for the chart in focus.
    case export
    /// The help page, scrolled by so many lines.
    case help(firstLine: Int)
    /// The question whether to stop a run.
    case stopping(folder: String, name: String)
    /// The form that starts a training run.
    case training(TrainingForm)
}
