import Terminal

/// The one table that the screen's keys are dispatched by and that its help and status bar are made from.
enum LookbackKeyTable {
    /// The keys of one command.
    struct Binding: Equatable, Sendable {
        let keys: [Key]
        let command: LookbackCommand

        init(_ command: LookbackCommand, _ keys: Key...) {
            self.command = command
            self.keys = keys
        }
    }

    /// The command of a key; nil where the context has none for it.
    static func command(for key: Key, in context: LookbackKeyContext) -> LookbackCommand? {
        commands[context]?[key]
    }

    /// The bindings of a context in the order of the help page.
    static func bindings(in context: LookbackKeyContext) -> [Binding] {
        switch context {
        case .picture: picture
        case .help: help
        }
    }

    /// The shortest name of a command's keys; empty where the context has none.
    static func label(of command: LookbackCommand, in context: LookbackKeyContext) -> String {
        let keys = bindings(in: context).first { $0.command == command }?.keys ?? []
        return keys.map(\.label).min { $0.count < $1.count } ?? ""
    }

    private static let commands: [LookbackKeyContext: [Key: LookbackCommand]] = Dictionary(
        uniqueKeysWithValues: LookbackKeyContext.allCases.map { context in
            let pairs = bindings(in: context).flatMap { binding in binding.keys.map { ($0, binding.command) } }
            return (context, Dictionary(pairs) { first, _ in first })
        })

    private static let picture: [Binding] =
        [
            Binding(.previousStep, .left, .character("h")),
            Binding(.nextStep, .right, .character("l")),
            Binding(.firstStep, .home),
            Binding(.lastStep, .end),
            Binding(.earlierMoment, .down, .character("j")),
            Binding(.laterMoment, .up, .character("k")),
            Binding(.muchEarlierMoment, .pageDown),
            Binding(.muchLaterMoment, .pageUp),
            Binding(.firstMoment, .character("g")),
            Binding(.newestMoment, .character("G"), .character("f")),
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

    private static let help: [Binding] = [
        Binding(.up, .up, .character("k")),
        Binding(.down, .down, .character("j")),
        Binding(.pageUp, .pageUp, .character("b")),
        Binding(.pageDown, .pageDown, .character(" ")),
        Binding(.quit, .character("q"), .control("c")),
        Binding(.close, .escape, .character("?"), .function(1)),
    ]
}
