import Terminal

/// What the view has to know of the terminal it is drawn on.
struct Surface: Equatable, Sendable {
    /// Colours that suit the terminal's background.
    var theme: Theme = .dark
    /// Pixels of a cell.
    var cell = PixelSize(width: 10, height: 20)
    /// Whether pictures can be shown at all.
    var showsImages = true
    /// Whether they are shown in pixels rather than in coloured cells.
    var showsPixels = true

    init() {}

    init(_ capabilities: Capabilities) {
        theme = Theme(capabilities)
        cell = capabilities.cellPixelSize
        showsImages = capabilities.graphics != .none
        showsPixels = capabilities.graphics == .sixel
    }
}
