import Files
import Testing

@testable import Engine

@Suite struct BallotTests {
    private static let pairs = (0..<9).map { "00\($0)" }
    private static let ballot = Ballot(agents: ["a", "b"], step: 5, pairs: pairs, seed: 3)

    @Test func sidesAreByLotAndEven() {
        #expect(Set(Self.ballot.left.keys) == Set(Self.pairs))
        #expect(Self.ballot.left.values.count { $0 == 0 } == 5)
        #expect(Self.ballot == Ballot(agents: ["a", "b"], step: 5, pairs: Self.pairs, seed: 3))
        let others = (0..<8).map { Ballot(agents: ["a", "b"], step: 5, pairs: Self.pairs, seed: $0).left }
        #expect(Set(others).count > 4)
    }

    @Test func agentsStandWhereTheLotPutThem() throws {
        let picture = { (value: UInt8) in
            Picture(width: 16, height: 16, rgb: (0..<768).map { UInt8(truncatingIfNeeded: $0 * 7) / 2 + value })
        }
        let (content, style) = (picture(10), picture(90))
        let agents = try [Float(1), 0.4].map { try AssessmentTests.agent(critics: false, gain: $0) }
        let ballot = Ballot(agents: ["a", "b"], step: 2, pairs: ["000", "001"], seed: 1)
        let frames = try agents.map { agent in
            var sequence = try StyleSequence(agent: agent, content: FloatImage(content), style: FloatImage(style))
            for _ in 1...2 { try sequence.step() }
            return sequence.frames[2].image.picture()
        }
        let isDifferent = frames[0].rgb != frames[1].rgb
        #expect(isDifferent)
        #expect(ballot.left["000"] != ballot.left["001"])
        for pair in ["000", "001"] {
            let sheet = try ballot.sheet(of: pair, content: content, style: style, agents: agents)
            let left = try #require(ballot.left[pair])
            let below = 16 + ContactSheet.gap
            for (x, frame) in [(0, frames[left]), (below, frames[1 - left])] {
                let isThere = sheet.cropped(x: x, y: below, width: 16, height: 16).rgb == frame.rgb
                #expect(isThere, "\(pair), column \(x)")
            }
        }
    }

    @Test func votesGoToWhoStoodThere() throws {
        // Always for agent b, whatever the side; one for neither, one for a.
        let lines = Self.pairs.dropFirst(2).map { "\($0)  \(Self.ballot.left[$0] == 1 ? "LEFT" : "r")" }
        let forA = "000 \(Self.ballot.left["000"] == 0 ? "l" : "right")"
        let count = try Self.ballot.count("# notes\n\n" + lines.joined(separator: "\n") + "\n001 n\n" + forA)
        #expect(count.votes == [1, 7] && count.neither == 1)
        #expect(count.share(of: 1) == 0.875)
        #expect(Ballot.Count().share(of: 0) == nil)
    }

    @Test(arguments: ["009 left", "000", "000 both", "000 left right"])
    func whatIsNoVoteIsNamedByItsLine(line: String) {
        #expect {
            try Self.ballot.count("000 left\n\(line)")
        } throws: { "\($0)".contains("Line 2 of the votes") }
    }
}
