import Terminal

/// A place of the picture that is shown magnified beside it.
struct Loupe: Equatable, Sendable {
    static let factors = [2, 3, 4, 6, 8, 12, 16]

    /// Pixels of the screen for one of the picture.
    private(set) var factor = 4
    /// What is in its middle, as a fraction of the picture's width and height.
    private(set) var x = 0.5
    private(set) var y = 0.5

    /// To the next factor of the list.
    mutating func zoom(by steps: Int) {
        let index = Self.factors.firstIndex(of: factor) ?? 0
        factor = Self.factors[min(max(index + steps, 0), Self.factors.count - 1)]
    }

    mutating func move(to place: (x: Double, y: Double)) {
        (x, y) = (min(max(place.x, 0), 1), min(max(place.y, 0), 1))
    }

    /// Moves by eighths of what it shows.
    mutating func move(right: Double, down: Double, in bitmap: Bitmap, area: Rect, cell: PixelSize) {
        // From the middle of what shows, which stays within the picture.
        let shown = source(in: bitmap, area: area, cell: cell)
        move(
            to: (
                (Double(shown.x) + (0.5 + right / 8) * Double(shown.width)) / Double(bitmap.width),
                (Double(shown.y) + (0.5 + down / 8) * Double(shown.height)) / Double(bitmap.height)
            ))
    }

    /// The pixels of a picture that it shows in an area of cells.
    func source(in bitmap: Bitmap, area: Rect, cell: PixelSize) -> PixelRect {
        let width = min(max(area.columns * cell.width / factor, 1), bitmap.width)
        let height = min(max(area.rows * cell.height / factor, 1), bitmap.height)
        let left = Int((x * Double(bitmap.width)).rounded()) - width / 2
        let top = Int((y * Double(bitmap.height)).rounded()) - height / 2
        return PixelRect(
            x: min(max(left, 0), bitmap.width - width), y: min(max(top, 0), bitmap.height - height), width: width,
            height: height)
    }
}
