import Screens
import Terminal

extension ExplorerState {
    /// Asks for a new comparison where what it shows has changed.
    mutating func refreshComparison() -> [Effect] {
        guard let request = comparisonRequest else {
            comparison = Comparison()
            return []
        }
        guard request != comparison.wanted else {
            return []
        }
        comparison.wanted = request
        return [.compose(request)]
    }

    private var comparisonRequest: Comparison.Request? {
        guard let split, ExplorerLayout.fits(size), let before = history.frame(at: 0)?.bitmap, let after = shownBitmap,
            before.width == after.width, before.height == after.height
        else {
            return nil
        }
        let geometry = PictureGeometry(
            after, area: ExplorerLayout(size: size).picture, surface: surface, viewport: viewport)
        // A quarter of a cell where there are pixels, a whole one where cells are all there is.
        let perCell = Double(geometry.source.width) / Double(max(geometry.cells.columns, 1))
        return Comparison.Request(
            before: before, after: after,
            column: geometry.source.x + Int((split * Double(geometry.source.width)).rounded()),
            lineWidth: max(Int((surface.showsPixels ? perCell / 3 : perCell).rounded()), 1))
    }
}

/// The content beside the frame that is shown, as one picture: while the divider moves the old one stays on the screen
/// until the new one is encoded.
struct Comparison: Equatable, Sendable {
    /// What one picture is composed of.
    struct Request: Equatable, Sendable {
        /// Left of the divider.
        let before: Bitmap
        /// Right of it, of the same size.
        let after: Bitmap
        /// Pixel column in the middle of the divider.
        let column: Int
        /// Pixels across the divider.
        let lineWidth: Int
    }

    /// The newest request; older ones that are answered late are left out.
    var wanted: Request?
    /// The last answer.
    var bitmap: Bitmap?
}
