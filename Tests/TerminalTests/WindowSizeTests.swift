import Testing

@testable import Terminal

@Suite struct WindowSizeTests {
    @Test func aWindowIsUsedUpToALimit() throws {
        let usual = try #require(WindowSize.used(columns: 100, rows: 40, width: 1000, height: 800))
        #expect(usual.cells == Size(columns: 100, rows: 40) && usual.pixels == PixelSize(width: 1000, height: 800))
        let vast = try #require(WindowSize.used(columns: 30_000, rows: 65_535, width: 60_000, height: 65_535))
        #expect(vast.cells == WindowSize.greatest)
        // A cell has the pixels that it had.
        #expect(vast.pixels == PixelSize(width: 2000, height: 500))
        #expect(WindowSize.used(columns: 80, rows: 24, width: 0, height: 0)?.pixels == nil)
        #expect(WindowSize.used(columns: 0, rows: 24, width: 10, height: 10) == nil)
    }

    @Test func theEnvironmentIsBelievedUpToALimit() {
        #expect(WindowSize.stated([:]) == Size(columns: 80, rows: 24))
        #expect(WindowSize.stated(["COLUMNS": "132", "LINES": "43"]) == Size(columns: 132, rows: 43))
        #expect(WindowSize.stated(["COLUMNS": "30000", "LINES": "9223372036854775807"]) == WindowSize.greatest)
        #expect(WindowSize.stated(["COLUMNS": "-1", "LINES": "many"]) == Size(columns: 80, rows: 24))
    }
}
