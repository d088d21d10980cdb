import Screens
import Terminal

/// How a picture of some size stands in a rectangle of cells: which part of it shows, and where.
struct PictureGeometry: Equatable {
    /// Size of the picture.
    let width: Int
    let height: Int
    /// The visible part in pixels of the picture.
    let source: PixelRect
    /// What shows it so.
    let fit: ImageFit
    /// Cells that the picture covers, centred in what was given.
    let cells: Rect

    /// - Parameters:
    ///   - bitmap: the picture.
    ///   - area: cells it may use.
    ///   - surface: gives the shape of a cell.
    init(_ bitmap: Bitmap, area: Rect, surface: Surface, viewport: Viewport) {
        (self.width, self.height) = (bitmap.width, bitmap.height)
        let width = Double(bitmap.width)
        let height = Double(bitmap.height)
        let areaWidth = Double(max(area.columns * surface.cell.width, 1))
        let areaHeight = Double(max(area.rows * surface.cell.height, 1))
        let scale = min(areaWidth / width, areaHeight / height) * viewport.magnification

        let sourceWidth = min(max(Int((areaWidth / scale).rounded()), 1), bitmap.width)
        let sourceHeight = min(max(Int((areaHeight / scale).rounded()), 1), bitmap.height)
        let left = Int((viewport.centerX * width - Double(sourceWidth) / 2).rounded())
        let top = Int((viewport.centerY * height - Double(sourceHeight) / 2).rounded())
        source = PixelRect(
            x: min(max(left, 0), bitmap.width - sourceWidth), y: min(max(top, 0), bitmap.height - sourceHeight),
            width: sourceWidth, height: sourceHeight)
        fit = viewport.magnification < 1 ? .actual : .crop(source)
        cells = ImagePlacement(bitmap: bitmap, rect: area, fit: fit)
            .coveredRect(cellPixelSize: surface.cell)
    }

    /// The magnification at which a pixel of the picture is one of the screen.
    static func trueMagnification(of bitmap: Bitmap, area: Rect, cell: PixelSize) -> Double {
        max(
            Double(bitmap.width) / Double(max(area.columns * cell.width, 1)),
            Double(bitmap.height) / Double(max(area.rows * cell.height, 1)))
    }

    /// The place under a cell, as a fraction of the picture's width and height; nil outside.
    func place(at position: Position) -> (x: Double, y: Double)? {
        guard cells.contains(position) else { return nil }
        let x = (Double(position.column - cells.column) + 0.5) / Double(cells.columns)
        let y = (Double(position.row - cells.row) + 0.5) / Double(cells.rows)
        return (
            (Double(source.x) + x * Double(source.width)) / Double(width),
            (Double(source.y) + y * Double(source.height)) / Double(height)
        )
    }

    /// The cells that a part of the picture covers, as far as it shows; nil where it does not.
    func cells(of part: PixelRect) -> Rect? {
        let perColumn = Double(source.width) / Double(max(cells.columns, 1))
        let perRow = Double(source.height) / Double(max(cells.rows, 1))
        func cell(_ pixel: Int, _ first: Int, _ size: Double) -> Int {
            Int((Double(pixel - first) / size).rounded(.down))
        }
        let left = cell(part.x, source.x, perColumn), top = cell(part.y, source.y, perRow)
        let right = cell(part.x + part.width - 1, source.x, perColumn)
        let bottom = cell(part.y + part.height - 1, source.y, perRow)
        let all = Rect(
            column: cells.column + left, row: cells.row + top, columns: right - left + 1, rows: bottom - top + 1)
        let visible = all.intersection(cells)
        return visible.isEmpty ? nil : visible
    }

    /// The column that the divider at a fraction of the visible width stands in; nil where there is no room for both
    /// sides.
    func dividerColumn(at fraction: Double) -> Int? {
        guard cells.columns >= 3 else {
            return nil
        }
        let offset = Int((fraction * Double(cells.columns)).rounded())
        return cells.column + min(max(offset, 1), cells.columns - 2)
    }
}
