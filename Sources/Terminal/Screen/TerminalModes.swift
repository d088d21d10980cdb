/// The modes that a screen needs of its terminal.
enum TerminalModes {
    /// Mouse and pastes are reported.
    static func entering(pixelMouse: Bool) -> String {
        "\u{1B}[?1002h\u{1B}[?1006h\(pixelMouse ? "\u{1B}[?1016h" : "")\u{1B}[?2004h"
    }

    /// Ends what may have been cut short (a string, a synchronized update), every mode entered, and what a terminal with kitty's
    /// protocol keeps of pictures.
    static func leaving(keepsPictures: Bool) -> String {
        "\u{1B}\\\u{1B}[?2026l\u{1B}[?2004l\u{1B}[?1016l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[0m"
            + (keepsPictures ? "\u{1B}_Ga=d,d=A,q=2\u{1B}\\" : "")
    }
}
