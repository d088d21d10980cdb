/// Pictures in rows and columns on a plain ground, each at its full size.
package struct ContactSheet {
    /// Pixels between pictures where nothing else is asked for.
    package static let gap = 4
    /// Grey between them: neither the black nor the white of a picture's edge.
    private static let ground: UInt8 = 128

    private let rows: [[Picture]]
    private let gap: Int

    /// Of rows that may differ in length; every picture starts at the top left of its cell, with `gap` pixels between cells.
    /// Opacity is left out.
    package init(rows: [[Picture]], gap: Int = Self.gap) {
        precondition(rows.contains { !$0.isEmpty }, "a sheet of no pictures")
        self.rows = rows
        self.gap = gap
    }

    /// The short side that pictures of a sheet are shrunk to.
    package static let shortSide = 320

    /// Pictures in as many columns as make the sheet about half as wide again as high, numbered from 0 on where asked for.
    package init(_ pictures: [Picture], isNumbered: Bool) {
        precondition(!pictures.isEmpty, "a sheet of no pictures")
        let small = pictures.map { $0.resized(shortSide: Self.shortSide) }
        let shape = Double(small[0].height) / Double(small[0].width)
        let columns = min(max(1, Int((1.5 * Double(small.count) * shape).squareRoot().rounded())), small.count)
        let cells = isNumbered ? small.enumerated().map { Self.numbered($1, $0) } : small
        self.init(
            rows: stride(from: 0, to: cells.count, by: columns).map {
                Array(cells[$0..<min($0 + columns, cells.count)])
            })
    }

    /// The picture with its number below.
    private static func numbered(_ picture: Picture, _ number: Int) -> Picture {
        let margin = 4
        let band = StepNumeral.height + 2 * margin
        var rgb = picture.rgb + [UInt8](repeating: ground, count: 3 * picture.width * band)
        for y in 0..<StepNumeral.height {
            for x in 0..<picture.width - margin where StepNumeral.isInked(number, x: x, y: y) {
                let index = 3 * ((picture.height + margin + y) * picture.width + margin + x)
                for channel in 0..<3 { rgb[index + channel] = 255 }
            }
        }
        return Picture(width: picture.width, height: picture.height + band, rgb: rgb)
    }

    /// The sheet.
    package func picture() -> Picture {
        let columnCount = rows.map(\.count).max() ?? 0
        let widths = (0..<columnCount).map { column in
            rows.compactMap { $0.indices.contains(column) ? $0[column].width : nil }.max() ?? 0
        }
        let heights = rows.map { $0.map(\.height).max() ?? 0 }
        let width = widths.reduce(0, +) + gap * (columnCount - 1)
        let height = heights.reduce(0, +) + gap * (rows.count - 1)
        var rgb = [UInt8](repeating: Self.ground, count: 3 * width * height)
        var top = 0
        for (row, pictures) in rows.enumerated() {
            var left = 0
            for (column, picture) in pictures.enumerated() {
                for line in 0..<picture.height {
                    let start = 3 * ((top + line) * width + left)
                    let source = 3 * line * picture.width
                    rgb.replaceSubrange(
                        start..<start + 3 * picture.width, with: picture.rgb[source..<source + 3 * picture.width])
                }
                left += widths[column] + gap
            }
            top += heights[row] + gap
        }
        return Picture(width: width, height: height, rgb: rgb)
    }
}
