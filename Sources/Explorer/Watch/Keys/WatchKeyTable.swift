import Terminal

/// The one table that the dashboard's keys are dispatched by and that its help and status bar are made from.
enum WatchKeyTable {
    /// The command of a key; nil where the context has none for it.
    static func command(for key: Key, in context: WatchKeyContext) -> WatchCommand? {
        commands[context]?[key]
    }

    /// The bindings of a context in the order of the help page.
    static func bindings(in context: WatchKeyContext) -> [WatchKeyBinding] {
        switch context {
        case .charts: charts
        case .runs: runs
        case .filter: filter
        case .export: export
        case .help: help
        case .question: question
        case .training: training
        }
    }

    /// The shortest name of a command's keys; empty where the context has none.
    static func label(of command: WatchCommand, in context: WatchKeyContext) -> String {
        let keys = bindings(in: context).first { $0.command == command }?.keys ?? []
        return keys.map(\.label).min { $0.count < $1.count } ?? ""
    }

    private static let commands: [WatchKeyContext: [Key: WatchCommand]] = Dictionary(
        uniqueKeysWithValues: WatchKeyContext.allCases.map { context in
            let pairs = bindings(in: context).flatMap { binding in binding.keys.map { ($0, binding.command) } }
            return (context, Dictionary(pairs) { first, _ in first })
        })

    private static let charts: [WatchKeyBinding] = [
        WatchKeyBinding(.cursorLeft, .left, .character("h")),
        WatchKeyBinding(.cursorRight, .right, .character("l")),
        WatchKeyBinding(.cursorFarLeft, .shift(.left), .character("H")),
        WatchKeyBinding(.cursorFarRight, .shift(.right), .character("L")),
        WatchKeyBinding(.chartAbove, .up, .character("k")),
        WatchKeyBinding(.chartBelow, .down, .character("j")),
        WatchKeyBinding(.previousChart, .character("["), .pageUp),
        WatchKeyBinding(.nextChart, .character("]"), .pageDown),
        WatchKeyBinding(.toggleFullScreen, .enter, .character(" ")),
        WatchKeyBinding(.zoomIn, .character("+"), .character("=")),
        WatchKeyBinding(.zoomOut, .character("-")),
        WatchKeyBinding(.panLeft, .character("b")),
        WatchKeyBinding(.panRight, .character("w")),
        WatchKeyBinding(.resetView, .character("0")),
        WatchKeyBinding(.toggleFollow, .character("f")),
        WatchKeyBinding(.moreSmoothing, .character("s")),
        WatchKeyBinding(.lessSmoothing, .character("S")),
        WatchKeyBinding(.cycleScale, .character("y")),
        WatchKeyBinding(.cycleAllScales, .character("Y")),
        WatchKeyBinding(.toggleFit, .character("o")),
        WatchKeyBinding(.cycleAxis, .character("x")),
        WatchKeyBinding(.cycleGrouping, .character("g")),
        WatchKeyBinding(.moreColumns, .character("c")),
        WatchKeyBinding(.fewerColumns, .character("C")),
        WatchKeyBinding(.moreRows, .character("v")),
        WatchKeyBinding(.fewerRows, .character("V")),
        WatchKeyBinding(.togglePixels, .character("m")),
        WatchKeyBinding(.startFilter, .character("/")),
        WatchKeyBinding(.listRuns, .character("r")),
        WatchKeyBinding(.nextRun, .character("n")),
        WatchKeyBinding(.pauseRun, .character("P")),
        WatchKeyBinding(.stopRun, .character("X")),
        WatchKeyBinding(.newRun, .character("N")),
        WatchKeyBinding(.continueRun, .character("R")),
        WatchKeyBinding(.lookBack, .character("t")),
        WatchKeyBinding(.toggleImages, .character("i")),
        WatchKeyBinding(.previousImage, .character(",")),
        WatchKeyBinding(.nextImage, .character(".")),
        WatchKeyBinding(.tenImagesBack, .character("<")),
        WatchKeyBinding(.tenImagesForward, .character(">")),
        WatchKeyBinding(.firstImage, .home),
        WatchKeyBinding(.newestImage, .end),
        WatchKeyBinding(.nextImageTag, .character("I")),
        WatchKeyBinding(.export, .character("e")),
        WatchKeyBinding(.help, .character("?"), .function(1)),
        WatchKeyBinding(.nextScreen, .tab),
        WatchKeyBinding(.close, .escape),
        WatchKeyBinding(.quit, .character("q"), .control("c")),
    ]

    private static let runs: [WatchKeyBinding] = [
        WatchKeyBinding(.up, .up, .character("k")),
        WatchKeyBinding(.down, .down, .character("j")),
        WatchKeyBinding(.toggleHidden, .character(" "), .character("h")),
        WatchKeyBinding(.togglePinned, .character("p")),
        WatchKeyBinding(.showOnly, .character("o")),
        WatchKeyBinding(.showAll, .character("a")),
        WatchKeyBinding(.pauseRun, .character("P")),
        WatchKeyBinding(.stopRun, .character("X")),
        WatchKeyBinding(.newRun, .character("N")),
        WatchKeyBinding(.continueRun, .character("R")),
        WatchKeyBinding(.help, .character("?"), .function(1)),
        WatchKeyBinding(.nextScreen, .tab),
        WatchKeyBinding(.close, .escape, .enter, .character("r")),
        WatchKeyBinding(.quit, .character("q"), .control("c")),
    ]

    /// Keys that every text field has.
    private static let editing: [WatchKeyBinding] = [
        WatchKeyBinding(.fieldLeft, .left, .control("b")),
        WatchKeyBinding(.fieldRight, .right, .control("f")),
        WatchKeyBinding(.fieldStart, .home, .control("a")),
        WatchKeyBinding(.fieldEnd, .end, .control("e")),
        WatchKeyBinding(.deleteBackward, .backspace),
        WatchKeyBinding(.deleteForward, .delete, .control("d")),
        WatchKeyBinding(.deleteWord, .control("w")),
        WatchKeyBinding(.deleteToStart, .control("u")),
        WatchKeyBinding(.close, .escape, .control("c")),
    ]

    private static let filter: [WatchKeyBinding] = [WatchKeyBinding(.accept, .enter)] + editing

    private static let training: [WatchKeyBinding] =
        [
            WatchKeyBinding(.accept, .enter),
            WatchKeyBinding(.nextField, .tab, .down),
            WatchKeyBinding(.previousField, .backTab, .up),
        ] + editing

    private static let export: [WatchKeyBinding] = [
        WatchKeyBinding(.exportPNG, .character("p")),
        WatchKeyBinding(.exportSVG, .character("s")),
        WatchKeyBinding(.exportCSV, .character("c")),
        WatchKeyBinding(.quit, .control("c")),
        WatchKeyBinding(.close, .escape),
    ]

    private static let help: [WatchKeyBinding] = [
        WatchKeyBinding(.up, .up, .character("k")),
        WatchKeyBinding(.down, .down, .character("j")),
        WatchKeyBinding(.pageUp, .pageUp, .character("b")),
        WatchKeyBinding(.pageDown, .pageDown, .character(" ")),
        WatchKeyBinding(.quit, .character("q"), .control("c")),
        WatchKeyBinding(.close, .escape, .character("?"), .function(1)),
    ]

    private static let question: [WatchKeyBinding] = [
        WatchKeyBinding(.accept, .enter, .character("y")),
        WatchKeyBinding(.quit, .control("c")),
        WatchKeyBinding(.close, .escape, .character("n")),
    ]
}
