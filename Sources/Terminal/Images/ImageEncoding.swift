/// The language into which a picture is encoded; part of a cached picture's key.
enum ImageEncoding: Sendable, Hashable {
    /// Sixel with at most this many colours.
    case sixel(colors: Int, quality: ImageQuality, paletteID: Int?)
    /// Kitty's protocol: plain pixels for shared memory, else a PNG.
    case kitty(isCompressed: Bool)
    /// A PNG in iTerm2's sequence.
    case iterm
    /// Blocks in any colour, or in the palette's 256.
    case blocks(trueColor: Bool, shapes: BlockShapes)
    /// Characters as dark as the picture; more ink is brighter on a dark background.
    case characters(darkBackground: Bool)

    /// The encoding for a placement, nil where the terminal shows no pictures.
    init?(_ placement: ImagePlacement, on capabilities: Capabilities) {
        switch capabilities.graphics {
        case .none: return nil
        case .sixel:
            self = .sixel(
                colors: min(256, max(2, capabilities.sixelColors)), quality: placement.quality,
                paletteID: placement.palette?.id)
        case .kitty: self = .kitty(isCompressed: !capabilities.sharesMemory)
        case .iterm: self = .iterm
        case .blocks:
            if capabilities.unicode && capabilities.imageColors >= .palette256 {
                self = .blocks(
                    trueColor: capabilities.imageColors == .trueColor, shapes: capabilities.blockShapes)
            } else {
                self = .characters(darkBackground: capabilities.background != .light)
            }
        }
    }
}
