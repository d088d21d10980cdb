import Files

/// The photographs over which a loss network's features are normalised.
package enum CalibrationImages {
    /// How many are used, the first in name order.
    private static let count = 64
    /// Width and height of the centre that is cut out of each, once its short side has that many pixels.
    private static let side = 256

    /// Reads them from a folder; images smaller than the crop are passed over.
    ///
    /// - Throws: `EngineError.failed` where none is large enough, `FileError` where one cannot be read.
    package static func read(from folder: String) throws -> [FloatImage] {
        var images: [FloatImage] = []
        for path in try PictureFolder.images(in: folder) where images.count < count {
            let size = try Picture.dimensions(of: path)
            guard min(size.width, size.height) >= side else { continue }
            let picture = try Picture.read(path).resized(shortSide: side)
            let crop = picture.cropped(
                x: (picture.width - side) / 2, y: (picture.height - side) / 2, width: side, height: side)
            images.append(FloatImage(crop))
        }
        guard !images.isEmpty else {
            throw EngineError.failed("\(folder) holds no image of at least \(side)×\(side) pixels to calibrate with.")
        }
        return images
    }
}
