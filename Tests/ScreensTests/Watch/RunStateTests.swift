import Engine
import Foundation
import Terminal
import Testing

@testable import Files
@testable import Screens
@testable import Watch

/// What head and list say of runs: which live, what they have and what will come.
@Suite struct RunStateTests {
    private func data(events: Double?, file: Double?) -> RunData {
        RunData(
            name: "run", folder: "/run", scalars: [], images: [], damagedRecords: 0,
            wallTimes: events.map { $0 - 1...$0 }, modified: file, revision: 1)
    }

    @Test func aDeadFileIsNotLive() {
        let now = 1_700_000_000.0
        func liveness(_ events: Double?, _ file: Double?) -> RunLiveness {
            RunObserver.liveness(data(events: events, file: file), nil, now: now)
        }
        #expect(liveness(now - 10, now - 10) == .writing)
        #expect(liveness(now - 300, now) == .quiet(seconds: 300))
        // No event has a time, or one that cannot be: the file's own counts.
        #expect(liveness(nil, now - 86_400) == .quiet(seconds: 86_400))
        #expect(liveness(now + 1e9, now - 7200) == .quiet(seconds: 7200))
        #expect(liveness(nil, now - 5) == .writing)
        #expect(liveness(nil, nil) == .quiet(seconds: nil))
        #expect(RunLiveness.quiet(seconds: nil).label == "quiet")
        // A clock a little ahead.
        #expect(liveness(now + 20, now) == .writing)
    }

    @Test func aRunThatIsGoneHasNoTimeToGo() throws {
        func text(_ state: RunState, _ liveness: RunLiveness) -> String {
            var run = WatchedRun.sample("run", [("loss", WatchedRun.ramp(0..<5))], liveness: liveness)
            var status = RunStatus(state: state, updates: 100, targetUpdates: 1000)
            status.updatesPerSecond = 0.5
            run.status = status
            return WatchState.showing([run]).text
        }
        #expect(text(.running, .running).contains("30m to go"))
        for liveness in [RunLiveness.died, .stalled(seconds: 60), .failed, .stopped, .finished] {
            #expect(!text(.running, liveness).contains("to go"), "\(liveness)")
        }
    }

    @Test func itOpensOnTheRunThatLivesAndStaysThere() {
        func run(_ name: String, _ liveness: RunLiveness) -> WatchedRun {
            WatchedRun.sample(name, [("loss", WatchedRun.ramp(0..<5))], liveness: liveness)
        }
        var state = WatchState.showing([run("a", .finished), run("b", .died), run("c", .running), run("d", .writing)])
        #expect(state.selectedRun?.name == "c")
        state.take(runs: [run("a", .running), run("b", .died), run("c", .finished), run("d", .writing)])
        #expect(state.selectedRun?.name == "c")
        state.press("n")
        #expect(state.selectedRun?.name == "d")
        #expect(WatchState.showing([run("a", .finished), run("b", .stopped)]).selectedRun?.name == "a")
    }

    @Test func theHeadCountsChartsThatAreNotOnTheScreen() {
        let tags = (0..<13).map { "tag\($0)/value" }
        let run = WatchedRun.sample("run", tags.map { ($0, WatchedRun.ramp(0..<5)) })
        var state = WatchState.showing([run], size: Size(columns: 80, rows: 24))
        #expect(state.text.split(separator: "\n").first?.hasSuffix(" of 13 charts") == true, "\(state.text)")
        state = WatchState.showing([run], size: Size(columns: 200, rows: 60))
        #expect(!state.text.contains("of 13 charts"))
        state.press("/tag1[01]")
        #expect(state.text.contains("2 of 13 charts"))
        state.press("x")
        #expect(state.text.contains("0 of 13 charts"))
        // However narrow it is and however much there is to say.
        state = WatchState.showing([run], size: Size(columns: 40, rows: 12))
        #expect(state.text.contains("/13 charts"))
    }

    @Test func runsWithoutNumbersSayWhatTheyHave() {
        var histograms = data(events: nil, file: nil)
        histograms.others = ["histograms": 3, "text": 1]
        let runs = [
            WatchedRun(id: "/a", name: "a", data: histograms, liveness: .quiet(seconds: nil)),
            WatchedRun(id: "/b", name: "b", data: data(events: nil, file: nil), liveness: .quiet(seconds: nil)),
        ]
        let text = WatchState.showing(runs).text
        #expect(text.contains("a  histograms") && text.contains("b  empty"), "\(text)")
        #expect(text.contains("a has logged histograms, text, but no numbers."))
        #expect(text.contains("0 tags, 0 points, 0 pictures, 3 tags of histograms, 1 tag of text"))
    }

    @Test func whatComesLaterIsAnnounced() {
        func text(_ tags: [String], updates: Int, weights: Int?, critics: Int?, _ liveness: RunLiveness = .running)
            -> String
        {
            var run = WatchedRun.sample("run", tags.map { ($0, WatchedRun.ramp(0..<5)) }, liveness: liveness)
            run.status = RunStatus(state: .running, updates: updates)
            (run.firstWeightsUpdate, run.firstCriticUpdate) = (weights, critics)
            return WatchState.showing([run]).text
        }
        let early = ["policy/temperature", "reward/step"]
        #expect(text(early, updates: 12, weights: 1301, critics: 1301).contains("λ and Q from update 1,301 on"))
        #expect(
            text(early, updates: 12, weights: 501, critics: 301).contains("Q from update 301 on, λ from update 501 on"))
        #expect(text(early + ["q/mean"], updates: 400, weights: 501, critics: 301).contains("  λ from update 501 on"))
        #expect(!text(early, updates: 400, weights: nil, critics: nil).contains("from update"))
        #expect(!text(early + ["q/mean", "lambda/style"], updates: 5, weights: 9, critics: 9).contains("from update"))
        #expect(!text(early, updates: 12, weights: 301, critics: 301, .died).contains("from update"))
    }
}
