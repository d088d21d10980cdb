import Terminal

/// What the dashboard has to know of the terminal it is drawn on.
struct WatchSurface: Equatable, Sendable {
    var theme: Theme = .dark
    var cell = PixelSize(width: 10, height: 20)
    /// Whether pictures can be shown at all.
    var showsImages = true
    /// Whether pictures have the terminal's own pixels.
    var hasPixels = false
    /// Whether lines can have colours.
    var hasColors = true

    init() {}

    init(_ capabilities: Capabilities) {
        theme = Theme(capabilities)
        cell = capabilities.cellPixelSize
        showsImages = capabilities.graphics != .none
        hasPixels = capabilities.graphics == .sixel
        hasColors = capabilities.textColors != .monochrome
    }

    var palette: ChartPalette { ChartPalette(tone: theme.tone) }
}
