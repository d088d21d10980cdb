import Terminal

/// What the screen asks its surroundings to do.
enum LookbackEffect: Sendable, Equatable {
    /// Make the frames of these moments in this order; what was asked for before is forgotten.
    case make([StripKey])
    /// Look for pictures in the folders of a run.
    case findPictures(contentFolder: String, styleFolder: String)
    case loadThumbnail(path: String)
    /// Send a tick of this number soon.
    case tick(Int)
    case export(Bitmap, name: String)
    case nextScreen
    case screen(ScreenRoute)
    case quit
}
