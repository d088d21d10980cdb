import Terminal
import Testing

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

/// Nothing of a help page is cut, on any screen and at any usual size.
@Suite struct HelpSheetTests {
    static let sizes = [
        Size(columns: 60, rows: 16), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
        Size(columns: 140, rows: 47), Size(columns: 160, rows: 50),
    ]

    private static func pages(_ size: Size) -> [(lines: [HelpLine], sheet: HelpSheet)] {
        [
            ExplorerKeys.help(ExplorerKeys.table).lines(), WatchKeys.help.lines(), LookbackKeys.help.lines(),
        ].map { ($0, HelpLayout(size: size).sheet($0)) }
    }

    @Test(arguments: sizes) func everyWordIsOnThePage(size: Size) {
        func words(_ lines: [HelpLine]) -> [[String]] {
            var keys: [String] = []
            var titles: [String] = []
            for case .entry(let key, let title) in lines {
                keys += key.split(separator: " ").map(String.init)
                titles += title.split(separator: " ").map(String.init)
            }
            return [keys, titles]
        }
        for (lines, sheet) in Self.pages(size) {
            #expect(words(sheet.rows) == words(lines))
            var shown = ""
            // From page to page, as a person reads it.
            for first in stride(from: 0, through: sheet.lastFirstRow + sheet.capacity - 1, by: sheet.capacity) {
                var frame = Frame(size: size)
                sheet.draw(in: &frame, from: first, theme: .dark)
                shown += frame.text() + "\n"
            }
            for case .entry(let keys, let title) in sheet.rows where !keys.isEmpty && !title.isEmpty {
                // Keys and their meaning do not touch.
                #expect(shown.contains(keys + " ") && shown.contains(" " + title), "\(keys) \(title)")
            }
        }
    }

    @Test(arguments: sizes) func theScreensShowIt(size: Size) {
        var explorer = ExplorerState.ready()
        explorer.size = size
        explorer.press("?")
        var watch = WatchState()
        watch.size = size
        watch.press("?")
        var lookback = LookbackState()
        lookback.size = size
        _ = lookback.reduce(.input(.key(.character("?"))))
        for text in [
            ExplorerView.frame(explorer, size: size).text(), WatchView.frame(watch).text(),
            LookbackView.frame(lookback).text(),
        ] {
            var rest = text.replacing("1 … 9", with: "")
            for case .entry(_, let title) in ExplorerKeys.help(ExplorerKeys.table).lines() where title.hasSuffix("…") {
                rest = rest.replacing(title, with: "")
            }
            #expect(!rest.contains("…"), "\(rest)")
        }
    }
}
