import Terminal

/// The one table that keys are dispatched by and that help, palette and status bar are made from.
enum KeyTable {
    /// The command of a key; nil where the context has none for it.
    static func command(for key: Key, in context: KeyContext) -> Command? {
        commands[context]?[key]
    }

    /// The bindings of a context in the order of the help page.
    static func bindings(in context: KeyContext) -> [KeyBinding] {
        switch context {
        case .explore: explore
        case .pan: pan
        case .picker: picker
        case .runTo: runTo
        case .export: export
        case .help: help
        case .helpFilter: helpFilter
        case .palette: palette
        case .confirmation: confirmation
        }
    }

    /// The keys of a command in a context; empty where it has none.
    static func keys(of command: Command, in context: KeyContext) -> [Key] {
        bindings(in: context).first { $0.command == command }?.keys ?? []
    }

    private static let commands: [KeyContext: [Key: Command]] = Dictionary(
        uniqueKeysWithValues: KeyContext.allCases.map { context in
            let pairs = bindings(in: context).flatMap { binding in binding.keys.map { ($0, binding.command) } }
            return (context, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        })

    private static let explore: [KeyBinding] =
        [
            KeyBinding(.step, .character(" ")),
            KeyBinding(.runTo, .character("r")),
            KeyBinding(.resample, .character("n")),
            KeyBinding(.undo, .character("u")),
            KeyBinding(.redo, .control("r"), .character("U")),
            KeyBinding(.reset, .character("R")),
            KeyBinding(.cancelRun, .character("x")),
            KeyBinding(.previousStep, .left, .character("h")),
            KeyBinding(.nextStep, .right, .character("l")),
            KeyBinding(.firstStep, .home, .character("g")),
            KeyBinding(.lastStep, .end, .character("G")),
            KeyBinding(.tenthBack, .character(","), .shift(.left)),
            KeyBinding(.tenthForward, .character("."), .shift(.right)),
        ] + (1...9).map { KeyBinding(.jump($0), .character(Character("\($0)"))) } + [
            KeyBinding(.jump(10), .character("0")),
            KeyBinding(.pickContent, .character("c")),
            KeyBinding(.pickStyle, .character("s")),
            KeyBinding(.increaseAlpha, .up, .character("]")),
            KeyBinding(.decreaseAlpha, .down, .character("[")),
            KeyBinding(.toggleSampling, .character("m")),
            KeyBinding(.cycleWorkingSize, .character("w")),
            KeyBinding(.toggleSplit, .character("b"), .character("|")),
            KeyBinding(.moveDividerLeft, .character("<")),
            KeyBinding(.moveDividerRight, .character(">")),
            KeyBinding(.zoomIn, .character("+"), .character("=")),
            KeyBinding(.zoomOut, .character("-")),
            KeyBinding(.startPanning, .character("z")),
            KeyBinding(.resetView, .character("Z")),
            KeyBinding(.exportFrame, .character("e")),
            KeyBinding(.exportAll, .character("E")),
            KeyBinding(.help, .character("?"), .function(1)),
            KeyBinding(.palette, .character(":")),
            KeyBinding(.nextScreen, .tab),
            KeyBinding(.close, .escape),
            KeyBinding(.quit, .character("q"), .control("c")),
        ]

    private static let pan: [KeyBinding] = [
        KeyBinding(.panLeft, .left, .character("h")),
        KeyBinding(.panRight, .right, .character("l")),
        KeyBinding(.panUp, .up, .character("k")),
        KeyBinding(.panDown, .down, .character("j")),
        KeyBinding(.zoomIn, .character("+"), .character("=")),
        KeyBinding(.zoomOut, .character("-")),
        KeyBinding(.resetView, .character("0"), .character("Z")),
        KeyBinding(.toggleSplit, .character("b"), .character("|")),
        KeyBinding(.moveDividerLeft, .character("<")),
        KeyBinding(.moveDividerRight, .character(">")),
        KeyBinding(.tenthBack, .character(","), .shift(.left)),
        KeyBinding(.tenthForward, .character("."), .shift(.right)),
        KeyBinding(.step, .character(" ")),
        KeyBinding(.exportFrame, .character("e")),
        KeyBinding(.exportAll, .character("E")),
        KeyBinding(.help, .character("?"), .function(1)),
        KeyBinding(.palette, .character(":")),
        KeyBinding(.nextScreen, .tab),
        KeyBinding(.close, .escape, .character("z"), .enter),
        KeyBinding(.quit, .character("q"), .control("c")),
    ]

    private static let picker: [KeyBinding] = [
        KeyBinding(.up, .up, .control("p")),
        KeyBinding(.down, .down, .control("n")),
        KeyBinding(.pageUp, .pageUp),
        KeyBinding(.pageDown, .pageDown),
        KeyBinding(.toTop, .home),
        KeyBinding(.toBottom, .end),
        KeyBinding(.accept, .enter, .right),
        KeyBinding(.parentFolder, .left),
        KeyBinding(.nextPlace, .tab),
        KeyBinding(.previousPlace, .backTab),
        KeyBinding(.usePlainPicture, .control("o")),
        KeyBinding(.toggleAllFiles, .control("a")),
        KeyBinding(.deleteBackward, .backspace),
        KeyBinding(.deleteWord, .control("w")),
        KeyBinding(.deleteToStart, .control("u")),
        KeyBinding(.help, .function(1)),
        KeyBinding(.close, .escape, .control("c")),
    ]

    /// Editing keys that every text field has.
    private static let editing: [KeyBinding] = [
        KeyBinding(.cursorLeft, .left, .control("b")),
        KeyBinding(.cursorRight, .right, .control("f")),
        KeyBinding(.toTop, .home, .control("a")),
        KeyBinding(.toBottom, .end, .control("e")),
        KeyBinding(.deleteBackward, .backspace),
        KeyBinding(.deleteForward, .delete, .control("d")),
        KeyBinding(.deleteWord, .control("w")),
        KeyBinding(.deleteToStart, .control("u")),
        KeyBinding(.close, .escape, .control("c")),
    ]

    private static let runTo: [KeyBinding] =
        [
            KeyBinding(.accept, .enter),
            KeyBinding(.up, .up),
            KeyBinding(.down, .down),
            KeyBinding(.help, .function(1)),
        ] + editing

    private static let export: [KeyBinding] =
        [
            KeyBinding(.accept, .enter),
            KeyBinding(.nextField, .tab, .down),
            KeyBinding(.previousField, .backTab, .up),
            KeyBinding(.toggleOption, .control("t")),
            KeyBinding(.help, .function(1)),
        ] + editing

    private static let help: [KeyBinding] = [
        KeyBinding(.up, .up, .character("k")),
        KeyBinding(.down, .down, .character("j")),
        KeyBinding(.pageUp, .pageUp, .character("b")),
        KeyBinding(.pageDown, .pageDown, .character(" ")),
        KeyBinding(.toTop, .home, .character("g")),
        KeyBinding(.toBottom, .end, .character("G")),
        KeyBinding(.startFilter, .character("/")),
        KeyBinding(.help, .character("?"), .function(1)),
        KeyBinding(.quit, .character("q"), .control("c")),
        KeyBinding(.close, .escape),
    ]

    private static let helpFilter: [KeyBinding] =
        [
            KeyBinding(.accept, .enter),
            KeyBinding(.up, .up),
            KeyBinding(.down, .down),
            KeyBinding(.pageUp, .pageUp),
            KeyBinding(.pageDown, .pageDown),
        ] + editing

    private static let palette: [KeyBinding] =
        [
            KeyBinding(.accept, .enter),
            KeyBinding(.up, .up, .control("p")),
            KeyBinding(.down, .down, .control("n")),
            KeyBinding(.pageUp, .pageUp),
            KeyBinding(.pageDown, .pageDown),
            KeyBinding(.help, .function(1)),
        ] + editing

    private static let confirmation: [KeyBinding] = [
        KeyBinding(.accept, .enter, .character("y")),
        KeyBinding(.reject, .character("n")),
        KeyBinding(.quit, .character("q"), .control("c")),
        KeyBinding(.close, .escape),
    ]
}
