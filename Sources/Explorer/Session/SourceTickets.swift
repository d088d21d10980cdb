/// A pair of pictures, by the tickets they were read under.
struct SourceTickets: Equatable, Sendable {
    let content: Int
    let style: Int
}
