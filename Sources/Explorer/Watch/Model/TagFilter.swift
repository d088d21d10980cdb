/// A regular expression over tags and names of runs; without one everything passes.
struct TagFilter: Equatable, Sendable {
    let pattern: String
    /// Why the pattern is none; nil where it is.
    let problem: String?

    init(_ pattern: String) {
        self.pattern = pattern
        do {
            _ = try Regex(pattern)
            problem = nil
        } catch {
            problem = "“\(pattern)” is not a regular expression"
        }
    }

    /// Those that the pattern is found in, in any case of letters; all of them where the pattern is none yet.
    func matches(_ names: [String]) -> [String] {
        guard !pattern.isEmpty, problem == nil, let regex = try? Regex(pattern).ignoresCase() else { return names }
        return names.filter { (try? regex.firstMatch(in: $0)) != nil }
    }
}
