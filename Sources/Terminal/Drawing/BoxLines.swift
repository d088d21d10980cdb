/// The characters of a box's border.
public enum BoxLines: Sendable, Hashable {
    /// Right-angled corners: ┌─┐.
    case plain
    /// Rounded corners: ╭─╮.
    case rounded
    /// Heavy lines: ┏━┓.
    case heavy

    /// Upper left, upper right, lower left, lower right, horizontal, vertical.
    var characters: (String, String, String, String, String, String) {
        switch self {
        case .plain: ("┌", "┐", "└", "┘", "─", "│")
        case .rounded: ("╭", "╮", "╰", "╯", "─", "│")
        case .heavy: ("┏", "┓", "┗", "┛", "━", "┃")
        }
    }
}
