import CNcurses
import Glibc

extension Screen {
    /// Chooses the locale's characters. Plain "C" or a locale that is not installed becomes C.UTF-8: nobody who sets
    /// no locale has a terminal of another character set today.
    /// - Returns: whether they are UTF-8.
    static func setLocale() throws(TerminalError) -> Bool {
        let isKnown = setlocale(LC_CTYPE, "") != nil
        if curses_unicode_locale() != 0 { return true }
        let codeset = String(cString: nl_langinfo(nl_item(CODESET)))
        if isKnown, codeset != "ANSI_X3.4-1968" { throw .characterSet(codeset) }
        return setlocale(LC_CTYPE, "C.UTF-8") != nil && curses_unicode_locale() != 0
    }
}
