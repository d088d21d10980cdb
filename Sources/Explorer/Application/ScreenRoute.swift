/// The screens that Tab goes through, in their order.
enum ScreenRoute: String, CaseIterable, Sendable {
    case explore
    case watch
    case lookback

    /// Its name in the header.
    var title: String {
        switch self {
        case .explore: "Explore"
        case .watch: "Watch"
        case .lookback: "Look back"
        }
    }

    /// The one after it; after the last, the first.
    var next: ScreenRoute {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
