import Files
import Foundation
import Tensors

/// Which of two agents stands on which side of each sheet of a blind vote, and what the votes say.
package struct Ballot: Codable, Sendable, Equatable {
    /// The two agents' weights files.
    package let agents: [String]
    /// The step shown.
    package let step: Int
    /// For each pair by name, the index of the agent on the left.
    package let left: [String: Int]

    /// Sides by lot: the same for a seed, and each agent as often on the left as on the right, but for one.
    package init(agents: [String], step: Int, pairs: [String], seed: UInt64) {
        precondition(agents.count == 2, "a vote between \(agents.count) agents")
        self.agents = agents
        self.step = step
        var generator = RandomGenerator(seed: seed)
        let sides = pairs.indices.map { $0 % 2 }.shuffled(using: &generator)
        left = Dictionary(uniqueKeysWithValues: zip(pairs, sides))
    }

    /// The sheet of one pair: content and style above, and below what the agents, in the order of `agents`, make of them.
    ///
    /// - Throws: `EngineError.unsuitableImage`.
    package func sheet(of pair: String, content: Picture, style: Picture, agents: [Agent]) throws -> Picture {
        precondition(agents.count == 2, "a sheet of \(agents.count) agents")
        let frames = try agents.map { agent in
            var sequence = try StyleSequence(agent: agent, content: FloatImage(content), style: FloatImage(style))
            for _ in 0..<step { try sequence.step(StepOptions(isAssessed: false)) }
            return sequence.frames[step].picture()
        }
        let left = left[pair] ?? 0
        return ContactSheet(rows: [[content, style], [frames[left], frames[1 - left]]]).picture()
    }

    /// What votes amount to.
    package struct Count: Codable, Sendable, Equatable {
        /// Votes for each agent, in the order of `agents`.
        package var votes = [0, 0]
        /// Votes for neither.
        package var neither = 0

        /// No votes yet.
        package init() {}

        /// Share of an agent in the votes that preferred one of the two; nil where none did.
        package func share(of agent: Int) -> Double? {
            let decided = votes[0] + votes[1]
            return decided > 0 ? Double(votes[agent]) / Double(decided) : nil
        }
    }

    /// Counts votes: lines of a pair's name and `left`, `right` or `neither`, of which the first letter is enough; empty lines
    /// and those that begin with # are passed over.
    ///
    /// - Throws: `EngineError.failed` with the line that is no vote.
    package func count(_ text: String) throws -> Count {
        var result = Count()
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let name = words.first, !name.hasPrefix("#") else { continue }
            guard words.count == 2, let left = left[String(name)], let side = Side(words[1]) else {
                throw EngineError.failed(
                    "Line \(number + 1) of the votes is no vote: it takes a pair of the key and left, right or neither, "
                        + "such as “\(self.left.keys.min() ?? "000") left”.")
            }
            switch side {
            case .left: result.votes[left] += 1
            case .right: result.votes[1 - left] += 1
            case .neither: result.neither += 1
            }
        }
        return result
    }

    private enum Side: String, CaseIterable {
        case left, right, neither

        init?(_ word: Substring) {
            let word = word.lowercased()
            guard let side = Self.allCases.first(where: { $0.rawValue.hasPrefix(word) }) else { return nil }
            self = side
        }
    }
}
