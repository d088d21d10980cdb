import Screens
import Terminal

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

/// The two pictures that a session starts from.
enum SourceRole: String, Sendable, CaseIterable {
    case content
    case style
}

/// A picture that was read, resized to the working size and made ready to show.
struct SourcePicture: Equatable, Sendable {
    /// Names the pixels in the `FrameStore`.
    let ticket: Int
    let path: String
    let sha256: String
    /// Size in the file, orientation applied.
    let originalWidth: Int
    let originalHeight: Int
    /// Size that the engine works on.
    let width: Int
    let height: Int
    let bitmap: Bitmap
    let thumbnail: Bitmap

    var name: String { PathText.lastComponent(path) }
    var isReduced: Bool { width != originalWidth || height != originalHeight }
}

/// A pair of pictures, by the tickets they were read under.
struct SourceTickets: Equatable, Sendable {
    let content: Int
    let style: Int
}

/// A picture to read for one of the two places.
struct LoadRequest: Equatable, Sendable {
    let role: SourceRole
    /// Absolute paths, tried in order: the first that exists is read.
    let candidates: [String]
    /// The short side to reduce it to; nil for its own size.
    let shortSide: Int?
    /// Whether a PNG with a recipe reopens its session instead.
    let followsRecipe: Bool
    let ticket: Int
    /// Of a recipe's picture: where none of the candidates exists, one of their names with this digest is taken from wherever it was
    /// opened before.
    var sha256: String?

    /// The path that people are told.
    var path: String { candidates[0] }
}
