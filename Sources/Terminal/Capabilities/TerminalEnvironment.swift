import Glibc

/// What decides over capabilities besides the terminal's own answers.
struct TerminalEnvironment: Sendable {
    /// Environment variables.
    var variables: [String: String]
    /// Colours that the terminal database gives TERM; negative or 0 for none.
    var databaseColors: Int
    /// The window in cells.
    var size: Size
    /// The window in pixels (TIOCGWINSZ), where the system knows it.
    var pixelSize: PixelSize?
    /// Whether the locale's characters are UTF-8.
    var unicode: Bool

    /// Whether a multiplexer stands between the program and the terminal: it redraws by itself and wipes pictures.
    func isMultiplexed(version: String?) -> Bool {
        let term = variables["TERM"] ?? ""
        return variables["TMUX"]?.isEmpty == false || variables["STY"]?.isEmpty == false || term.hasPrefix("tmux")
            || term.hasPrefix("screen") || version?.lowercased().hasPrefix("tmux") == true
    }

    /// Whether the terminal may be on another machine.
    var isRemote: Bool {
        variables["SSH_CONNECTION"]?.isEmpty == false || variables["SSH_TTY"]?.isEmpty == false
    }

    /// Whether a question for kitty's protocol does no harm: Apple's Terminal prints it, multiplexers take it for a title.
    var takesApplicationCommands: Bool {
        !isPlain && !isMultiplexed(version: nil) && variables["TERM_PROGRAM"] != "Apple_Terminal"
    }

    /// How long to wait for the terminal's answers: longer where they cross a network.
    var probeMilliseconds: Int { isRemote ? 1000 : 200 }

    /// Whether the terminal prints the sequences that it does not understand.
    var isPlain: Bool {
        let term = variables["TERM"] ?? ""
        return term == "linux" || term == "ansi" || term.hasPrefix("vt1") || term.hasPrefix("vt5")
            || term.hasPrefix("cons25")
    }

    /// The process's variables that say something of its terminal.
    static func variables() -> [String: String] {
        let names = [
            "TERM", "TMUX", "STY", "COLORTERM", "COLORFGBG", "NO_COLOR", "SSH_CONNECTION", "SSH_TTY",
            "TERM_PROGRAM", "LC_TERMINAL", "COLUMNS", "LINES",
        ]
        return names.reduce(into: [:]) { variables, name in
            variables[name] = getenv(name).map { String(cString: $0) }
        }
    }
}
