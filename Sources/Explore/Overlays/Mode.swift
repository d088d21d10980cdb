import Screens

/// What the keys go to: the session itself or what is open above it.
enum Mode: Equatable, Sendable {
    case explore
    /// Arrows move the zoomed frame.
    case pan
    /// Arrows move the loupe.
    case loupe
    /// The tree of branches.
    case branches(BranchesState)
    /// Learning on the pair.
    case practice(PracticeState)
    case picker(PickerState)
    /// The step to run to.
    case runTo(TextField)
    case export(ExportForm)
    case help(HelpState)
    case palette(PaletteState)
    case confirmation(Confirmation)

    /// The part of the key table that applies.
    var context: ExplorerKeyContext {
        switch self {
        case .explore: .explore
        case .pan: .pan
        case .loupe: .loupe
        case .branches: .branches
        case .practice: .practice
        case .picker(let picker): picker.isGrid ? .pickerGrid : .picker
        case .runTo: .runTo
        case .export: .export
        case .help(let help): help.isFiltering ? .helpFilter : .help
        case .palette: .palette
        case .confirmation: .confirmation
        }
    }
}

/// A question that is answered with yes (Enter, y) or no (Esc, n).
enum Confirmation: Equatable, Sendable {
    case quitWhileBusy
    /// The picture is over the largest size that the engine takes; yes opens it with a short side that fits.
    case openReduced(role: SourceRole, path: String, width: Int, height: Int, shortSide: Int)
    /// Another picture in one of the two places, which loses the steps taken.
    case replace(role: SourceRole, path: String, plain: Bool)
    /// Both pictures open again at another working size, which loses the steps taken.
    case resize(to: WorkingSize)
    /// What the agent learned in the practice is lost.
    case leavePractice
    case quitPractice
    /// The session goes on with the agent of this take from the content on; its steps are kept as a session.
    case keepPractice(update: Int)
}
