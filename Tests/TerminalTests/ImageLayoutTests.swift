import Testing

@testable import Terminal

struct ImageLayoutTests {
    private func placement(_ width: Int, _ height: Int, columns: Int, rows: Int) -> ImagePlacement {
        ImagePlacement(
            bitmap: ImageEncoderTests.pattern(width: width, height: height),
            rect: Rect(column: 3, row: 2, columns: columns, rows: rows))
    }

    private let sixel = Capabilities(graphics: .sixel, cellPixelSize: PixelSize(width: 8, height: 17))

    @Test func wideSixelPicturesTakeTheWholeWidth() {
        let layout = ImageLayout(placement(200, 100, columns: 20, rows: 20), on: sixel)
        #expect(layout.samples == PixelSize(width: 160, height: 80))
        #expect(layout.rect == Rect(column: 3, row: 9, columns: 20, rows: 5))
    }

    @Test func tallSixelPicturesTakeTheWholeHeight() {
        let layout = ImageLayout(placement(100, 300, columns: 40, rows: 10), on: sixel)
        #expect(layout.samples == PixelSize(width: 57, height: 170))
        #expect(layout.rect == Rect(column: 19, row: 2, columns: 8, rows: 10))
    }

    @Test func picturesStayWithinTheTerminalsBound() {
        var bounded = sixel
        bounded.maximumSixelSize = PixelSize(width: 100, height: 1000)
        #expect(
            ImageLayout(placement(200, 100, columns: 20, rows: 20), on: bounded).samples
                == PixelSize(width: 100, height: 50))
    }

    @Test func halfBlocksKeepTheAspectAndStayInside() {
        let blocks = Capabilities(graphics: .blocks, cellPixelSize: PixelSize(width: 8, height: 17))
        for rows in 1...30 {
            let placement = placement(100, 100, columns: 30, rows: rows)
            let layout = ImageLayout(placement, on: blocks)
            #expect(placement.rect.contains(layout.rect))
            #expect(
                (layout.samples.height + 5) / 6 == layout.rect.rows && layout.samples.width == 2 * layout.rect.columns)
        }
        let layout = ImageLayout(placement(100, 100, columns: 60, rows: 10), on: blocks)
        #expect(layout.samples == PixelSize(width: 42, height: 60))
    }

    @Test func mousePositionsFindTheBitmapsPixels() throws {
        let placement = placement(200, 100, columns: 20, rows: 20)
        // The picture lies in columns 3…22 and rows 9…13, 160 × 80 pixels.
        let exact = try #require(
            placement.bitmapPixel(
                at: Position(column: 0, row: 0), pixel: MouseEvent.PixelPosition(x: 24 + 80, y: 153 + 40), on: sixel))
        #expect(exact.x == 100 && exact.y == 50)
        let cell = try #require(placement.bitmapPixel(at: Position(column: 3, row: 9), on: sixel))
        #expect(cell.x == 5 && cell.y == 10)
        #expect(placement.bitmapPixel(at: Position(column: 2, row: 9), on: sixel) == nil)
        #expect(placement.bitmapPixel(at: Position(column: 3, row: 8), on: sixel) == nil)
    }

    @Test func cropsAreClampedToTheBitmap() {
        let bitmap = ImageEncoderTests.pattern(width: 10, height: 8)
        #expect(
            ImageFit.crop(PixelRect(x: 8, y: -3, width: 5, height: 100)).source(in: bitmap)
                == PixelRect(x: 5, y: 0, width: 5, height: 8))
    }
}
