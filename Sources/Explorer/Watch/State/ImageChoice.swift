/// Which picture of a series is shown.
enum ImageChoice: Equatable, Sendable {
    /// The newest, also when newer ones come.
    case newest
    /// The one of this place in the series.
    case index(Int)
}
