/// Decides which pictures have to be written so that the terminal shows a frame's, and remembers what it shows.
struct ImageCompositor {
    /// A picture on the terminal.
    struct Shown: Hashable {
        let key: ImageKey
        let image: EncodedImage
        /// The cells it covers.
        let rect: Rect
        /// The rectangle it was fitted into.
        let frameRect: Rect
        /// The overlays above it.
        let overlays: [Rect]
    }

    /// What to write for one frame.
    struct Plan {
        /// The frame's cells, with a mark where a picture hides them.
        var cells: [Cell]
        /// Everything behind the text: pictures and what lies above them. Empty where nothing changes.
        var bytes: [UInt8]
        /// Keys of pictures that are not encoded yet.
        var missing: Set<ImageKey>
    }

    /// Stands in cells under a picture. Unlike a blank, ncurses neither clears it together with blanks beside it nor
    /// writes it to move its cursor; and when the picture leaves, the change makes ncurses write the cell.
    static func hidden(unicode: Bool) -> Cell {
        unicode ? Cell(text: "\u{A0}") : Cell(text: " ", style: TextStyle(bold: true, dim: true))
    }

    private(set) var shown: [Shown] = []
    private var kitty = KittyScreen()

    /// Forgets what the terminal shows.
    /// - Returns: what takes off the screen what writing over it does not.
    mutating func invalidate() -> [UInt8] {
        shown = []
        return kitty.clear()
    }

    /// Forgets what the terminal shows and keeps, as it does itself when the program leaves its screen.
    mutating func forget() {
        shown = []
        kitty.forget()
    }

    /// Takes note of what the terminal says of a picture, and tells whether the frame has to be planned anew.
    mutating func take(_ answer: KittyAnswer) -> Bool { kitty.take(answer) }

    /// Whether the terminal shows a placement's picture in its place, as carefully encoded as it asks.
    func shows(_ placement: ImagePlacement, windowSize: Size, capabilities: Capabilities) -> Bool {
        guard let place = ImageCompositor.place(placement, windowSize: windowSize, capabilities: capabilities) else {
            return false
        }
        return shown.contains { $0.key == place.job.key && $0.rect == place.rect }
    }

    /// Whether the terminal has a picture, so that it need not be encoded.
    func holds(_ job: ImageJob) -> Bool { kitty.holds(job.key) }

    /// What a placement takes in a window: its picture to encode, the cells that it covers and those that it was fitted into. Nil
    /// where there is nothing to show.
    static func place(
        _ placement: ImagePlacement, windowSize: Size, capabilities: Capabilities
    ) -> (job: ImageJob, rect: Rect, frameRect: Rect)? {
        var clipped = placement
        clipped.rect = usable(placement.rect, windowSize: windowSize)
        let layout = ImageLayout(clipped, on: capabilities)
        return ImageJob(clipped, layout: layout, on: capabilities).map { ($0, layout.rect, clipped.rect) }
    }

    /// Works out a frame for a window, and takes it as shown. `find` looks up an encoded picture, and has it encoded
    /// where there is none.
    mutating func plan(
        _ frame: Frame, windowSize: Size, capabilities: Capabilities, colors: TextColors,
        find: (ImageJob) -> EncodedImage?
    ) -> Plan {
        var plan = Plan(cells: ImageCompositor.cells(of: frame, windowSize: windowSize), bytes: [], missing: [])
        var next: [Shown] = []
        for placement in frame.images {
            let place = ImageCompositor.place(placement, windowSize: windowSize, capabilities: capabilities)
            guard let (job, rect, frameRect) = place else { continue }
            let overlays = frame.overlays.map { $0.intersection(rect) }.filter { !$0.isEmpty }
            if let image = holds(job) ? .held : find(job) {
                next.append(
                    Shown(key: job.key, image: image, rect: rect, frameRect: frameRect, overlays: overlays))
                continue
            }
            plan.missing.insert(job.key)
            // Until it is ready, the rectangle keeps the picture it has.
            if let old = shown.first(where: { $0.frameRect == frameRect }) {
                next.append(
                    Shown(
                        key: old.key, image: old.image, rect: old.rect, frameRect: old.frameRect,
                        overlays: frame.overlays.map { $0.intersection(old.rect) }.filter { !$0.isEmpty }))
            }
        }
        if !capabilities.unicode {
            for index in plan.cells.indices {
                plan.cells[index].text = PlainCharacters.replacement(for: plan.cells[index].text)
            }
        }
        for picture in next {
            ImageCompositor.hide(picture, windowSize, unicode: capabilities.unicode, &plan.cells)
        }
        let isKept = capabilities.graphics == .kitty
        let bytes =
            isKept
            ? kitty.show(next, cell: capabilities.cellPixelSize, move: ImageCompositor.moving)
            : bytes(from: shown, to: next, cells: plan.cells, windowSize: windowSize, colors: colors)
        // The cursor and the colours come back to where ncurses believes they are.
        plan.bytes = bytes.isEmpty ? [] : Array("\u{1B}7".utf8) + bytes + Array("\u{1B}8".utf8)
        shown = next
        return plan
    }

    /// The part of a rectangle where pictures may be: not in the last row, where sixel would scroll the screen.
    static func usable(_ rect: Rect, windowSize: Size) -> Rect {
        rect.intersection(Rect(column: 0, row: 0, columns: windowSize.columns, rows: windowSize.rows - 1))
    }

    /// A frame's cells in a window's size, which may differ for the moment of a resize.
    private static func cells(of frame: Frame, windowSize: Size) -> [Cell] {
        if frame.size == windowSize { return frame.cells }
        var fitted = Frame(size: windowSize)
        fitted.draw(frame, at: Position(column: 0, row: 0))
        return fitted.cells
    }

    private static func hide(_ picture: Shown, _ windowSize: Size, unicode: Bool, _ cells: inout [Cell]) {
        for row in picture.rect.row..<picture.rect.endRow {
            for column in picture.rect.column..<picture.rect.endColumn {
                let position = Position(column: column, row: row)
                if picture.overlays.contains(where: { $0.contains(position) }) { continue }
                var cell = hidden(unicode: unicode)
                if case .characters(let lines) = picture.image, row - picture.rect.row < lines.count {
                    let line = lines[row - picture.rect.row].utf8
                    let offset = column - picture.rect.column
                    let byte = offset < line.count ? line[line.index(line.startIndex, offsetBy: offset)] : 0x20
                    cell = Cell(text: String(Unicode.Scalar(byte)))
                }
                cells[row * windowSize.columns + column] = cell
            }
        }
    }

    private func bytes(
        from old: [Shown], to new: [Shown], cells: [Cell], windowSize: Size, colors: TextColors
    ) -> [UInt8] {
        let gone = old.filter { before in !new.contains { $0.key == before.key && $0.rect == before.rect } }
        var redrawn: [Shown] = []
        var bytes: [UInt8] = []
        for picture in new {
            if case .characters = picture.image { continue }
            let before = old.first { $0.key == picture.key && $0.rect == picture.rect }
            let isIntact =
                before != nil
                // Text wrote over it where an overlay was.
                && before!.overlays.allSatisfy { was in picture.overlays.contains { $0.contains(was) } }
                && !gone.contains { $0.rect.intersects(picture.rect) }
                && !redrawn.contains { $0.rect.intersects(picture.rect) }
            if isIntact { continue }
            let differsInside = gone.contains {
                $0.rect.intersects(picture.rect) && $0.key.samples != picture.key.samples
            }
            if differsInside { bytes += ImageCompositor.blankEdges(picture.rect) }
            bytes += ImageCompositor.drawing(picture)
            for overlay in picture.overlays {
                bytes += ImageCompositor.text(cells, in: overlay, columns: windowSize.columns, colors: colors)
            }
            redrawn.append(picture)
        }
        return bytes
    }

    private static func drawing(_ picture: Shown) -> [UInt8] {
        switch picture.image {
        case .sequence(let sequence): return moving(picture.rect.origin) + sequence
        case .rows(let rows):
            return rows.enumerated().reduce(into: []) { bytes, row in
                bytes += moving(picture.rect.origin.offset(rows: row.offset)) + row.element
            }
        case .characters, .kitty, .held: return []
        }
    }

    /// Clears the cells that a picture may cover in part: its last column and row.
    private static func blankEdges(_ rect: Rect) -> [UInt8] {
        var bytes = Array("\u{1B}[0m".utf8)
        for row in rect.row..<rect.endRow - 1 {
            bytes += moving(Position(column: rect.endColumn - 1, row: row)) + [0x20]
        }
        bytes += moving(Position(column: rect.column, row: rect.endRow - 1))
        return bytes + [UInt8](repeating: 0x20, count: rect.columns)
    }

    /// The cells of a rectangle as text, past ncurses, which believes that they are there already.
    private static func text(_ cells: [Cell], in rect: Rect, columns: Int, colors: TextColors) -> [UInt8] {
        var bytes: [UInt8] = []
        for row in rect.row..<rect.endRow {
            bytes += moving(Position(column: rect.column, row: row))
            var style: TextStyle?
            for column in rect.column..<rect.endColumn {
                let cell = cells[row * columns + column]
                if cell.text.isEmpty { continue }
                if cell.style != style { bytes += "\u{1B}[\(colors.parameters(cell.style))m".utf8 }
                style = cell.style
                bytes += cell.text.utf8
            }
        }
        return bytes + Array("\u{1B}[0m".utf8)
    }

    private static func moving(_ position: Position) -> [UInt8] {
        Array("\u{1B}[\(position.row + 1);\(position.column + 1)H".utf8)
    }
}
