import Files

/// What runs from left to right.
enum HorizontalAxis: String, CaseIterable, Sendable {
    /// Training steps.
    case step
    /// Seconds since the run's first event.
    case relative
    /// Seconds since 1970.
    case wall

    var title: String {
        switch self {
        case .step: "step"
        case .relative: "time since the start"
        case .wall: "time of day"
        }
    }

    var next: HorizontalAxis {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
