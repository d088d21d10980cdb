import Screens
import Terminal

/// Draws curves with smooth edges into pixels: lines as distance fields, composed over the background.
struct PlotRaster {
    /// Pixels from one letter of a line's marker to the next, of a letter's dot, and of a point by itself.
    private static let markerSpacing = 180.0
    private static let letterScale = 2
    private static let pointRadius = 3.5
    /// Half the width of the sign of a NaN or infinity.
    private static let oddSize = 4.0

    let width: Int
    let height: Int
    private let palette: ChartPalette
    /// The grey of the background.
    private let background: UInt8
    /// 3·width·height, row-major, interleaved sRGB.
    private(set) var bytes: [UInt8]

    init(width: Int, height: Int, tone: BackgroundTone) {
        self.width = width
        self.height = height
        palette = ChartPalette(tone: tone)
        background = tone == .dark ? 16 : 255
        bytes = [UInt8](repeating: background, count: 3 * width * height)
    }

    /// Draws grid lines and curves of a chart over the whole raster.
    /// - Parameters:
    ///   - ticks: values with a line across.
    ///   - marks: horizontal places with a line from top to bottom.
    mutating func draw(
        _ content: ChartContent, axis: VerticalAxis, ticks: [Double] = [], marks: [Double] = [], lineWidth: Double = 1.6
    ) {
        drawGrid(content, axis, ticks, marks)
        let samplers = content.lines.map { CurveSampler($0.points, range: content.range, columns: width) }
        for (line, sampler) in zip(content.lines, samplers) where line.smoothed != nil {
            draw(
                sampler.vertices(of: line.raw), axis,
                color: ChartPalette.rgb(palette.faintIndex(line: line.look.color)),
                pattern: .solid, width: 1)
        }
        for (place, (line, sampler)) in zip(content.lines, samplers).enumerated().reversed() {
            let color = ChartPalette.rgb(palette.index(line: line.look.color))
            let vertices = sampler.vertices(of: line.values)
            draw(vertices, axis, color: color, pattern: line.look.pattern, width: lineWidth)
            let marks = LineMarks(
                vertices, axis: axis, width: Double(width), spacing: Self.markerSpacing,
                first: Double(place * 60 + 30))
            drawOddValues(of: line, content.range)
            if line.look.marker == nil { draw(points: marks.single, color) }
            if let marker = line.look.marker {
                for point in marks.letters + marks.single { draw(marker, point, color) }
            }
        }
    }

    /// Marks NaN (a cross) and −∞ at the lower edge and ∞ at the upper one (arrowheads).
    private mutating func drawOddValues(of line: ChartLine, _ range: ClosedRange<Double>) {
        let size = Self.oddSize
        let columns = line.odd.columns(of: line.points, range: range, columns: max(1, width / (2 * Int(size) + 2)))
        if columns.isEmpty { return }
        var coverage = [UInt8](repeating: 0, count: width * height)
        for (kind, column) in columns {
            let x = (Double(column) + 0.5) * (2 * size + 2)
            let y = kind == .positive ? size + 1 : Double(height) - size - 2
            let ends: [(Double, Double, Double, Double)] =
                switch kind {
                case .nan: [(-1, -1, 1, 1), (-1, 1, 1, -1)]
                case .positive: [(-1, 1, 0, -1), (0, -1, 1, 1)]
                case .negative: [(-1, -1, 0, 1), (0, 1, 1, -1)]
                }
            for (x0, y0, x1, y1) in ends {
                cover(
                    &coverage, from: (x + x0 * size, y + y0 * size), to: (x + x1 * size, y + y1 * size), .solid, 1)
            }
        }
        paint(coverage, ChartPalette.rgb(palette.index(line: line.look.color)))
    }

    /// Draws points that no line leads to as discs.
    private mutating func draw(points: [LineMarks.Place], _ color: (red: UInt8, green: UInt8, blue: UInt8)) {
        if points.isEmpty { return }
        var coverage = [UInt8](repeating: 0, count: width * height)
        for point in points {
            let place = (x: point.x, y: (1 - point.height) * Double(height - 1))
            cover(&coverage, from: place, to: place, .solid, Self.pointRadius)
        }
        paint(coverage, color)
    }

    /// Draws a letter over a line, on a ground of its own.
    private mutating func draw(
        _ letter: Character, _ point: LineMarks.Place, _ color: (red: UInt8, green: UInt8, blue: UInt8)
    ) {
        let scale = Self.letterScale
        let left = Int(point.x) - 5 * scale / 2
        let top = Int((1 - point.height) * Double(height - 1)) - 4 * scale
        let ground = background
        for y in top - 1...top + 8 * scale {
            for x in left - 1...left + 5 * scale where x >= 0 && y >= 0 && x < width && y < height {
                blend(x, y, (ground, ground, ground), 1)
            }
        }
        for (column, bits) in PixelFont.columns(of: letter).enumerated() {
            for row in 0..<8 * scale where bits >> (row / scale) & 1 == 1 {
                for x in left + column * scale..<left + (column + 1) * scale {
                    let y = top + row
                    if x >= 0, y >= 0, x < width, y < height { blend(x, y, color, 1) }
                }
            }
        }
    }

    private mutating func drawGrid(
        _ content: ChartContent, _ axis: VerticalAxis, _ ticks: [Double], _ marks: [Double]
    ) {
        let grey: UInt8 = palette.tone == .dark ? 48 : 225
        for value in ticks {
            let y = Int(((1 - axis.fraction(of: value)) * Double(height - 1)).rounded())
            if y < 0 || y >= height { continue }
            for x in 0..<width { blend(x, y, (grey, grey, grey), 1) }
        }
        let extent = content.range.upperBound - content.range.lowerBound
        for mark in marks {
            let x = Int((mark - content.range.lowerBound) / extent * Double(width - 1))
            if x < 0 || x >= width { continue }
            for y in 0..<height { blend(x, y, (grey, grey, grey), 1) }
        }
    }

    private mutating func draw(
        _ vertices: [CurveVertex], _ axis: VerticalAxis, color: (red: UInt8, green: UInt8, blue: UInt8),
        pattern: LinePattern, width lineWidth: Double
    ) {
        // Coverage first, so that joints of a line are not painted twice.
        var coverage = [UInt8](repeating: 0, count: width * height)
        var last: (x: Double, y: Double)?
        for vertex in vertices {
            guard vertex.value.isFinite else {
                last = nil
                continue
            }
            let fraction = min(max(axis.fraction(of: vertex.value), -4), 5)
            let here = (
                x: min(max(vertex.x, Double(-width)), Double(2 * width)), y: (1 - fraction) * Double(height - 1)
            )
            cover(&coverage, from: last ?? here, to: here, pattern, lineWidth / 2)
            last = here
        }
        paint(coverage, color)
    }

    private mutating func paint(_ coverage: [UInt8], _ color: (red: UInt8, green: UInt8, blue: UInt8)) {
        for y in 0..<height {
            for x in 0..<width where coverage[y * width + x] > 0 {
                blend(x, y, color, Double(coverage[y * width + x]) / 255)
            }
        }
    }

    /// Raises the coverage of the pixels near a segment.
    private func cover(
        _ coverage: inout [UInt8], from start: (x: Double, y: Double), to end: (x: Double, y: Double),
        _ pattern: LinePattern, _ radius: Double
    ) {
        let left = max(0, Int(min(start.x, end.x) - radius - 1))
        let right = min(width - 1, Int(max(start.x, end.x) + radius + 1))
        let top = max(0, Int(min(start.y, end.y) - radius - 1))
        let bottom = min(height - 1, Int(max(start.y, end.y) + radius + 1))
        if left > right || top > bottom { return }
        let deltaX = end.x - start.x
        let deltaY = end.y - start.y
        let squared = deltaX * deltaX + deltaY * deltaY
        coverage.withUnsafeMutableBufferPointer { pixels in
            for y in top...bottom {
                for x in left...right where pattern.hasInk(at: x / 2) {
                    let offsetX = Double(x) + 0.5 - start.x
                    let offsetY = Double(y) - start.y
                    let along = squared > 0 ? min(max((offsetX * deltaX + offsetY * deltaY) / squared, 0), 1) : 0
                    let awayX = offsetX - along * deltaX
                    let awayY = offsetY - along * deltaY
                    let distance = (awayX * awayX + awayY * awayY).squareRoot()
                    let share = min(max(radius + 0.5 - distance, 0), 1)
                    let value = UInt8(share * 255)
                    if value > pixels[y * width + x] { pixels[y * width + x] = value }
                }
            }
        }
    }

    private mutating func blend(_ x: Int, _ y: Int, _ color: (red: UInt8, green: UInt8, blue: UInt8), _ share: Double) {
        let place = 3 * (y * width + x)
        func mixed(_ old: UInt8, _ new: UInt8) -> UInt8 {
            UInt8(Double(old) + (Double(new) - Double(old)) * share)
        }
        bytes[place] = mixed(bytes[place], color.red)
        bytes[place + 1] = mixed(bytes[place + 1], color.green)
        bytes[place + 2] = mixed(bytes[place + 2], color.blue)
    }
}
