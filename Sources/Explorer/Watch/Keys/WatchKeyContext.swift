/// Where the dashboard's keys go; each context has its own part of the key table.
enum WatchKeyContext: String, CaseIterable, Sendable {
    case charts
    case runs
    case filter
    case export
    case help
    case question
    case training

    /// Heading in the help page.
    var title: String {
        switch self {
        case .charts: "Charts"
        case .runs: "Runs (r)"
        case .filter: "Filter (/)"
        case .export: "Export (e)"
        case .help: "This page (?)"
        case .question: "Questions"
        case .training: "Starting a run (N, R)"
        }
    }
}
