import Screens
import Terminal

/// The dashboard's keys.
enum WatchKeys {
    static let table = KeyTable<WatchKeyContext, WatchCommand> { context in
        switch context {
        case .charts: charts
        case .runs: runs
        case .filter: filter
        case .export: export
        case .help: page
        case .question: question
        case .training: training
        }
    }

    static let help = HelpPage(table) { context in
        switch context {
        case .charts:
            [
                ("Click, drag", "Value cursor; on a title: one chart alone"),
                ("Click", "A screen's name, a run, a key in the status bar"), ("Right-drag", "Move the view"),
                ("Wheel", "Zoom at the pointer; over pictures: step"), ("Shift-wheel", "Chart above or below"),
            ]
        case .filter:
            [
                ("^loss/", "Tags in which this regular expression is found"),
                ("run:seed-1", "Runs whose names have it; also with one for tags"),
            ]
        case .training: [("Space  ←  →", "Change a choice")]
        default: []
        }
    }

    private typealias Binding = KeyBinding<WatchCommand>

    private static let charts: [Binding] = [
        Binding(.cursorLeft, .left, .character("h")),
        Binding(.cursorRight, .right, .character("l")),
        Binding(.cursorFarLeft, .shift(.left), .character("H")),
        Binding(.cursorFarRight, .shift(.right), .character("L")),
        Binding(.chartAbove, .up, .character("k")),
        Binding(.chartBelow, .down, .character("j")),
        Binding(.previousChart, .character("["), .pageUp),
        Binding(.nextChart, .character("]"), .pageDown),
        Binding(.toggleFullScreen, .enter, .character(" ")),
        Binding(.zoomIn, .character("+"), .character("=")),
        Binding(.zoomOut, .character("-")),
        Binding(.panLeft, .character("b")),
        Binding(.panRight, .character("w")),
        Binding(.resetView, .character("0")),
        Binding(.toggleFollow, .character("f")),
        Binding(.toggleSharedExtent, .character("u")),
        Binding(.toggleOverlapped, .character("a")),
        Binding(.moreSmoothing, .character("s")),
        Binding(.lessSmoothing, .character("S")),
        Binding(.cycleScale, .character("y")),
        Binding(.cycleAllScales, .character("Y")),
        Binding(.toggleFit, .character("o")),
        Binding(.cycleAxis, .character("x")),
        Binding(.cycleGrouping, .character("g")),
        Binding(.moreColumns, .character("c")),
        Binding(.fewerColumns, .character("C")),
        Binding(.moreRows, .character("v")),
        Binding(.fewerRows, .character("V")),
        Binding(.togglePixels, .character("m")),
        Binding(.startFilter, .character("/")),
        Binding(.listRuns, .character("r")),
        Binding(.nextRun, .character("n")),
        Binding(.pauseRun, .character("P")),
        Binding(.stopRun, .character("X")),
        Binding(.newRun, .character("N")),
        Binding(.continueRun, .character("R")),
        Binding(.lookBack, .character("t")),
        Binding(.toggleImages, .character("i")),
        Binding(.previousImage, .character(",")),
        Binding(.nextImage, .character(".")),
        Binding(.tenImagesBack, .character("<")),
        Binding(.tenImagesForward, .character(">")),
        Binding(.firstImage, .home),
        Binding(.newestImage, .end),
        Binding(.nextImageTag, .character("I")),
        Binding(.export, .character("e")),
        Binding(.help, .character("?"), .function(1)),
        Binding(.nextScreen, .tab),
        Binding(.close, .escape),
        Binding(.quit, .character("q"), .control("c")),
    ]

    private static let runs: [Binding] = [
        Binding(.up, .up, .character("k")),
        Binding(.down, .down, .character("j")),
        Binding(.toggleHidden, .character(" "), .character("h")),
        Binding(.togglePinned, .character("p")),
        Binding(.showOnly, .character("o")),
        Binding(.showAll, .character("a")),
        Binding(.pauseRun, .character("P")),
        Binding(.stopRun, .character("X")),
        Binding(.newRun, .character("N")),
        Binding(.continueRun, .character("R")),
        Binding(.help, .character("?"), .function(1)),
        Binding(.nextScreen, .tab),
        Binding(.close, .escape, .enter, .character("r")),
        Binding(.quit, .character("q"), .control("c")),
    ]

    /// Keys that every text field has.
    private static let editing: [Binding] = [
        Binding(.fieldLeft, .left, .control("b")),
        Binding(.fieldRight, .right, .control("f")),
        Binding(.fieldStart, .home, .control("a")),
        Binding(.fieldEnd, .end, .control("e")),
        Binding(.deleteBackward, .backspace),
        Binding(.deleteForward, .delete, .control("d")),
        Binding(.deleteWord, .control("w")),
        Binding(.deleteToStart, .control("u")),
        Binding(.close, .escape, .control("c")),
    ]

    private static let filter: [Binding] = [Binding(.accept, .enter)] + editing

    private static let training: [Binding] =
        [
            Binding(.accept, .enter),
            Binding(.nextField, .tab, .down),
            Binding(.previousField, .backTab, .up),
        ] + editing

    private static let export: [Binding] = [
        Binding(.exportPNG, .character("p")),
        Binding(.exportSVG, .character("s")),
        Binding(.exportCSV, .character("c")),
        Binding(.quit, .control("c")),
        Binding(.close, .escape),
    ]

    private static let page: [Binding] = [
        Binding(.up, .up, .character("k")),
        Binding(.down, .down, .character("j")),
        Binding(.pageUp, .pageUp, .character("b")),
        Binding(.pageDown, .pageDown, .character(" ")),
        Binding(.quit, .character("q"), .control("c")),
        Binding(.close, .escape, .character("?"), .function(1)),
    ]

    private static let question: [Binding] = [
        Binding(.accept, .enter, .character("y")),
        Binding(.quit, .control("c")),
        Binding(.close, .escape, .character("n")),
    ]
}

/// Where the dashboard's keys go; each context has its own part of the key table.
enum WatchKeyContext: String, KeyContext {
    case charts
    case runs
    case filter
    case export
    case help
    case question
    case training

    /// Heading in the help page.
    var title: String {
        switch self {
        case .charts: "Charts"
        case .runs: "Runs (r)"
        case .filter: "Filter (/)"
        case .export: "Export (e)"
        case .help: "This page (?)"
        case .question: "Questions"
        case .training: "Starting a run (N, R)"
        }
    }
}
