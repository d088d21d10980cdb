import Files
import Foundation
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct SettingsTests {
    private func settings(_ json: String) throws -> Settings {
        try Settings(json: Array(json.utf8), path: "/home/ada/config.json")
    }

    @Test func theExampleOfTheDocumentIsRead() throws {
        let path = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../docs/settings.md").standardized
        let text = try String(contentsOf: path, encoding: .utf8)
        let block = try #require(text.split(separator: "```json").dropFirst().first?.split(separator: "```").first)
        let read = try settings(String(block))
        #expect(read.theme == .dark && read.graphics == .sixel && read.exportFormat == "png")
        #expect(read.exportFolder == "~/Pictures/MiniStyler")
        #expect(read.keys == ["step": [.space, .enter], "exportFrame": [.control("s")], "quit": [.control("q")]])
        // Every command that can have other keys is named there, and no other.
        let names = Set(ExplorerKeys.table.bindings(in: .explore).map { ExplorerKeys.name(of: $0.command) })
        let line = try #require(text.split(separator: "Commands: ").last)
        #expect(Set(line.matches(of: /`(\w+)`/).map { String($0.1) }) == names)
        for request in GraphicsRequest.allCases { #expect(text.contains("`\(request.rawValue)`")) }
    }

    @Test(arguments: [
        ("{", "it is no JSON"), ("[]", "it is no JSON object"),
        (#"{"theme": "purple"}"#, "“theme” is one of auto, dark, light, contrast"),
        (#"{"exportFolder": "here"}"#, "begins with / or ~/"), (#"{"colour": 1}"#, "there is no setting “colour”"),
        (#"{"keys": {"step": "hyper-x"}}"#, "there is no key “hyper-x”"),
        (#"{"keys": {"step": 3}}"#, "the keys of “step”"),
    ])
    func whatIsWrongIsNamed(_ json: String, _ words: String) {
        let error = #expect(throws: SettingsError.self) { try settings(json) }
        #expect(error?.description.contains(words) == true)
        #expect(error?.description.hasPrefix("/home/ada/config.json: ") == true)
    }

    @Test func keysAreReadByTheirNames() {
        let names: [String: Key] = [
            "x": .character("x"), "X": .character("X"), "space": .space, "ctrl-R": .control("r"), "F5": .function(5),
            "alt-x": .alt("x"), "shift-e": .character("E"), "shift-left": .shift(.left), "shift-tab": .backTab,
            "PageUp": .pageUp,
            "-": .character("-"),
        ]
        for (name, key) in names { #expect(Key(named: name) == key, "\(name)") }
        for name in ["", "xx", "f0", "f25", "ctrl-", "hyper-x", "ctrl-i", "shift-1", "shift-space"] {
            #expect(Key(named: name) == nil, "\(name)")
        }
    }

    @Test func ownKeysAreThoseOfTheScreen() throws {
        var state = ExplorerState.ready()
        state.keys = try ExplorerKeys.table(settings(#"{"keys": {"step": "n", "exportAll": []}}"#), path: "")
        #expect(state.press("n").contains { if case .step = $0 { true } else { false } })
        state.finishRun()
        #expect(state.press(" ").isEmpty && state.press("E").isEmpty && state.overlays.isEmpty)
        // The key that went to another command is not that of both.
        #expect(state.keys.keys(of: .resample, in: .explore).isEmpty)
        let bar = ExplorerView.frame(state, size: Size(columns: 100, rows: 30)).text()
        #expect(bar.contains("n step"))
        state.press("?")
        #expect(ExplorerView.frame(state, size: Size(columns: 160, rows: 60)).text().contains("Take one step"))
        let twice = #expect(throws: SettingsError.self) {
            try ExplorerKeys.table(settings(#"{"keys": {"step": "x", "play": ["y", "x"]}}"#), path: "p")
        }
        #expect(twice?.problem.contains("“x” is the key of both") == true)
        let error = #expect(throws: SettingsError.self) {
            try ExplorerKeys.table(settings(#"{"keys": {"fly": "x"}}"#), path: "p")
        }
        #expect(error?.problem.contains("there is no command “fly”") == true)
    }

    @Test func aFileThatIsNotThereSetsNothing() throws {
        #expect(try Settings.read("/nowhere/config.json") == Settings())
        #expect(Settings.path(environment: [:], home: "/home/ada") == "/home/ada/.config/ministyler/config.json")
        #expect(Settings.path(environment: ["XDG_CONFIG_HOME": "/c"], home: "/home/ada") == "/c/ministyler/config.json")
        #expect(Settings.path(environment: ["XDG_CONFIG_HOME": "c"], home: "/h") == "/h/.config/ministyler/config.json")
    }

    /// The ratio of luminances between text and a black or white background (WCAG 2), 7 at least.
    @Test(arguments: [BackgroundTone.dark, .light]) func strongColorsAreFarFromTheBackground(_ tone: BackgroundTone) {
        var capabilities = Capabilities(textColors: .trueColor, background: tone)
        capabilities.highContrast = true
        let theme = Theme(capabilities)
        for case .rgb(let red, let green, let blue) in [theme.accentColor, theme.warmColor] {
            let linear = [red, green, blue].map { pow(Double($0) / 255, 2.2) }
            let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
            let ratio = tone == .dark ? (luminance + 0.05) / 0.05 : 1.05 / (luminance + 0.05)
            #expect(ratio >= 7)
        }
        #expect(theme.quiet == TextStyle() && theme.line == TextStyle())
    }
}

@Suite struct OverlayInputTests {
    @Test func pageKeysMoveByThePage() {
        var state = ExplorerState.stepped(3)
        state.press(":")
        state.press(.pageDown)
        guard case .palette(let palette) = state.mode else { return #expect(Bool(false)) }
        let rows = PaletteLayout(sheet: state.layout.sheet).list.rows
        #expect(rows > 1 && palette.selection == rows)
    }

    @Test func aClickInThePaletteDoesTheCommand() {
        var state = ExplorerState.stepped(3)
        state.press(":")
        let list = PaletteLayout(sheet: state.layout.sheet).list
        guard case .palette(let palette) = state.mode else { return #expect(Bool(false)) }
        let text = ExplorerView.frame(state, size: state.size).text().split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(text[list.row + 1].contains(palette.matches[1].title))
        state.mouse(.press(.left), list.column + 2, list.row + 1)
        #expect(palette.matches[1] == .runTo)
        if case .runTo = state.mode {} else { Issue.record("the second command was not carried out") }
    }

    @Test func keysInTheStatusBarAreClickedInOverlaysToo() throws {
        var state = ExplorerState.stepped(3)
        state.press("e")
        let row = state.size.rows - 1
        let bar = ExplorerView.frame(state, size: state.size).text().split(
            separator: "\n", omittingEmptySubsequences: false)[row]
        let close = try #require(bar.range(of: "close"))
        state.mouse(.press(.left), bar.distance(from: bar.startIndex, to: close.lowerBound), row)
        #expect(state.overlays.isEmpty)
    }
}
