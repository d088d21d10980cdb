/// A picture in a terminal's language, ready to be written.
enum EncodedImage: Sendable, Hashable {
    /// A sixel sequence, written with the cursor in the upper left cell.
    case sixel([UInt8])
    /// One run of styled text per row of cells, each written at its row's beginning.
    case rows([[UInt8]])
    /// One line of plain characters per row of cells, drawn like any text.
    case characters([String])

    /// Memory taken, for the cache's bound.
    var byteCount: Int {
        switch self {
        case .sixel(let bytes): bytes.count
        case .rows(let rows): rows.reduce(0) { $0 + $1.count + 32 }
        case .characters(let lines): lines.reduce(0) { $0 + $1.utf8.count + 32 }
        }
    }
}
