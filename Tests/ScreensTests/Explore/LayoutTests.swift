import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct LayoutTests {
    private static let shapes = [(3, 2), (4, 3), (1, 1), (3, 4), (2, 3), (5, 1), (1, 5)]
    private static let cells = [PixelSize(width: 16, height: 32), PixelSize(width: 10, height: 20)]

    @Test func partsNeverOverlapAndStayOnTheScreen() {
        for columns in stride(from: 60, through: 220, by: 13) {
            for rows in stride(from: 16, through: 70, by: 3) {
                for (width, height) in Self.shapes {
                    for panels in [ExplorerLayout.Panels.all, .slider, .none] {
                        let layout = ExplorerLayout(
                            size: Size(columns: columns, rows: rows), shape: PixelSize(width: width, height: height),
                            cell: Self.cells[columns % 2], panels: panels)
                        let name: Comment = "\(columns)×\(rows) \(width):\(height) \(panels)"
                        let parts = [
                            layout.header, layout.picture, layout.contentPanel, layout.stylePanel, layout.readout,
                            layout.filmstrip, layout.track, layout.numbers, layout.status,
                        ].filter { !$0.isEmpty }
                        #expect(!layout.picture.isEmpty && layout.picture.endRow < rows && !layout.track.isEmpty, name)
                        for (index, part) in parts.enumerated() {
                            #expect(Rect(layout.size).contains(part), name)
                            for other in parts[(index + 1)...] { #expect(!part.intersects(other), name) }
                        }
                        let news = layout.activity
                        #expect(
                            !news.isEmpty && !news.intersects(layout.picture) && !news.intersects(layout.readout), name)
                    }
                }
            }
        }
    }

    /// Of 120×40 cells, the share of all pixels that the picture covers.
    private func share(_ width: Int, _ height: Int, _ panels: ExplorerLayout.Panels = .all) -> Double {
        let (size, cell) = (Size(columns: 120, rows: 40), Self.cells[0])
        let layout = ExplorerLayout(
            size: size, shape: PixelSize(width: width, height: height), cell: cell, panels: panels)
        let area = (Double(layout.picture.columns * cell.width), Double(layout.picture.rows * cell.height))
        let scale = min(area.0 / Double(width), area.1 / Double(height))
        return scale * Double(width) * scale * Double(height) / Double(120 * 16 * 40 * 32)
    }

    @Test(arguments: [(768, 512, 0.75), (1024, 768, 0.7), (768, 1024, 0.45), (512, 512, 0.55)])
    func thePictureGetsTheWindow(width: Int, height: Int, least: Double) {
        #expect(share(width, height) >= least, "\(share(width, height))")
    }

    @Test(arguments: [(768, 512), (512, 768), (512, 512), (1024, 768)])
    func aloneItGetsNearlyAllThatItsShapeAllows(width: Int, height: Int) {
        let (w, h) = (Double(width), Double(height))
        let scale = min(1920 / w, 1280 / h)
        #expect(share(width, height, .none) >= 0.9 * scale * w * scale * h / (1920 * 1280))
    }

    @Test func keysGiveThePictureTheWindow() {
        var state = ExplorerState.stepped(3)
        let before = state.layout.picture
        state.press("i")
        #expect(state.layout.readout.isEmpty && state.layout.picture.columns > before.columns)
        state.press("i")
        #expect(state.layout.picture == before)
        state.press("f")
        #expect(state.layout.picture.rows == state.size.rows - 1 && state.layout.status.isEmpty)
        state.press(.escape)
        #expect(state.layout.picture == before)
    }
}
