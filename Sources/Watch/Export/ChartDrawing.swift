import Files
import Foundation
import Screens

/// A chart as an SVG drawing.
enum ChartDrawing {
    private static let width = 960
    private static let height = 540
    private static let left = 80
    private static let right = 20
    private static let top = 60
    private static let bottom = 40
    private static let letters = 13.0
    private static let legendRows = 4
    private static let legendPitch = 20

    static func svg(_ content: ChartContent, surface: Surface) -> String {
        let isDark = surface.theme.tone == .dark
        let (axis, _, absence) = content.fittedAxis()
        let legend = ExportLegend(
            content.lines,
            ExportLegend.Metrics(sample: 32, gap: 18, extent: left...width - right, rows: legendRows) {
                LabelText.sansSerifWidth($0, size: letters)
            })
        let top = top + (legend.rows - 1) * legendPitch
        let plotWidth = width - left - right
        let plotHeight = height - top - bottom
        let ink = isDark ? "#d8dae2" : "#22242c"
        let ground = isDark ? "#101010" : "#ffffff"
        let title = LabelText.elided(LabelText.printable(content.chart.title), room: plotWidth) {
            LabelText.sansSerifWidth($0, size: 17)
        }
        let grid = isDark ? "#3a3d48" : "#dcdee4"
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
            height="\(height)" font-family="sans-serif" font-size="\(Int(letters))" fill="\(ink)">
            <rect width="\(width)" height="\(height)" fill="\(ground)"/>
            <clipPath id="plot"><rect x="\(left)" y="\(top)" width="\(plotWidth)" height="\(plotHeight)"/></clipPath>
            <text x="\(left)" y="22" font-size="16" font-weight="bold">\(escaped(title))</text>

            """
        func y(_ value: Double) -> String {
            let fraction = min(max(axis.fraction(of: value), -4), 5)
            return number(Double(top) + (1 - fraction) * Double(plotHeight))
        }
        let ticks = axis.ticks(count: 6)
        let step = ticks.count > 1 ? abs(ticks[1] - ticks[0]) : 0
        for tick in ticks {
            let label = axis.scale == .linear ? NumberText.tick(tick, step: step) : NumberText.value(tick)
            text += """
                <path d="M\(left) \(y(tick))h\(plotWidth)" stroke="\(grid)"/>
                <text x="\(left - 8)" y="\(y(tick))" dy="4" text-anchor="end">\(label)</text>

                """
        }
        let extent = content.range.upperBound - content.range.lowerBound
        for tick in content.horizontalTicks(count: 8) {
            let x = number(Double(left) + (tick.place - content.range.lowerBound) / extent * Double(plotWidth))
            text += """
                <path d="M\(x) \(top)v\(plotHeight)" stroke="\(grid)"/>
                <text x="\(x)" y="\(height - 14)" text-anchor="middle">\(tick.text)</text>

                """
        }
        text += svg(legend, surface: surface)
        if let absence {
            text += """
                <text x="\(left + plotWidth / 2)" y="\(top + plotHeight / 2)" text-anchor="middle">\(absence)</text>

                """
        }
        text += "<g clip-path=\"url(#plot)\" fill=\"none\" stroke-linejoin=\"round\">\n"
        func curve(_ vertices: [CurveVertex], _ attributes: String) {
            var path = ""
            var isBroken = true
            for vertex in vertices {
                guard vertex.value.isFinite else {
                    isBroken = true
                    continue
                }
                path += "\(isBroken ? "M" : "L")\(number(Double(left) + vertex.x)) \(y(vertex.value))"
                isBroken = false
            }
            text += "<path d=\"\(path)\" \(attributes)/>\n"
        }
        for (place, line) in content.lines.enumerated() {
            let sampler = CurveSampler(line.points, range: content.range, columns: plotWidth)
            let color = hexadecimal(surface.palette.index(line: line.look.color))
            if line.smoothed != nil {
                curve(sampler.vertices(of: line.raw), "stroke=\"\(color)\" stroke-opacity=\"0.3\"")
            }
            let vertices = sampler.vertices(of: line.values)
            curve(vertices, "stroke=\"\(color)\" stroke-width=\"1.8\"\(dashes(line.look.pattern))")
            let marks = LineMarks(
                vertices, axis: axis, width: Double(plotWidth), spacing: 180, first: Double(place * 60 + 30))
            text += odd(line, content.range, color, x: left, width: plotWidth, y: top...height - bottom)
            text += svg(marks, of: line, color: color, ground: ground) { point in
                (Double(left) + point.x, Double(top) + (1 - point.height) * Double(plotHeight))
            }
        }
        return text + "</g>\n</svg>\n"
    }

    /// Crosses for NaN and arrowheads for infinities at the edges of a plot.
    private static func odd(
        _ line: ChartLine, _ range: ClosedRange<Double>, _ color: String, x: Int, width: Int, y: ClosedRange<Int>
    ) -> String {
        line.odd.columns(of: line.points, range: range, columns: width / 10).map { kind, column in
            let sign =
                switch kind {
                case .nan: "\(y.upperBound - 9)l8 8m-8 0l8 -8"
                case .positive: "\(y.lowerBound + 9)l4 -8l4 8"
                case .negative: "\(y.upperBound - 9)l4 8l4 -8"
                }
            return "<path d=\"M\(x + column * 10 + 1) \(sign)\" stroke=\"\(color)\" stroke-width=\"2\"/>\n"
        }.joined()
    }

    /// Letters along a line, and discs for points that no line leads to.
    private static func svg(
        _ marks: LineMarks, of line: ChartLine, color: String, ground: String,
        place: (LineMarks.Place) -> (x: Double, y: Double)
    ) -> String {
        guard let marker = line.look.marker else {
            return marks.single.map(place).map { point in
                "<circle cx=\"\(number(point.x))\" cy=\"\(number(point.y))\" r=\"3.5\" fill=\"\(color)\"/>\n"
            }.joined()
        }
        return (marks.letters + marks.single).map(place).map { point in
            """
            <text x="\(number(point.x))" y="\(number(point.y))" dy="4" text-anchor="middle" font-weight="bold" \
            fill="\(color)" stroke="\(ground)" stroke-width="3" paint-order="stroke">\(escaped(String(marker)))</text>

            """
        }.joined()
    }

    private static func svg(_ legend: ExportLegend, surface: Surface) -> String {
        var text = ""
        for entry in legend.entries {
            let color = hexadecimal(surface.palette.index(line: entry.line.look.color))
            let y = 42 + entry.row * legendPitch
            text += """
                <path d="M\(entry.x) \(y)h26" stroke="\(color)" stroke-width="2"\(dashes(entry.line.look.pattern))/>
                \(sampleMarker(entry, y, color))<text x="\(entry.x + 32)" y="\(y + 4)">\(escaped(entry.text))</text>

                """
        }
        if let note = legend.note {
            text += "<text x=\"\(note.x)\" y=\"\(46 + (legend.rows - 1) * legendPitch)\">\(note.text)</text>\n"
        }
        return text
    }

    private static func sampleMarker(_ entry: ExportLegend.Entry, _ y: Int, _ color: String) -> String {
        guard let marker = entry.line.look.marker else { return "" }
        return
            "<text x=\"\(entry.x + 13)\" y=\"\(y + 4)\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"\(color)\">"
            + "\(escaped(String(marker)))</text>"
    }

    private static func dashes(_ pattern: LinePattern) -> String {
        pattern.dashes.isEmpty
            ? "" : " stroke-dasharray=\"\(pattern.dashes.map(String.init).joined(separator: " "))\""
    }

    private static func hexadecimal(_ entry: UInt8) -> String {
        let color = ChartPalette.rgb(entry)
        return String(format: "#%02x%02x%02x", color.red, color.green, color.blue)
    }

    private static func number(_ value: Double) -> String { String(format: "%.2f", value) }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
