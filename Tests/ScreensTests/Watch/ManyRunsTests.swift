import Terminal
import Testing

@testable import Screens
@testable import Watch

/// Sixty runs: found, in order and told apart.
@Suite struct ManyRunsTests {
    private func run(_ name: String, tags: [String] = ["train/loss", "eval/loss", "lr"]) -> WatchedRun {
        WatchedRun.sample(name, tags.map { ($0, WatchedRun.ramp(0..<20)) })
    }

    private var sixty: [WatchedRun] {
        (0..<60).map { "sweep/seed-\($0)/train" }.sorted().map { run($0) }
    }

    @Test func runsComeInTheOrderOfTheirNumbers() {
        let state = WatchState.showing(sixty)
        #expect(state.visibleRuns.map(\.name) == (0..<60).map { "sweep/seed-\($0)/train" })
    }

    @Test func theFilterFindsRunsAndTags() {
        var state = WatchState.showing(sixty)
        state.press("/run:seed-1/ loss")
        #expect(state.listedRuns.map(\.name) == ["sweep/seed-1/train"])
        #expect(state.charts.map(\.tags) == [["train/loss"], ["eval/loss"]])
        #expect(state.text.contains("2 charts, 1 run"))
        state.press(.enter)
        #expect(state.text.contains("Runs 1 of 60"))
        state.press("r")
        for _ in 0..<5 { state.press(.down) }
        #expect(state.selectedRun?.name == "sweep/seed-1/train")
        state.press(.escape)
        state.press("n")
        #expect(state.selectedRun?.name == "sweep/seed-1/train")
    }

    @Test(arguments: [
        ("run:seed-5", 11, 3), ("RUN:seed-5", 60, 0), ("run:SEED-5[0-3]/ ^eval", 4, 1),
        ("^eval run:seed-5 run:5.$", 0, 0),
        ("run:5/ run:^sweep", 6, 3), ("run:", 60, 3), ("loss", 60, 2), ("run:[", 60, 3),
    ])
    func aFilterPasses(_ filter: String, runs: Int, charts: Int) {
        var state = WatchState.showing(sixty)
        state.press("/" + filter)
        #expect(state.listedRuns.count == runs)
        #expect(state.charts.count == charts)
        #expect((WatchFilter(filter).problem != nil) == filter.hasSuffix("["))
        if runs == 0 { #expect(state.text.contains("No run matches “\(filter)”")) }
    }

    @Test func tableAndSnapshotTakeTheSameFilter() throws {
        let samples = try WatchSamples()
        for name in ["a", "b"] { try samples.addForeign(name, points: 5) }
        var lines: [String] = []
        try ScalarTable.write(directories: [samples.folder], filter: "run:^b$ ^lr") {
            lines += $0.split(separator: "\n").map(String.init)
        }
        #expect(lines.count == 6 && lines.dropFirst().allSatisfy { $0.hasPrefix("b,lr,") })
        #expect(samples.state(filter: "run:^b$").visibleRuns.map(\.name) == ["b"])
    }

    @Test func namesShowWhereTheyDiffer() {
        #expect(DistinctNames.parts(["seed-0/train", "seed-1/train"]) == ["seed-0", "seed-1"])
        #expect(
            DistinctNames.parts(["sweep/seed-0/train/x", "sweep/seed-1/train/x"]) == ["seed-0", "seed-1"])
        #expect(DistinctNames.parts(["a/x", "a/y", "b/x"]) == ["a/x", "a/y", "b/x"])
        #expect(DistinctNames.parts(["a", "a/b"]) == ["a", "a/b"])
        #expect(DistinctNames.parts(["a/b", "a/b/c"]) == ["b", "b/c"])
        #expect(DistinctNames.parts(["x/a", "x/y/a"]) == ["a", "y/a"])
        #expect(DistinctNames.parts(["loss/content"]) == ["content"])
        #expect(DistinctNames.parts(["", "///", "a"]) == ["", "///", "a"])
        #expect(DistinctNames.parts([]).isEmpty)
        for names in [["q/a", "q/b"], ["a/b/c", "a/c/c", "c/c"], ["a", "a"], ["a/a", "a"], ["a/b/a", "a/a"]] {
            #expect(DistinctNames.parts(names).allSatisfy { !$0.isEmpty })
            #expect(Set(DistinctNames.parts(names)).count == Set(names).count, "\(names)")
        }
    }

    @Test func aShortenedNameKeepsWhereItDiffers() {
        let names = ["a run of a long name, the first", "a run of a long name, the second"]
        let shared = DistinctNames.sharedCharacters(names)
        #expect(shared == 26)
        for columns in 3..<34 {
            let short = names.map { DistinctNames.shortened($0, columns: columns, shared: shared) }
            #expect(short[0] != short[1] && short.allSatisfy { CharacterWidth.columns($0) <= columns }, "\(short)")
        }
        #expect(DistinctNames.shortened("画画画画", columns: 4, shared: 3) == "…画")
        #expect(DistinctNames.shortened("name", columns: 0, shared: 2).isEmpty)
    }

    @Test func legendsTellSeedsApart() throws {
        let state = WatchState.showing(["seed-0/train", "seed-1/train"].map { run($0) })
        let content = state.content(of: try #require(state.charts.first))
        #expect(content.lines.map(\.label) == ["seed-0", "seed-1"])
        let grouped = WatchState.showing([run("run", tags: ["a/train/loss", "a/eval/loss"])])
        var together = grouped
        together.press("gg")
        let lines = together.content(of: try #require(together.charts.first)).lines
        #expect(lines.map(\.label) == ["train", "eval"])
    }
}
