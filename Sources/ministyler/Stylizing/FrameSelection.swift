import ArgumentParser

/// `--frames`: which steps of a sequence are written.
enum FrameSelection: Equatable, Sendable, CustomStringConvertible {
    case all
    /// Ascending, without repetition, each at least 1.
    case steps([Int])

    /// From `all` or a list such as `1,5,10`.
    ///
    /// - Throws: `ValidationError` that names the part that is wrong.
    init(_ text: String) throws {
        if text == "all" {
            self = .all
            return
        }
        var steps: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let step = Int(part), step >= 1 else {
                throw ValidationError("'\(part)' is no step; write all, or steps from 1 on such as 1,5,10.")
            }
            steps.insert(step)
        }
        self = .steps(steps.sorted())
    }

    var description: String {
        switch self {
        case .all: "all"
        case .steps(let steps): steps.map(String.init).joined(separator: ",")
        }
    }

    func contains(_ step: Int) -> Bool {
        switch self {
        case .all: true
        case .steps(let steps): steps.contains(step)
        }
    }

    /// The last step that is written, of a sequence of `count`.
    func last(of count: Int) -> Int {
        switch self {
        case .all: count
        case .steps(let steps): steps.last ?? count
        }
    }
}
