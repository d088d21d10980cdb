import Terminal

/// What the view has to know of the terminal it is drawn on.
package struct Surface: Equatable, Sendable {
    /// Colours that suit the terminal's background.
    package var theme: Theme = .dark
    /// Pixels of a cell.
    package var cell = PixelSize(width: 10, height: 20)
    /// Whether pictures can be shown at all.
    package var showsImages = true
    /// Whether they are shown in pixels rather than in coloured cells.
    package var showsPixels = true

    package init() {}

    package init(_ capabilities: Capabilities) {
        theme = Theme(capabilities)
        cell = capabilities.cellPixelSize
        showsImages = capabilities.graphics != .none
        showsPixels = capabilities.graphics.showsPixels
    }

    /// Whether lines can have colours.
    package var hasColors: Bool { theme.depth != .monochrome }
}
