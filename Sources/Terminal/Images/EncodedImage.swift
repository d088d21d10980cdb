/// A picture in a terminal's language, ready to be written.
enum EncodedImage: Sendable, Hashable {
    /// One control sequence, sixel or iTerm2's, written with the cursor in the upper left cell.
    case sequence([UInt8])
    /// What a terminal with kitty's protocol is given once.
    case kitty(KittyPixels)
    /// What a terminal with kitty's protocol was given.
    case held
    /// One run of styled text per row of cells, each written at its row's beginning.
    case rows([[UInt8]])
    /// One line of plain characters per row of cells, drawn like any text.
    case characters([String])

    /// Memory taken, for the cache's bound.
    var byteCount: Int {
        switch self {
        case .sequence(let bytes): bytes.count
        case .kitty(let pixels): pixels.bytes.count
        case .held: 0
        case .rows(let rows): rows.reduce(0) { $0 + $1.count + 32 }
        case .characters(let lines): lines.reduce(0) { $0 + $1.utf8.count + 32 }
        }
    }
}
