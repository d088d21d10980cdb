import Files
import Screens

/// A chart as pixels with title, legend and labels.
enum ChartPicture {
    private static let width = 1200
    private static let height = 720
    private static let left = 100
    private static let right = 24
    private static let top = 84
    private static let bottom = 44
    private static let legendRows = 4
    private static let legendPitch = 22

    static func picture(_ content: ChartContent, surface: Surface) -> Picture {
        let tone = surface.theme.tone
        let (axis, _, absence) = content.fittedAxis()
        let legend = ExportLegend(
            content.lines,
            ExportLegend.Metrics(sample: 38, gap: 24, extent: left...width - right, rows: legendRows) {
                PixelFont.width($0, scale: 2)
            })
        let top = top + (legend.rows - 1) * legendPitch
        let plotWidth = width - left - right
        let plotHeight = height - top - bottom
        var raster = PlotRaster(width: plotWidth, height: plotHeight, tone: tone)
        let ticks = axis.ticks(count: max(2, plotHeight / 50))
        let marks = content.horizontalTicks(count: max(2, plotWidth / 120))
        raster.draw(content, axis: axis, ticks: ticks, marks: marks.map(\.place), lineWidth: 2)
        var canvas = PixelCanvas(width: width, height: height, background: ground(surface))
        canvas.copy(raster.bytes, width: plotWidth, height: plotHeight, x: left, y: top)
        let ink: PixelCanvas.Ink = tone == .dark ? (216, 218, 226) : (34, 36, 44)
        let title = LabelText.elided(LabelText.printable(content.chart.title), room: plotWidth) {
            PixelFont.width($0, scale: 3)
        }
        canvas.text(title, x: left, y: 16, scale: 3, ink: ink)
        let step = ticks.count > 1 ? abs(ticks[1] - ticks[0]) : 0
        for tick in ticks {
            let label = axis.scale == .linear ? NumberText.tick(tick, step: step) : NumberText.value(tick)
            let y = top + Int((1 - axis.fraction(of: tick)) * Double(plotHeight))
            if y < top || y > top + plotHeight { continue }
            canvas.text(label, x: left - 10 - PixelFont.width(label, scale: 2), y: y - 7, scale: 2, ink: ink)
        }
        let extent = content.range.upperBound - content.range.lowerBound
        for tick in marks {
            let x = left + Int((tick.place - content.range.lowerBound) / extent * Double(plotWidth))
            let labelWidth = PixelFont.width(tick.text, scale: 2)
            canvas.text(
                tick.text, x: min(x - labelWidth / 2, width - labelWidth - 4), y: height - bottom + 14, scale: 2,
                ink: ink)
        }
        if let absence {
            let x = left + (plotWidth - PixelFont.width(absence, scale: 2)) / 2
            canvas.text(absence, x: x, y: top + plotHeight / 2, scale: 2, ink: ink)
        }
        draw(legend, on: &canvas, surface: surface, ink: ink)
        return Picture(width: width, height: height, rgb: canvas.bytes)
    }

    private static func ground(_ surface: Surface) -> PixelCanvas.Ink {
        surface.theme.tone == .dark ? (16, 16, 16) : (255, 255, 255)
    }

    private static func draw(
        _ legend: ExportLegend, on canvas: inout PixelCanvas, surface: Surface, ink: PixelCanvas.Ink
    ) {
        let ground = ground(surface)
        for entry in legend.entries {
            let color = ChartPalette.rgb(surface.palette.index(line: entry.line.look.color))
            let y = 54 + entry.row * legendPitch
            for x in 0..<30 where entry.line.look.pattern.hasInk(at: x / 2) {
                canvas.fill(x: entry.x + x, y: y + 6, width: 1, height: 3, ink: color)
            }
            if let marker = entry.line.look.marker {
                canvas.fill(x: entry.x + 9, y: y, width: 12, height: 16, ink: ground)
                canvas.text(String(marker), x: entry.x + 10, y: y, scale: 2, ink: color)
            }
            canvas.text(entry.text, x: entry.x + 38, y: y, scale: 2, ink: ink)
        }
        if let note = legend.note {
            canvas.text(note.text, x: note.x, y: 54 + (legend.rows - 1) * legendPitch, scale: 2, ink: ink)
        }
    }
}

/// The kinds of file that a chart is written as.
enum ChartExportFormat: String, CaseIterable, Sendable {
    case png
    case svg
    case csv
}
