/// A question that is answered with yes (Enter, y) or no (Esc, n).
enum Confirmation: Equatable, Sendable {
    case quitWhileBusy
    /// The picture is over the largest size that the engine takes; yes opens it reduced.
    case openReduced(role: SourceRole, path: String, width: Int, height: Int)
}
