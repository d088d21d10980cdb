/// What is known of the place that the picker shows.
enum FolderListing: Equatable, Sendable {
    case loading
    case entries([FolderEntry])
    case failed(String)

    var entries: [FolderEntry] {
        if case .entries(let entries) = self { entries } else { [] }
    }
}
