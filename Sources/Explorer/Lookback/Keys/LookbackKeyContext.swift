/// Where the screen's keys go.
enum LookbackKeyContext: String, CaseIterable, Sendable {
    case picture
    case help

    /// Heading in the help page.
    var title: String {
        switch self {
        case .picture: "Looking back at a training"
        case .help: "This page (?)"
        }
    }
}
