import Engine
import Foundation
import Terminal

/// A practice as one sees it: how the picture looked after so many updates, step by step, and what was measured on the way.
struct PracticeState: Equatable, Sendable {
    enum Phase: Equatable, Sendable {
        /// The pictures are being prepared.
        case starting
        case learning
        case paused
        /// All updates are made.
        case ended
        /// An agent is being written.
        case keeping
    }

    /// Steps that are shown of each take.
    static let steps = 5
    /// Updates between two takes: a few seconds.
    static let interval = 8
    /// Pictures of takes have a short side of so many pixels at most, so that learning does not wait for them.
    static let shortSide = 512

    let ticket: Int
    var phase = Phase.starting
    /// Updates that are asked for.
    var total = PracticeOptions().updates
    private(set) var reports: [PracticeReport] = []
    /// The first is of the agent as it was.
    private(set) var takes: [PracticeTake] = []
    /// Whose picture is shown; nil for the newest.
    private(set) var shown: Int?
    /// The step that is shown, from 1.
    private(set) var step = 3
    /// What weighs more or less than usual, and which of it the keys change.
    private(set) var emphasis = PracticeEmphasis()
    private(set) var selected = PracticeEmphasis.Part.content

    init(ticket: Int) { self.ticket = ticket }

    /// Updates made.
    var updates: Int { reports.last?.update ?? 0 }

    /// The take that is shown; nil before the first.
    var take: PracticeTake? { takes.isEmpty ? nil : takes[min(shown ?? takes.count - 1, takes.count - 1)] }

    var bitmap: Bitmap? { take.flatMap { $0.frames.isEmpty ? nil : $0.frames[min(step, $0.frames.count) - 1] } }

    /// Reports of the step that is shown.
    var ownReports: [PracticeReport] { reports.filter { $0.step == step } }

    /// Whether leaving would lose something.
    var hasLearned: Bool { takes.count > 1 }

    mutating func add(_ reports: [PracticeReport]) { self.reports += reports }

    mutating func add(_ take: PracticeTake) { takes.append(take) }

    /// Moves along the takes, and to the newest beyond the last.
    mutating func move(byTakes count: Int) { show((shown ?? takes.count - 1) + count) }

    mutating func show(_ index: Int) {
        guard !takes.isEmpty else { return }
        shown = index >= takes.count - 1 ? nil : max(index, 0)
    }

    mutating func move(bySteps count: Int) { step = min(max(step + count, 1), Self.steps) }

    mutating func select(by count: Int) {
        let parts = PracticeEmphasis.Part.allCases
        let index = parts.firstIndex(of: selected) ?? 0
        selected = parts[(index + count + parts.count) % parts.count]
    }

    /// Weighs what is selected more or less.
    mutating func emphasise(by count: Int) { emphasis.change(selected, by: count) }
}

/// How the picture looks after so many updates.
struct PracticeTake: Equatable, Sendable {
    let update: Int
    /// Steps 1, 2, …
    let frames: [Bitmap]
}

/// How much more or less than usual some losses weigh, in half octaves.
struct PracticeEmphasis: Equatable, Sendable {
    enum Part: String, CaseIterable, Sendable {
        case content, palette, edges, strokes
    }

    private var halfOctaves: [Part: Int] = [:]
    static let limit = 6

    mutating func change(_ part: Part, by count: Int) {
        halfOctaves[part] = min(max((halfOctaves[part] ?? 0) + count, -Self.limit), Self.limit)
    }

    /// What the weight of a part is multiplied by.
    func factor(_ part: Part) -> Float { exp2(Float(halfOctaves[part] ?? 0) / 2) }

    /// From 0, the least, to 1.
    func level(_ part: Part) -> Double {
        Double((halfOctaves[part] ?? 0) + Self.limit) / Double(2 * Self.limit)
    }

    /// The options with these weights.
    func applied(to options: PracticeOptions) -> PracticeOptions {
        var result = options
        let painting = options.training.painting
        result.training.painting.content = painting.content.scaled(by: factor(.content))
        for path in [\PaintingOptions.palette, \.hue, \.contrast] {
            result.training.painting[keyPath: path] = painting[keyPath: path].scaled(by: factor(.palette))
        }
        for path in [\PaintingOptions.edges, \.fringes, \.auras, \.haze] {
            result.training.painting[keyPath: path] = painting[keyPath: path].scaled(by: factor(.edges))
        }
        result.training.painting.strokes = painting.strokes.scaled(by: factor(.strokes))
        return result
    }
}
