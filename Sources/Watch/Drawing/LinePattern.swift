import Screens

/// How a line is interrupted, so that lines can be told apart without colour.
enum LinePattern: Int, CaseIterable, Sendable {
    case solid
    case dashed
    case dotted
    case dashDotted

    /// The pattern of the line of this number in a chart.
    init(line: Int) {
        self = Self.allCases[line % Self.allCases.count]
    }

    /// Whether the pattern has ink at a dot column.
    @inline(__always)
    func hasInk(at column: Int) -> Bool {
        switch self {
        case .solid: true
        case .dashed: column % 8 < 5
        case .dotted: column % 4 < 2
        case .dashDotted: column % 10 < 5 || column % 10 == 7
        }
    }

    /// The pattern in three cells of a legend.
    var sample: String {
        switch self {
        case .solid: "━━━"
        case .dashed: "╺━╸"
        case .dotted: "┅┅┅"
        case .dashDotted: "━╸╺"
        }
    }

    /// Lengths of ink and gap in pixels for SVG; empty for none.
    var dashes: [Int] {
        switch self {
        case .solid: []
        case .dashed: [8, 4]
        case .dotted: [2, 3]
        case .dashDotted: [8, 3, 2, 3]
        }
    }
}
