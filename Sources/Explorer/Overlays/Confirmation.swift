/// A question that is answered with yes (Enter, y) or no (Esc, n).
enum Confirmation: Equatable, Sendable {
    case quitWhileBusy
    /// The picture is over the largest size that the engine takes; yes opens it with a short side that fits.
    case openReduced(role: SourceRole, path: String, width: Int, height: Int, shortSide: Int)
    /// Another picture in one of the two places, which loses the steps taken.
    case replace(role: SourceRole, path: String, plain: Bool)
    /// Both pictures open again at another working size, which loses the steps taken.
    case resize(to: WorkingSize)
}
