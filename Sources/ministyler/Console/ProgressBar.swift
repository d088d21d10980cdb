import Foundation

/// A line on standard error that tells how far the work is, redrawn in place.
struct ProgressBar {
    /// Steps of all pairs.
    let total: Int
    private let start = ContinuousClock.now
    private let glyphs: (full: Character, empty: Character)

    init(total: Int) {
        self.total = total
        setlocale(LC_CTYPE, "")
        let isUTF8 = nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
        glyphs = isUTF8 ? ("█", "░") : ("#", ".")
    }

    func show(done: Int, label: String) {
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        StandardError.write(
            line(done: done, elapsed: elapsed, label: label.displayed, columns: StandardError.columns), erasing: true)
    }

    func clear() { StandardError.erase() }

    /// Label, bar, count and time left in at most `columns` − 1 characters; the label gives way first.
    func line(done: Int, elapsed: Double, label: String, columns: Int) -> String {
        var tail = " \(done)/\(total)"
        if done > 0, done < total { tail += "  \(Self.duration(elapsed / Double(done) * Double(total - done))) left" }
        let room = max(0, columns - 1 - tail.count)
        let barWidth = min(30, room)
        let shown = label.count + 1 + barWidth <= room ? label + " " : ""
        let full = total > 0 ? barWidth * done / total : 0
        let bar = String(repeating: glyphs.full, count: full) + String(repeating: glyphs.empty, count: barWidth - full)
        return String((shown + bar + tail).prefix(max(0, columns - 1)))
    }

    /// `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 9.95 { return String(format: "%.1f s", seconds) }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return String(format: "%d min %02d s", whole / 60, whole % 60) }
        return String(format: "%d h %02d min", whole / 3600, whole / 60 % 60)
    }
}
