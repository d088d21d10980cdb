/// What a chart shows from bottom to top.
enum HeightFit: CaseIterable, Sendable {
    /// Every value, save a few that lie so far off that they would flatten all others.
    case typical
    /// Every value.
    case all
    /// The smoothed values.
    case smoothed

    var next: HeightFit {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// A sentence for the message line.
    var sentence: String {
        switch self {
        case .typical: "Heights fit all values but far outliers."
        case .all: "Heights fit all values."
        case .smoothed: "Heights fit the smoothed values."
        }
    }
}
