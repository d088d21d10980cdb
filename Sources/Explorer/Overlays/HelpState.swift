/// The help page: a filter over the key table and the first line shown.
struct HelpState: Equatable, Sendable {
    var filter = TextField()
    /// Whether typed characters go to the filter.
    var isFiltering = false
    var firstLine = 0
}
