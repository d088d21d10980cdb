import Foundation
import Screens

/// Times as short text.
enum TimeText {
    /// A span: 42s, 5m, 3h20m, 2d4h.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "–" }
        if abs(seconds) < 10 && seconds != seconds.rounded() { return String(format: "%.1fs", seconds) }
        let whole = Int(min(abs(seconds), 1e12).rounded())
        let sign = seconds < 0 ? "−" : ""
        if whole < 60 { return "\(sign)\(whole)s" }
        if whole < 3600 { return sign + joined(whole / 60, "m", whole % 60, "s", isLong: whole >= 600) }
        if whole < 86400 { return sign + joined(whole / 3600, "h", whole % 3600 / 60, "m", isLong: false) }
        return sign + joined(whole / 86400, "d", whole % 86400 / 3600, "h", isLong: false)
    }

    /// A point in local time, as exact as the distance between marks asks for; “–” where it is none.
    static func clock(_ time: Double, step: Double) -> String {
        guard time.isFinite else { return "–" }
        var seconds = time_t(min(max(time, -1e11), 1e11))
        var parts = tm()
        // Of years that have no such time, nothing is known.
        guard localtime_r(&seconds, &parts) != nil else { return "–" }
        if step >= 86400 { return String(format: "%02d-%02d", parts.tm_mon + 1, parts.tm_mday) }
        if step >= 60 { return String(format: "%02d:%02d", parts.tm_hour, parts.tm_min) }
        return String(format: "%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec)
    }

    /// A point in local time with its day.
    static func dateAndTime(_ time: Double) -> String {
        time.isFinite ? clock(time, step: 86400) + " " + clock(time, step: 1) : "–"
    }

    private static func joined(_ large: Int, _ largeUnit: String, _ small: Int, _ smallUnit: String, isLong: Bool)
        -> String
    {
        small == 0 || isLong ? "\(large)\(largeUnit)" : "\(large)\(largeUnit)\(small)\(smallUnit)"
    }
}
