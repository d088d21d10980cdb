import Screens
import Terminal

/// The explorer's keys; its palette is made from them too.
enum ExplorerKeys {
    static let table = KeyTable<ExplorerKeyContext, ExplorerCommand> { context in
        switch context {
        case .explore: explore
        case .pan: pan
        case .loupe: loupe
        case .branches: branches
        case .practice: practice
        case .picker: picker
        case .pickerGrid: pickerGrid
        case .runTo: runTo
        case .export: export
        case .help: page
        case .helpFilter: helpFilter
        case .palette: palette
        case .confirmation: confirmation
        }
    }

    /// The help page of a table.
    static func help(_ table: KeyTable<ExplorerKeyContext, ExplorerCommand>) -> HelpPage<
        ExplorerKeyContext, ExplorerCommand
    > {
        HelpPage(table) { context in
            guard context == .explore else { return [] }
            return [
                ("Drag", "The slider, the divider, the zoomed frame, the loupe"),
                ("Click", "A thumbnail, a screen's name, a key in the status bar"),
                ("Wheel", "Over the picture: zoom at the pointer; elsewhere, or with Ctrl: scrub"),
                ("Shift-drag", "Select text, in most terminals"),
            ]
        }
    }

    /// The table with a person's own keys for the session.
    ///
    /// - Throws: `SettingsError` where a command is unknown.
    static func table(_ settings: Settings, path: String) throws -> KeyTable<ExplorerKeyContext, ExplorerCommand> {
        let commands = Dictionary(
            table.bindings(in: .explore).map { (name(of: $0.command), $0.command) }
        ) { first, _ in first }
        let changes = try settings.keys.map { name, keys in
            guard let command = commands[name] else {
                throw SettingsError(
                    path: path,
                    problem: "there is no command “\(name)”, but \(commands.keys.sorted().joined(separator: ", "))")
            }
            return (command, keys)
        }
        for (place, (command, keys)) in changes.enumerated() {
            for (other, others) in changes[..<place] {
                guard let key = keys.first(where: others.contains) else { continue }
                throw SettingsError(
                    path: path,
                    problem: "“\(key.label)” is the key of both “\(name(of: other))” and “\(name(of: command))”")
            }
        }
        return table.rebinding(.explore, Dictionary(uniqueKeysWithValues: changes))
    }

    /// A command's name in the settings: `step`, `exportFrame`, `jump1`.
    static func name(of command: ExplorerCommand) -> String {
        if case .jump(let step) = command { "jump\(step)" } else { "\(command)" }
    }

    private typealias Binding = KeyBinding<ExplorerCommand>

    private static let explore: [Binding] =
        [
            Binding(.step, .character(" ")),
            Binding(.runTo, .character("r")),
            Binding(.resample, .character("n")),
            Binding(.undo, .character("u")),
            Binding(.redo, .control("r"), .character("U")),
            Binding(.reset, .character("R")),
            Binding(.cancelRun, .character("x")),
            Binding(.previousStep, .left, .character("h")),
            Binding(.nextStep, .right, .character("l")),
            Binding(.firstStep, .home, .character("g")),
            Binding(.lastStep, .end, .character("G")),
            Binding(.tenthBack, .character(","), .shift(.left)),
            Binding(.tenthForward, .character("."), .shift(.right)),
        ] + jumps + [
            Binding(.play, .character("p")),
            Binding(.pickContent, .character("c")),
            Binding(.pickStyle, .character("s")),
            Binding(.sessions, .character("o")),
            Binding(.gallery, .character("A")),
            Binding(.increaseAlpha, .up, .character("]")),
            Binding(.decreaseAlpha, .down, .character("[")),
            Binding(.toggleSampling, .character("m")),
            Binding(.cycleWorkingSize, .character("w")),
            Binding(.toggleFullPicture, .character("f")),
            Binding(.togglePanels, .character("i")),
            Binding(.toggleSplit, .character("b"), .character("|")),
            Binding(.moveDividerLeft, .character("<")),
            Binding(.moveDividerRight, .character(">")),
            Binding(.toggleFlip, .character("v")),
            Binding(.toggleTwoUp, .character("y")),
            Binding(.toggleDifference, .character("d")),
            Binding(.toggleChanges, .character("H")),
            Binding(.markFrame, .character("a")),
            Binding(.branches, .character("B")),
            Binding(.practise, .character("P")),
            Binding(.sweetSpot, .character("k")),
            Binding(.truePixels, .character("t")),
            Binding(.zoomIn, .character("+"), .character("=")),
            Binding(.zoomOut, .character("-")),
            Binding(.startPanning, .character("z")),
            Binding(.resetView, .character("Z")),
            Binding(.toggleLoupe, .character("L")),
            Binding(.exportFrame, .character("e")),
            Binding(.exportAll, .character("E")),
            Binding(.renderFull, .character("F")),
            Binding(.copyPath, .character("Y")),
            Binding(.openViewer, .character("O")),
            Binding(.help, .character("?"), .function(1)),
            Binding(.palette, .character(":")),
            Binding(.nextScreen, .tab),
            Binding(.close, .escape),
            Binding(.quit, .character("q"), .control("c")),
        ]

    /// Moving and magnifying what is looked at.
    private static let moving: [Binding] = [
        Binding(.panLeft, .left, .character("h")),
        Binding(.panRight, .right, .character("l")),
        Binding(.panUp, .up, .character("k")),
        Binding(.panDown, .down, .character("j")),
        Binding(.zoomIn, .character("+"), .character("=")),
        Binding(.zoomOut, .character("-")),
    ]

    private static let jumps: [Binding] =
        (1...9).map { Binding(.jump($0), .character(Character("\($0)"))) } + [Binding(.jump(10), .character("0"))]

    private static let loupe: [Binding] =
        moving + [
            Binding(.tenthBack, .character(","), .shift(.left)),
            Binding(.tenthForward, .character("."), .shift(.right)),
        ] + jumps + [
            Binding(.toggleFlip, .character("v")),
            Binding(.step, .character(" ")),
            Binding(.accept, .enter),
            Binding(.help, .character("?"), .function(1)),
            Binding(.close, .escape),
            Binding(.toggleLoupe, .character("L")),
            Binding(.quit, .character("q"), .control("c")),
        ]

    private static let pan: [Binding] =
        moving + [
            Binding(.resetView, .character("0"), .character("Z")),
            Binding(.toggleSplit, .character("b"), .character("|")),
            Binding(.moveDividerLeft, .character("<")),
            Binding(.moveDividerRight, .character(">")),
            Binding(.tenthBack, .character(","), .shift(.left)),
            Binding(.tenthForward, .character("."), .shift(.right)),
            Binding(.step, .character(" ")),
            Binding(.exportFrame, .character("e")),
            Binding(.exportAll, .character("E")),
            Binding(.help, .character("?"), .function(1)),
            Binding(.palette, .character(":")),
            Binding(.nextScreen, .tab),
            Binding(.close, .escape, .character("z"), .enter),
            Binding(.quit, .character("q"), .control("c")),
        ]

    private static let picker: [Binding] =
        [
            Binding(.accept, .enter, .right),
            Binding(.parentFolder, .left),
        ] + choosing

    private static let pickerGrid: [Binding] =
        [
            Binding(.accept, .enter),
            Binding(.cursorLeft, .left),
            Binding(.cursorRight, .right),
        ] + choosing

    /// What the picker's list and its grid have in common.
    private static let choosing: [Binding] = [
        Binding(.up, .up, .control("p")),
        Binding(.down, .down, .control("n")),
        Binding(.pageUp, .pageUp),
        Binding(.pageDown, .pageDown),
        Binding(.toTop, .home),
        Binding(.toBottom, .end),
        Binding(.nextPlace, .tab),
        Binding(.previousPlace, .backTab),
        Binding(.toggleGrid, .control("t")),
        Binding(.usePlainPicture, .control("o")),
        Binding(.toggleAllFiles, .control("a")),
        Binding(.deleteBackward, .backspace),
        Binding(.deleteWord, .control("w")),
        Binding(.deleteToStart, .control("u")),
        Binding(.help, .function(1)),
        Binding(.close, .escape, .control("c")),
    ]

    /// Editing keys that every text field has.
    private static let editing: [Binding] = [
        Binding(.cursorLeft, .left, .control("b")),
        Binding(.cursorRight, .right, .control("f")),
        Binding(.toTop, .home, .control("a")),
        Binding(.toBottom, .end, .control("e")),
        Binding(.deleteBackward, .backspace),
        Binding(.deleteForward, .delete, .control("d")),
        Binding(.deleteWord, .control("w")),
        Binding(.deleteToStart, .control("u")),
        Binding(.close, .escape, .control("c")),
    ]

    private static let runTo: [Binding] =
        [
            Binding(.accept, .enter),
            Binding(.up, .up),
            Binding(.down, .down),
            Binding(.help, .function(1)),
        ] + editing

    private static let export: [Binding] =
        [
            Binding(.accept, .enter),
            Binding(.nextField, .tab, .down),
            Binding(.previousField, .backTab, .up),
            Binding(.toggleOption, .control("t")),
            Binding(.help, .function(1)),
        ] + editing

    private static let page: [Binding] = [
        Binding(.up, .up, .character("k")),
        Binding(.down, .down, .character("j")),
        Binding(.pageUp, .pageUp, .character("b")),
        Binding(.pageDown, .pageDown, .character(" ")),
        Binding(.toTop, .home, .character("g")),
        Binding(.toBottom, .end, .character("G")),
        Binding(.startFilter, .character("/")),
        Binding(.help, .character("?"), .function(1)),
        Binding(.quit, .character("q"), .control("c")),
        Binding(.close, .escape),
    ]

    private static let helpFilter: [Binding] =
        [
            Binding(.accept, .enter),
            Binding(.up, .up),
            Binding(.down, .down),
            Binding(.pageUp, .pageUp),
            Binding(.pageDown, .pageDown),
        ] + editing

    private static let palette: [Binding] =
        [
            Binding(.accept, .enter),
            Binding(.up, .up, .control("p")),
            Binding(.down, .down, .control("n")),
            Binding(.pageUp, .pageUp),
            Binding(.pageDown, .pageDown),
            Binding(.help, .function(1)),
        ] + editing

    private static let confirmation: [Binding] = [
        Binding(.accept, .enter, .character("y")),
        Binding(.reject, .character("n")),
        Binding(.quit, .character("q"), .control("c")),
        Binding(.close, .escape),
    ]
}
