import Screens
import Terminal

/// What happens to the screen.
enum LookbackEvent: Sendable {
    case input(InputEvent)
    case surface(Surface)
    /// The runs with kept weights as they are now.
    case runs([LookbackRun])
    /// A certain run is wanted, at the checkpoint nearest to an update where one is given.
    case wish(folder: String, update: Int?)
    /// A run that was asked for has kept no weights so far.
    case nothingKept(folder: String)
    /// Pictures to choose from; those in front came from the explorer's session.
    case pictures(contents: [String], styles: [String], replaces: Bool)
    case frame(StripKey, step: Int, Bitmap)
    case failed(StripKey, String)
    case thumbnail(path: String, Bitmap)
    /// Time for the next checkpoint of a replay.
    case tick(Int)
    case exported(path: String)
    case exportFailed(String)
}

/// What the screen asks its surroundings to do.
enum LookbackEffect: Sendable, Equatable {
    /// Make the frames of these checkpoints in this order; what was asked for before is forgotten.
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
