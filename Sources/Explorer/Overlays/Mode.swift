/// What the keys go to: the session itself or what is open above it.
enum Mode: Equatable, Sendable {
    case explore
    /// Arrows move the zoomed frame.
    case pan
    case picker(PickerState)
    /// The step to run to.
    case runTo(TextField)
    case export(ExportForm)
    case help(HelpState)
    case palette(PaletteState)
    case confirmation(Confirmation)

    /// The part of the key table that applies.
    var context: KeyContext {
        switch self {
        case .explore: .explore
        case .pan: .pan
        case .picker: .picker
        case .runTo: .runTo
        case .export: .export
        case .help(let help): help.isFiltering ? .helpFilter : .help
        case .palette: .palette
        case .confirmation: .confirmation
        }
    }
}
