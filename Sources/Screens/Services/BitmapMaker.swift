import Files
import Terminal

/// Turns pictures into what the terminal shows.
package enum BitmapMaker {
    /// Longest side of a thumbnail in pixels: enough for the largest filmstrip.
    package static let thumbnailSide = 256
    /// Longest side of a preview in pixels.
    package static let previewSide = 1024

    package static func bitmap(_ picture: Picture) -> Bitmap {
        Bitmap(width: picture.width, height: picture.height, rgb: picture.rgb)
    }

    package static func thumbnail(_ picture: Picture) -> Bitmap {
        bitmap(thumbnailPicture(picture))
    }

    /// What a thumbnail shows.
    package static func thumbnailPicture(_ picture: Picture) -> Picture { fitted(picture, side: thumbnailSide) }

    package static func preview(_ picture: Picture) -> Bitmap {
        bitmap(fitted(picture, side: previewSide))
    }

    /// Reduced so that the longer side is `side` at most.
    private static func fitted(_ picture: Picture, side: Int) -> Picture {
        let longest = max(picture.width, picture.height)
        guard longest > side else {
            return picture
        }
        let scale = Double(side) / Double(longest)
        // No screen shows more.
        var shown = picture
        shown.reduceToEightBits()
        return shown.resized(
            width: max(Int((Double(picture.width) * scale).rounded()), 1),
            height: max(Int((Double(picture.height) * scale).rounded()), 1))
    }
}
