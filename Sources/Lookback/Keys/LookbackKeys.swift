import Screens
import Terminal

/// The keys of the screen that looks back over a training.
enum LookbackKeys {
    static let table = KeyTable<LookbackKeyContext, LookbackCommand> { context in
        switch context {
        case .picture: picture
        case .help: page
        }
    }

    static let help = HelpPage(table) { context in
        guard context == .picture else { return [] }
        return [
            ("Click, drag", "On a slider, the map or a screen's name: go there"),
            ("Wheel", "Steps; with Shift or over the updates: updates"),
        ]
    }

    private typealias Binding = KeyBinding<LookbackCommand>

    private static let picture: [Binding] =
        [
            Binding(.previousStep, .left, .character("h")),
            Binding(.nextStep, .right, .character("l")),
            Binding(.firstStep, .home),
            Binding(.lastStep, .end),
            Binding(.earlierCheckpoint, .down, .character("j")),
            Binding(.laterCheckpoint, .up, .character("k")),
            Binding(.muchEarlierCheckpoint, .pageDown),
            Binding(.muchLaterCheckpoint, .pageUp),
            Binding(.firstCheckpoint, .character("g")),
            Binding(.newestCheckpoint, .character("G"), .character("f")),
            Binding(.toggleReplay, .character("p"), .character(" ")),
        ] + (1...9).map { Binding(.jump($0), .character(Character("\($0)"))) } + [
            Binding(.jump(10), .character("0")),
            Binding(.nextRun, .character("n")),
            Binding(.previousRun, .character("N")),
            Binding(.nextContent, .character("c")),
            Binding(.previousContent, .character("C")),
            Binding(.nextStyle, .character("s")),
            Binding(.previousStyle, .character("S")),
            Binding(.cycleSide, .character("w")),
            Binding(.export, .character("e")),
            Binding(.help, .character("?"), .function(1)),
            Binding(.nextScreen, .tab),
            Binding(.close, .escape),
            Binding(.quit, .character("q"), .control("c")),
        ]

    private static let page: [Binding] = [
        Binding(.up, .up, .character("k")),
        Binding(.down, .down, .character("j")),
        Binding(.pageUp, .pageUp, .character("b")),
        Binding(.pageDown, .pageDown, .character(" ")),
        Binding(.quit, .character("q"), .control("c")),
        Binding(.close, .escape, .character("?"), .function(1)),
    ]
}

/// Where the screen's keys go.
enum LookbackKeyContext: String, KeyContext {
    case picture
    case help

    /// Heading in the help page.
    var title: String {
        switch self {
        case .picture: "Looking back at a training"
        case .help: "This page (?)"
        }
    }
}
