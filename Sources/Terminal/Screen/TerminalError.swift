/// Why a terminal cannot be used.
package enum TerminalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Standard input or output is not a terminal.
    case notATerminal(stream: String)
    /// TERM is not set.
    case missingTerm
    /// The terminal database does not know TERM's value.
    case unknownTerm(String)
    /// The terminal database itself is missing.
    case missingTermInfo(String)
    /// The terminal cannot place its cursor.
    case dumbTerminal(String)
    /// The locale's characters are not UTF-8.
    case characterSet(String)
    /// A system call failed; `reason` is the system's own word.
    case system(call: String, reason: String)

    /// One sentence that says what is wrong and what to do.
    package var description: String {
        switch self {
        case .notATerminal(let stream):
            "The explorer needs a terminal, but \(stream) is not one; run it in a terminal without redirection, "
                + "or use 'ministyler stylize'."
        case .missingTerm:
            "The environment variable TERM is not set; set it to your terminal's type, for example "
                + "TERM=xterm-256color."
        case .unknownTerm(let name):
            "The terminal type '\(name)' (TERM) is unknown here; try TERM=xterm-256color, or install ncurses-term."
        case .missingTermInfo(let name):
            "There is no terminal database to look up '\(name)' (TERM) in; install ncurses-base."
        case .dumbTerminal(let name):
            "The terminal type '\(name)' (TERM) cannot place text on the screen; try TERM=xterm-256color."
        case .characterSet(let name):
            "The locale uses the character set \(name), and the screen needs UTF-8; set LC_ALL=C.UTF-8 (and a "
                + "terminal that shows UTF-8)."
        case .system(let call, let reason):
            "The terminal could not be set up: \(call) failed (\(reason))."
        }
    }
}
