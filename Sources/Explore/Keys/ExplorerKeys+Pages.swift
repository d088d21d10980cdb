import Screens
import Terminal

/// Keys of what takes the place of the session.
extension ExplorerKeys {
    private typealias Binding = KeyBinding<ExplorerCommand>

    static let branches: [KeyBinding<ExplorerCommand>] = [
        Binding(.accept, .enter),
        Binding(.up, .up, .character("k")),
        Binding(.down, .down, .character("j")),
        Binding(.cursorLeft, .left, .character("h")),
        Binding(.cursorRight, .right, .character("l")),
        Binding(.toTop, .home, .character("g")),
        Binding(.toBottom, .end, .character("G")),
        Binding(.pageUp, .pageUp),
        Binding(.pageDown, .pageDown),
        Binding(.markFrame, .character("a")),
        Binding(.help, .character("?"), .function(1)),
        Binding(.close, .escape, .character("B"), .character("q"), .control("c")),
    ]

    static let practice: [KeyBinding<ExplorerCommand>] = [
        Binding(.pausePractice, .character(" ")),
        Binding(.accept, .enter),
        Binding(.cursorLeft, .left, .character("h")),
        Binding(.cursorRight, .right, .character("l")),
        Binding(.toTop, .home, .character("g")),
        Binding(.toBottom, .end, .character("G")),
        Binding(.up, .up, .character("k")),
        Binding(.down, .down, .character("j")),
        Binding(.nextField, .tab),
        Binding(.previousField, .backTab),
        Binding(.zoomIn, .character("+"), .character("=")),
        Binding(.zoomOut, .character("-")),
        Binding(.help, .character("?"), .function(1)),
        Binding(.close, .escape, .character("P")),
        Binding(.quit, .character("q"), .control("c")),
    ]
}
