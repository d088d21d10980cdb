import Engine
import Files
import Foundation
import Screens
import Terminal

/// Reads a source picture for the session: recipe, size check, decoding, reduction, digest.
struct PictureLoader: Sendable {
    let store: FrameStore
    /// Knows where pictures of a name were opened before.
    let recent: RecentFiles
    /// Folder of the pictures that come with the program.
    var samples: String?

    /// What becomes of the request. Takes as long as decoding does.
    func load(_ request: LoadRequest) -> PairEvent {
        let isThere = { (path: String) in PathKind(of: path) != .missing }
        let path = request.candidates.first(where: isThere) ?? known(request) ?? request.path
        if PathKind(of: path) == .folder {
            return .folderFound(request.role, path: path, ticket: request.ticket)
        }
        do {
            if request.followsRecipe, let recipe = try? Recipe.read(from: path) {
                return .recipeFound(recipe, SessionShelf.notes(at: path), path: path, ticket: request.ticket)
            }
            let size = try Picture.dimensions(of: path)
            let reduced = Picture.reduced(size, shortSide: request.shortSide)
            guard max(reduced.width, reduced.height) <= WorkingSize.maximumSide else {
                return .tooLarge(
                    request.role, path: path, width: size.width, height: size.height, ticket: request.ticket)
            }
            return .loaded(request.role, try source(at: path, request))
        } catch {
            return .failed(request.role, path: path, message: "\(error)", ticket: request.ticket)
        }
    }

    /// Where the picture that a recipe names was opened before, or came with the program.
    private func known(_ request: LoadRequest) -> String? {
        guard let sha256 = request.sha256 else { return nil }
        let names = Set(request.candidates.map(PathText.lastComponent))
        let shipped = samples.map { folder in names.map { PathText.joining(folder, $0) } } ?? []
        return (recent.paths() + shipped).first {
            names.contains(PathText.lastComponent($0)) && (try? SHA256Digest.hexadecimal(ofFile: $0)) == sha256
        }
    }

    private func source(at path: String, _ request: LoadRequest) throws -> SourcePicture {
        let original = try Picture.read(path)
        let picture = request.shortSide.map { original.resized(shortSide: $0) } ?? original
        store.add(FrameStore.Source(picture: picture), ticket: request.ticket)
        return SourcePicture(
            ticket: request.ticket, path: path, sha256: try SHA256Digest.hexadecimal(ofFile: path),
            originalWidth: original.width, originalHeight: original.height, width: picture.width,
            height: picture.height, bitmap: BitmapMaker.bitmap(picture), thumbnail: BitmapMaker.thumbnail(picture))
    }
}
