/// What stands in the place of the content or the style.
enum SourceSlot: Equatable, Sendable {
    case empty
    /// Being read; the picture that was there before stays visible.
    case loading(path: String, ticket: Int, previous: SourcePicture?)
    case ready(SourcePicture)
    case failed(path: String, message: String)

    /// The picture to show: the one that is there, or the one that is being replaced.
    var picture: SourcePicture? {
        switch self {
        case .ready(let picture): picture
        case .loading(_, _, let previous): previous
        case .empty, .failed: nil
        }
    }

    /// The picture to work with.
    var readyPicture: SourcePicture? {
        if case .ready(let picture) = self { picture } else { nil }
    }

    var isLoading: Bool {
        if case .loading = self { true } else { false }
    }
}
