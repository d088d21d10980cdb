import Files
import Foundation
import Screens
import Terminal

/// One screen of the dashboard as text, for scripts and tests.
package enum WatchSnapshot {
    /// The smallest screen that the dashboard fits on.
    package static var smallest: Size { WatchLayout.minimum }

    /// Reads everything below some folders and draws it once.
    ///
    /// - Parameters:
    ///   - directories: folders with TensorBoard event files anywhere below, or single event files.
    ///   - columns: width of the screen, at least that of `smallest`.
    ///   - rows: height of the screen, at least that of `smallest`.
    ///   - filter: as `WatchFilter` takes it; other tags and runs are left out. nil for all.
    ///   - smoothing: share of the past in smoothed curves, 0 (none) to 1.
    ///   - background: which colours suit.
    ///   - noColor: leaves out all colours and attributes; otherwise the text has SGR sequences of the palette of 256.
    /// - Returns: `rows` lines. Pictures are drawn in half blocks where there are colours, else as shaded rectangles.
    package static func render(
        directories: [String], columns: Int, rows: Int, filter: String? = nil, smoothing: Double = 0.6,
        background: BackgroundTone = .dark, noColor: Bool = false
    ) -> String {
        let state = state(
            directories: directories, size: Size(columns: columns, rows: rows), filter: filter ?? "",
            smoothing: smoothing, background: background, noColor: noColor,
            now: Date().timeIntervalSince1970)
        let frame = WatchView.frame(state)
        return noColor ? frame.text() : StyledText.text(of: frame)
    }

    /// The state after everything was read, pictures too.
    /// - Parameter now: seconds since 1970.
    static func state(
        directories: [String], size: Size, filter: String, smoothing: Double, background: BackgroundTone,
        noColor: Bool, now: Double
    ) -> WatchState {
        let log = EventLog(directories)
        let progress = log.poll()
        var observer = RunObserver()
        var state = WatchState(filter: filter, smoothing: smoothing)
        state.size = size
        let capabilities = Capabilities(
            graphics: .blocks, textColors: noColor ? .monochrome : .palette256, background: background)
        var effects = state.reduce(.surface(Surface(capabilities)))
        effects += state.reduce(.runs(observer.observe(log.runs, now: now), isLoading: false))
        if !progress.failures.isEmpty { effects += state.reduce(.unreadable(progress.failures)) }
        state.settle(effects)
        return state
    }
}

extension WatchState {
    /// Carries out at once what is to be drawn or decoded.
    mutating func settle(_ effects: [WatchEffect]) {
        for effect in effects {
            switch effect {
            case .loadImage(let image): _ = reduce(WatchEffectRunner.load(image))
            case .plot(let order): _ = reduce(.plotted(order.chart, order.drawn()))
            default: break
            }
        }
    }
}

/// A frame as text with SGR sequences.
enum StyledText {
    /// Lines without trailing blanks; pictures become half blocks.
    static func text(of frame: Frame) -> String {
        var cells: [Position: Cell] = [:]
        for image in frame.images {
            draw(image, into: &cells)
        }
        var lines: [String] = []
        for row in 0..<frame.size.rows {
            var line = ""
            var current = TextStyle.standard
            var blanks = ""
            for column in 0..<frame.size.columns {
                let position = Position(column: column, row: row)
                let isCovered = !frame.overlays.contains { $0.contains(position) }
                let cell = (isCovered ? cells[position] : nil) ?? frame[position]
                if cell.text == " ", cell.style == .standard, current == .standard {
                    blanks += " "
                    continue
                }
                line += blanks
                blanks = ""
                if cell.style != current {
                    line += sequence(cell.style)
                    current = cell.style
                }
                line += cell.text
            }
            if current != .standard { line += "\u{1B}[0m" }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    private static func sequence(_ style: TextStyle) -> String {
        var codes = ["0"]
        if style.bold { codes.append("1") }
        if style.dim { codes.append("2") }
        if style.underlined { codes.append("4") }
        if style.reversed { codes.append("7") }
        codes += parameters(style.foreground, base: 38)
        codes += parameters(style.background, base: 48)
        return "\u{1B}[" + codes.joined(separator: ";") + "m"
    }

    private static func parameters(_ color: Color, base: Int) -> [String] {
        switch color {
        case .standard: []
        case .indexed(let entry): ["\(base);5;\(entry)"]
        case .rgb(let red, let green, let blue): ["\(base);2;\(red);\(green);\(blue)"]
        }
    }

    /// Draws a picture as large as its rectangle allows, two pixels in each cell.
    private static func draw(_ image: ImagePlacement, into cells: inout [Position: Cell]) {
        let rect = image.rect
        let bitmap = image.bitmap
        let scale = min(
            Double(rect.columns) / Double(bitmap.width), Double(rect.rows * 2) / Double(bitmap.height))
        let width = max(1, Int(Double(bitmap.width) * scale))
        let height = max(1, Int(Double(bitmap.height) * scale))
        let left = rect.column + (rect.columns - width) / 2
        let top = rect.row + (rect.rows * 2 - height) / 4
        func color(_ x: Int, _ y: Int) -> Color {
            if y >= height { return .standard }
            let place = 3 * (y * bitmap.height / height * bitmap.width + x * bitmap.width / width)
            return .rgb(bitmap.rgb[place], bitmap.rgb[place + 1], bitmap.rgb[place + 2])
        }
        for row in 0..<(height + 1) / 2 {
            for column in 0..<width {
                let style = TextStyle(foreground: color(column, 2 * row), background: color(column, 2 * row + 1))
                cells[Position(column: left + column, row: top + row)] = Cell(text: "▀", style: style)
            }
        }
    }
}
