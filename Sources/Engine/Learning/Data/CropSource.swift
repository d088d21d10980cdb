import Files
import Synchronization

/// Makes crops of a folder's images as draws say: the same draw always gives the same crop, on any thread.
final class CropSource: Sendable {
    let folder: ImageFolder
    private let options: CropOptions
    private let cache: PictureCache
    private let damaged = Mutex<[String: SkippedImage]>([:])

    init(folder: ImageFolder, options: CropOptions, cache: PictureCache) {
        self.folder = folder
        self.options = options
        self.cache = cache
    }

    /// Images that turned out to be unreadable when they were decoded, in name order.
    var skipped: [SkippedImage] { damaged.withLock { $0.values.sorted { $0.path < $1.path } } }

    /// The crop that `draw` says: 3·side·side planar values in [0, 1], and the file it comes from. An unreadable image is
    /// replaced by the next one in name order.
    func crop(_ draw: CropDraw) throws -> (values: [Float], path: String) {
        let images = folder.images
        var path = images[draw.index]
        for offset in 0..<min(images.count, 1000) {
            path = images[(draw.index + offset) % images.count]
            if damaged.withLock({ $0[path] }) != nil { continue }
            do {
                return (values(of: try decoded(path), draw), path)
            } catch {
                damaged.withLock { $0[path] = SkippedImage(path: path, reason: "\(error)") }
            }
        }
        throw RunError.unreadableImages(folder: folder.path, example: path)
    }

    /// At the size from which crops are cut, or for images in proportion the largest such size.
    private func decoded(_ path: String) throws -> Picture {
        try cache.picture(path) {
            var picture = try Picture.read(path)
            // Opacity and more than 8 bits play no part here and would only take up room.
            picture.reduceToEightBits()
            picture.alpha = nil
            let double = 2 * options.side
            return options.isSqueezed
                ? picture.resized(width: double, height: double) : picture.resized(shortSide: 2 * double)
        }
    }

    private func values(of picture: Picture, _ draw: CropDraw) -> [Float] {
        let side = options.side
        let scale = draw.whole < options.wholeShare ? 0 : draw.scale
        let scaled = options.isSqueezed ? picture : inProportion(picture, scale: scale)
        let x = Int(draw.x * Float(scaled.width - side + 1))
        let y = Int(draw.y * Float(scaled.height - side + 1))
        return Self.planes(of: scaled, x: x, y: y, side: side, isMirrored: options.isMirrored && draw.isMirrored)
    }

    /// With a short side between the crop's and four times that, but not beyond the image's own if that is larger.
    private func inProportion(_ picture: Picture, scale: Float) -> Picture {
        let side = options.side
        let short = min(picture.width, picture.height)
        let largest = max(side, min(short, 4 * side))
        let target = side + Int(scale * Float(largest - side + 1))
        func scaled(_ extent: Int) -> Int { max(side, (extent * target + short / 2) / short) }
        return picture.resized(width: scaled(picture.width), height: scaled(picture.height))
    }

    /// The square of `side` pixels at (x, y), as planar values in [0, 1].
    private static func planes(of picture: Picture, x: Int, y: Int, side: Int, isMirrored: Bool) -> [Float] {
        let count = side * side
        return [Float](unsafeUninitializedCapacity: 3 * count) { values, initialized in
            picture.rgb.withUnsafeBufferPointer { rgb in
                for row in 0..<side {
                    let line = 3 * ((y + row) * picture.width + x)
                    for column in 0..<side {
                        let from = line + 3 * (isMirrored ? side - 1 - column : column)
                        let to = row * side + column
                        values[to] = Float(rgb[from]) / 255
                        values[count + to] = Float(rgb[from + 1]) / 255
                        values[2 * count + to] = Float(rgb[from + 2]) / 255
                    }
                }
            }
            initialized = 3 * count
        }
    }
}
