/// What a terminal can do, as far as it says.
package struct Capabilities: Sendable, Hashable {
    /// How pictures are shown.
    package var graphics: GraphicsProtocol
    /// Colours of a half-block picture's cells.
    package var imageColors: ColorDepth
    /// Colours of text; `monochrome` where NO_COLOR is set.
    package var textColors: ColorDepth
    /// A cell's size in pixels; 10 × 20 where the terminal does not say.
    package var cellPixelSize: PixelSize
    /// Brightness of the background; nil where the terminal does not say.
    package var background: BackgroundTone?
    /// Whether mode 2026 (synchronized output) shows several changes at once.
    package var synchronizedOutput: Bool
    /// Whether the mouse is reported in pixels (mode 1016).
    package var pixelMouse: Bool
    /// Colour registers for sixel.
    package var sixelColors: Int
    /// The largest sixel picture that the terminal shows whole.
    package var maximumSixelSize: PixelSize?
    /// Whether box-drawing and block characters can be shown (a UTF-8 locale).
    package var unicode: Bool
    /// The terminal's own name and version (XTVERSION), if it says.
    package var terminalName: String?
    /// Whether colours that are easily told apart are asked for.
    package var highContrast = false
    /// Whether a terminal with kitty's protocol read shared memory of this machine.
    package var sharesMemory = false
    /// The block characters that pictures of cells are made of.
    package var blockShapes = BlockShapes.halves

    /// Capabilities; what is left out is the least that a modern terminal has.
    package init(
        graphics: GraphicsProtocol = .blocks, imageColors: ColorDepth = .palette256,
        textColors: ColorDepth = .palette256, cellPixelSize: PixelSize = PixelSize(width: 10, height: 20),
        background: BackgroundTone? = nil, synchronizedOutput: Bool = false, pixelMouse: Bool = false,
        sixelColors: Int = 256, maximumSixelSize: PixelSize? = nil, unicode: Bool = true, terminalName: String? = nil
    ) {
        self.graphics = graphics
        self.imageColors = imageColors
        self.textColors = textColors
        self.cellPixelSize = cellPixelSize
        self.background = background
        self.synchronizedOutput = synchronizedOutput
        self.pixelMouse = pixelMouse
        self.sixelColors = sixelColors
        self.maximumSixelSize = maximumSixelSize
        self.unicode = unicode
        self.terminalName = terminalName
    }
}

/// Parts of a cell that block characters ink. Terminals that draw them exactly are few; fonts leave seams or lack them, all but the
/// half blocks.
package enum BlockShapes: Sendable, Hashable {
    case halves
    case quadrants
    /// Six parts (Unicode 13), besides quadrants.
    case sextants
}

/// A way to show pictures in a terminal.
package enum GraphicsProtocol: String, Sendable, Hashable, CaseIterable {
    /// Kitty's graphics protocol: real pixels in all colours, which the terminal keeps and places by number.
    case kitty
    /// iTerm2's inline pictures: real pixels in all colours.
    case iterm
    /// DEC sixel graphics: real pixels.
    case sixel
    /// Block characters: two colours in each cell.
    case blocks
    /// No pictures; their places stay empty.
    case none

    /// Whether pictures are made of pixels rather than of cells.
    package var showsPixels: Bool { self == .kitty || self == .iterm || self == .sixel }
}
