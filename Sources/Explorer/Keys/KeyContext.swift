/// Where keys go; each context has its own part of the key table.
enum KeyContext: String, CaseIterable, Sendable {
    case explore
    case pan
    case picker
    case runTo
    case export
    case help
    case helpFilter
    case palette
    case confirmation

    /// Heading in the help page.
    var title: String {
        switch self {
        case .explore: "Explorer"
        case .pan: "Moving the view (z)"
        case .picker: "Choosing a picture (c, s)"
        case .runTo: "Run to a step (r)"
        case .export: "Exporting (e, E)"
        case .help: "This page (?)"
        case .helpFilter: "Filtering this page (/)"
        case .palette: "Command palette (:)"
        case .confirmation: "Questions"
        }
    }

    /// Whether characters that are bound to nothing are typed into a field.
    var takesText: Bool {
        switch self {
        case .picker, .runTo, .export, .helpFilter, .palette: true
        case .explore, .pan, .help, .confirmation: false
        }
    }
}
