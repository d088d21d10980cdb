import Screens
import Terminal

/// The picture beside the picker's list.
struct PicturePreview: Equatable, Sendable {
    let path: String
    let width: Int
    let height: Int
    let bitmap: Bitmap
    /// One line on the session that made the picture, where it carries a recipe.
    let recipe: String?
}

/// What is known of the selected file's picture.
enum PreviewStatus: Equatable, Sendable {
    case none
    case loading(path: String)
    case ready(PicturePreview)
    case failed(path: String, message: String)

    var path: String? {
        switch self {
        case .none: nil
        case .loading(let path): path
        case .ready(let preview): preview.path
        case .failed(let path, _): path
        }
    }
}
