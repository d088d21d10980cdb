import Testing

@testable import Terminal

/// Kitty's protocol, decoded back to the pixels on the screen.
struct KittyTests {
    private let size = Size(columns: 20, rows: 10)
    private let cell = PixelSize(width: 10, height: 20)
    private let place = Rect(column: 2, row: 1, columns: 8, rows: 4)
    private let first = ImageEncoderTests.pattern(width: 40, height: 40)
    private let second = ImageEncoderTests.pattern(width: 64, height: 64)

    private func capabilities(sharesMemory: Bool) -> Capabilities {
        var capabilities = Capabilities(graphics: .kitty, cellPixelSize: cell)
        capabilities.sharesMemory = sharesMemory
        return capabilities
    }

    private func show(
        _ bitmaps: [(Bitmap, Rect)], below overlay: Rect? = nil, with compositor: inout ImageCompositor,
        sharesMemory: Bool = false
    ) -> [UInt8] {
        var frame = Frame(size: size)
        for (bitmap, rect) in bitmaps { frame.place(bitmap, in: rect) }
        if let overlay { frame.openOverlay(overlay) }
        return compositor.plan(
            frame, windowSize: size, capabilities: capabilities(sharesMemory: sharesMemory),
            colors: TextColors(depth: .palette256, paletteSize: 256)
        ) { $0.encoded() }.bytes
    }

    /// What the screen should show: scaled pictures, black elsewhere.
    private func expected(_ bitmaps: [(Bitmap, Rect)], below overlay: Rect? = nil) -> [UInt8] {
        let width = size.columns * cell.width
        var rgb = [UInt8](repeating: 0, count: 3 * width * size.rows * cell.height)
        for (bitmap, rect) in bitmaps {
            let layout = ImageLayout(ImagePlacement(bitmap: bitmap, rect: rect), on: capabilities(sharesMemory: false))
            let pixels = ImageScaler.scaled(bitmap, source: layout.source, to: layout.samples)
            for y in 0..<layout.samples.height {
                for x in 0..<layout.samples.width {
                    let (left, top) = (layout.rect.column * cell.width + x, layout.rect.row * cell.height + y)
                    let position = Position(column: left / cell.width, row: top / cell.height)
                    if overlay?.contains(position) == true { continue }
                    for channel in 0..<3 {
                        rgb[3 * (top * width + left) + channel] = pixels[3 * (y * layout.samples.width + x) + channel]
                    }
                }
            }
        }
        return rgb
    }

    @Test(arguments: [false, true]) func whatIsShownIsThePixels(sharesMemory: Bool) throws {
        var compositor = ImageCompositor()
        let terminal = KittyTerminal()
        for bitmap in [first, second, first] {
            try terminal.feed(show([(bitmap, place)], with: &compositor, sharesMemory: sharesMemory))
            #expect(terminal.screen(size, cell: cell) == expected([(bitmap, place)]))
            #expect(terminal.placements.count == 1)
        }
        #expect(terminal.answers.isEmpty)
        #expect(sharesMemory == (terminal.transmitted < 200))
        let other = Rect(column: 11, row: 2, columns: 7, rows: 5)
        try terminal.feed(show([(second, place), (second, other)], with: &compositor, sharesMemory: sharesMemory))
        #expect(terminal.screen(size, cell: cell) == expected([(second, place), (second, other)]))
        try terminal.feed(show([], with: &compositor, sharesMemory: sharesMemory))
        #expect(terminal.placements.isEmpty)
    }

    @Test func scrubbingSendsNothingTwice() throws {
        var compositor = ImageCompositor()
        let terminal = KittyTerminal()
        for bitmap in [first, second] { try terminal.feed(show([(bitmap, place)], with: &compositor)) }
        let sent = terminal.transmitted
        for bitmap in [first, second, first, second] {
            let bytes = show([(bitmap, place)], with: &compositor)
            #expect(bytes.count < 160)
            try terminal.feed(bytes)
        }
        #expect(terminal.transmitted == sent && terminal.placements.count == 1)
        #expect(show([(second, place)], with: &compositor).isEmpty)
    }

    @Test func whatLiesAboveAPictureStaysReadable() throws {
        var compositor = ImageCompositor()
        let terminal = KittyTerminal()
        let overlay = Rect(column: 4, row: 2, columns: 3, rows: 2)
        try terminal.feed(show([(first, place)], with: &compositor))
        try terminal.feed(show([(first, place)], below: overlay, with: &compositor))
        #expect(terminal.screen(size, cell: cell) == expected([(first, place)], below: overlay))
        #expect(terminal.placements.count == 4 && terminal.pictures.count == 1)
        try terminal.feed(show([(first, place)], with: &compositor))
        #expect(terminal.screen(size, cell: cell) == expected([(first, place)]))
        #expect(terminal.placements.count == 1)
    }

    @Test func whatTheTerminalLostIsSentAgain() throws {
        var compositor = ImageCompositor()
        _ = show([(first, place)], with: &compositor)
        let terminal = KittyTerminal()
        let answer = try #require(KittyAnswer("Gi=3,p=1;ENOENT:Put command refers to non-existent image\u{1B}\\"))
        let isLost = [compositor.take(answer), compositor.take(answer)]
        #expect(isLost == [true, false])
        try terminal.feed(show([(first, place)], with: &compositor))
        #expect(terminal.screen(size, cell: cell) == expected([(first, place)]))
    }

    /// A terminal that cannot reach this machine's memory although it said so is sent the pixels.
    @Test func refusedMemoryIsNotTriedAgain() throws {
        var compositor = ImageCompositor()
        let before = show([(first, place)], with: &compositor, sharesMemory: true)
        #expect(String(decoding: before, as: UTF8.self).contains("t=s"))
        let isLost = compositor.take(try #require(KittyAnswer("Gi=3;EBADF:Failed to open")))
        #expect(isLost)
        let after = show([(first, place)], with: &compositor, sharesMemory: true)
        #expect(!String(decoding: after, as: UTF8.self).contains("t=s"))
        let terminal = KittyTerminal()
        try terminal.feed(after)
        #expect(terminal.screen(size, cell: cell) == expected([(first, place)]))
    }

    @Test func theOldestAreDroppedWhereThereAreTooMany() throws {
        var screen = KittyScreen(capacity: 3 * 4 * 80 * 80)
        let terminal = KittyTerminal()
        for phase in 0..<6 {
            let bitmap = ImageEncoderTests.pattern(width: 40 + phase, height: 40 + phase)
            let placement = ImagePlacement(bitmap: bitmap, rect: place)
            let capabilities = capabilities(sharesMemory: false)
            let layout = ImageLayout(placement, on: capabilities)
            let job = try #require(ImageJob(placement, layout: layout, on: capabilities))
            let shown = ImageCompositor.Shown(
                key: job.key, image: job.encoded(), rect: layout.rect, frameRect: place, overlays: [])
            try terminal.feed(screen.show([shown], cell: cell) { _ in [] })
            #expect(terminal.pictures.count == min(phase + 1, 3))
        }
    }

    @Test func theQuestionAsksForAPixelAndForMemory() throws {
        let terminal = KittyTerminal()
        let name = try #require(SharedMemory.put([1, 2, 3]))
        try terminal.feed(Array(ProbeReplies.kittyQuestion(sharedMemory: name).utf8))
        #expect(terminal.answers == ["1;OK", "2;OK"])
    }
}
