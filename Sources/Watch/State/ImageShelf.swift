import Files
import Screens
import Terminal

/// Pictures of runs that were decoded of late.
struct ImageShelf: Sendable {
    /// Pictures kept.
    private static let limit = 48

    enum Entry: Sendable {
        case waiting
        case ready(Bitmap)
        case failed(String)
    }

    private var entries = BoundedStore<LoggedImage, Entry>(limit: limit)

    subscript(image: LoggedImage) -> Entry? { entries[image] }

    /// Notes that a picture is on its way; false where it is or has come already.
    mutating func request(_ image: LoggedImage) -> Bool {
        if entries[image] != nil { return false }
        put(.waiting, for: image)
        return true
    }

    mutating func put(_ entry: Entry, for image: LoggedImage) { entries.put(entry, for: image) }
}

/// Which picture of a series is shown.
enum ImageChoice: Equatable, Sendable {
    /// The newest, also when newer ones come.
    case newest
    /// The one of this place in the series.
    case index(Int)
}
