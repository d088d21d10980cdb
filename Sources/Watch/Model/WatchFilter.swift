import Screens

/// Which tags and runs are shown: a regular expression over tags, and words `run:EXPRESSION` that hold others over the names of
/// runs, all of which have to be found. Without one everything passes; the case of letters does not matter.
package struct WatchFilter: Equatable, Sendable {
    /// As it was typed.
    package let text: String
    /// Why it is none, in one sentence without its end; nil where it is one.
    package let problem: String?
    private let tagPattern: String
    private let runPatterns: [String]

    private static let runMark = "run:"

    package init(_ text: String) {
        self.text = text
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        runPatterns = words.filter { $0.hasPrefix(Self.runMark) }.map { String($0.dropFirst(Self.runMark.count)) }
            .filter { !$0.isEmpty }
        if words.contains(where: { $0.hasPrefix(Self.runMark) }) {
            let rest = words.filter { !$0.hasPrefix(Self.runMark) }.joined(separator: " ")
            tagPattern = String(rest.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        } else {
            tagPattern = text
        }
        problem = ([tagPattern] + runPatterns).first { (try? Regex($0)) == nil }
            .map { "“\($0)” is not a regular expression" }
    }

    /// Whether some runs may be left out.
    var isOverRuns: Bool { !runPatterns.isEmpty }

    /// Tags that pass; all of them where the expression is none yet.
    func tags(_ names: [String]) -> [String] { Self.matches(names, [tagPattern]) { $0 } }

    /// Runs that pass; all of them where an expression is none yet.
    func runs(_ runs: [WatchedRun]) -> [WatchedRun] { Self.matches(runs, runPatterns, name: \.name) }

    /// Names of runs that pass.
    func runNames(_ names: [String]) -> [String] { Self.matches(names, runPatterns) { $0 } }

    private static func matches<Item>(_ items: [Item], _ patterns: [String], name: (Item) -> String) -> [Item] {
        patterns.reduce(items) { items, pattern in
            guard !pattern.isEmpty, let regex = try? Regex(pattern).ignoresCase() else { return items }
            return items.filter { (try? regex.firstMatch(in: name($0))) != nil }
        }
    }
}
