import Files
import Foundation
import Terminal
import Testing

@testable import Screens
@testable import Watch

@Suite struct ChartExportTests {
    private func content(_ samples: WatchSamples, _ change: (inout WatchState) -> Void = { _ in }) throws
        -> ChartContent
    {
        try samples.addTraining("a,\"run\"")
        var state = samples.state()
        change(&state)
        return state.content(of: try #require(state.charts.first { $0.tags == ["reward/step"] }))
    }

    @Test func tableHasEveryPointOfTheView() throws {
        let samples = try WatchSamples()
        let content = try content(samples) { $0.press("+") }
        let lines = ChartTable.csv(content).split(separator: "\n")
        #expect(lines[0] == "run,tag,step,wall_time,value,smoothed")
        #expect(lines.count == 1 + 50)
        let line = content.lines[0]
        #expect(
            lines[1]
                == "\"a,\"\"run\"\"\",reward/step,500,\(WatchSamples.start + 1000),\(line.raw[50]),\(line.values[50])")
    }

    @Test func drawingIsWellFormedAndHasBothCurves() throws {
        let samples = try WatchSamples()
        let svg = ChartDrawing.svg(try content(samples), surface: Surface())
        #expect(svg.contains("stroke-opacity=\"0.3\""))
        #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
        // Every element that is opened is closed, in its order.
        var open: [Substring] = []
        for match in svg.matches(of: /<(\/?)([a-zA-Z]+)[^>]*?(\/?)>/) {
            if match.1 == "/" {
                #expect(open.popLast() == match.2)
            } else if match.3 != "/" {
                open.append(match.2)
            }
        }
        #expect(open.isEmpty)
    }

    @Test(arguments: [BackgroundTone.dark, .light]) func pictureShowsTheCurve(tone: BackgroundTone) throws {
        let samples = try WatchSamples()
        let content = try content(samples)
        let surface = Surface(Capabilities(background: tone))
        let event = WatchEffectRunner.export(
            content, .png, name: "reward / step", surface: surface, folder: samples.folder)
        guard case .exported(let path) = event else {
            Issue.record("\(event)")
            return
        }
        #expect(path.hasSuffix("/reward---step.png"))
        let picture = try Picture.read(path)
        #expect((picture.width, picture.height) == (1200, 720))
        let color = ChartPalette.rgb(surface.palette.index(line: 0))
        var hits = 0
        for pixel in 0..<picture.width * picture.height
        where picture.rgb[3 * pixel] == color.red && picture.rgb[3 * pixel + 1] == color.green
            && picture.rgb[3 * pixel + 2] == color.blue
        {
            hits += 1
        }
        #expect(hits > 800)
        let again = WatchEffectRunner.export(
            content, .png, name: "reward / step", surface: surface, folder: samples.folder)
        guard case .exported(let second) = again else { return }
        #expect(second.hasSuffix("/reward---step-2.png"))
    }

    @Test func rasterDrawsALineWhereItIs() {
        var series = ScalarSeries(tag: "a")
        for step in 0...10 { series.append(step: Int64(step), wallTime: 0, value: Double(step)) }
        let line = ChartLine(
            key: LineKey(run: "r", tag: "a"), runName: "r", label: "a", look: LineLook(number: 0),
            points: LinePoints(series: series, axis: .step, run: .empty(wallTimes: nil)), smoothed: nil)
        let content = ChartContent(
            chart: Chart(group: "g", title: "a", tags: ["a"]), lines: [line], range: 0...10, axis: .step,
            scale: .linear, fit: .all)
        var raster = PlotRaster(width: 101, height: 101, tone: .dark)
        raster.draw(content, axis: VerticalAxis(scale: .linear, showing: 0...10, isExact: true))
        let color = ChartPalette.rgb(ChartPalette(tone: .dark).index(line: 0))
        func pixel(_ x: Int, _ y: Int) -> [UInt8] { Array(raster.bytes[3 * (y * 101 + x)..<3 * (y * 101 + x) + 3]) }
        for x in stride(from: 5, through: 95, by: 10) {
            let y = Int((100 - (Double(x) + 0.5) * 100 / 101).rounded())
            #expect(pixel(x, y)[1] > color.green / 5 * 4)
            #expect(pixel(x, y + 5)[1] < 100 && pixel(x, y - 5)[1] < 100)
        }
    }
}
