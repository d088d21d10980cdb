import Files

/// The pair that a run stylizes now and then to show how far it is: the first readable image of either folder.
struct TrainingSample {
    let content: FloatImage
    let style: FloatImage

    private static let side = 256

    /// Throws `RunError` where a folder has no readable image.
    init(contents: ImageFolder, styles: ImageFolder) throws {
        content = try Self.middle(of: contents)
        style = try Self.middle(of: styles)
    }

    /// The middle `side` × `side` of the first image that decodes; those before it are told of when they are drawn.
    private static func middle(of folder: ImageFolder) throws -> FloatImage {
        for path in folder.images {
            guard let picture = try? Picture.read(path).resized(shortSide: side) else { continue }
            let extent = min(side, picture.width, picture.height)
            let cropped = picture.cropped(
                x: (picture.width - extent) / 2, y: (picture.height - extent) / 2, width: extent, height: extent)
            return FloatImage(extent == side ? cropped : cropped.resized(width: side, height: side))
        }
        throw RunError.unreadableImages(folder: folder.path, example: folder.images.last ?? folder.path)
    }
}
