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
