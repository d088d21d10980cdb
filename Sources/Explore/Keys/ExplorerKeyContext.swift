import Screens

/// Where keys go; each context has its own part of the key table.
enum ExplorerKeyContext: String, KeyContext {
    case explore
    case pan
    case loupe
    case branches
    case practice
    case picker
    case pickerGrid
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
        case .loupe: "Moving the loupe (L)"
        case .branches: "Branches (B)"
        case .practice: "Practice (P)"
        case .picker: "Choosing a picture (c, s)"
        case .pickerGrid: "Choosing among small pictures (Ctrl-T)"
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
        case .picker, .pickerGrid, .runTo, .export, .helpFilter, .palette: true
        case .explore, .pan, .loupe, .branches, .practice, .help, .confirmation: false
        }
    }
}
