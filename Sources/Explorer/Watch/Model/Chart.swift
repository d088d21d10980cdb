/// One chart of the dashboard: some tags drawn over each other, for every run shown.
struct Chart: Equatable, Hashable, Sendable, Identifiable {
    /// The heading it stands under.
    let group: String
    let title: String
    let tags: [String]

    var id: String { group + "\n" + tags.joined(separator: "\n") }
}
