import Engine
import Files
import Screens
import Synchronization
import Terminal
import Testing

@testable import Explore

/// Learning on the pair, in front of the picture.
@Suite struct ExplorerPracticeTests {
    private static let path = "/home/ada/.local/share/ministyler/agents/harbour-waves.safetensors"

    /// A practice of which takes after 0, 8 and 16 updates are there.
    private static func practising() throws -> ExplorerState {
        var state = ExplorerState.stepped(2)
        let effects = state.press("P")
        guard case .practise(let request) = try #require(effects.last) else {
            Issue.record("\(effects)")
            return state
        }
        for update in 0...16 {
            if update > 0 { _ = state.reduce(.practice(.learned([report(update)], ticket: request.ticket))) }
            if update % 8 == 0 {
                _ = state.reduce(.practice(.took(take(update), ticket: request.ticket)))
            }
        }
        return state
    }

    private static func report(_ update: Int, wentBack: Bool = false) -> PracticeReport {
        PracticeReport(
            update: update, step: (update - 1) % 5 + 1, style: 2 - Float(update) / 20, content: 1,
            terms: ["loss/palette": 0.01, "loss/edges": 0.2, "loss/strokes": 0.3], wentBack: wentBack)
    }

    private static func take(_ update: Int) -> PracticeTake {
        PracticeTake(update: update, frames: (1...5).map { bitmap(30, 20 + update + $0) })
    }

    @Test func itNeedsAPairAndRest() {
        var empty = ExplorerState.empty()
        #expect(empty.press("P").isEmpty && empty.notice?.kind == .warning && empty.practice == nil)
        var running = ExplorerState.stepped(1)
        _ = running.run(to: 3)
        _ = running.press("P")
        #expect(running.practice == nil && running.notice?.text.contains("being computed") == true)
    }

    @Test func takesAndStepsAreTwoWaysToGo() throws {
        var state = try Self.practising()
        #expect(state.isBusy && state.practice?.take?.update == 16 && state.practice?.step == 3)
        #expect(state.practice?.bitmap?.height == 39)
        state.press(.left)
        state.press(.up)
        #expect(state.practice?.take?.update == 8 && state.practice?.step == 4)
        #expect(state.practice?.bitmap?.height == 32)
        // Who looks back is not taken to a new take.
        let ticket = try #require(state.practice?.ticket)
        _ = state.reduce(.practice(.took(Self.take(24), ticket: ticket)))
        #expect(state.practice?.take?.update == 8)
        state.press(.end)
        _ = state.reduce(.practice(.took(Self.take(32), ticket: ticket)))
        #expect(state.practice?.take?.update == 32)
        state.press(.home)
        for _ in 0..<9 { state.press(.down) }
        #expect(state.practice?.take?.update == 0 && state.practice?.step == 1)
        #expect(state.practice?.ownReports.map(\.update) == [1, 6, 11, 16])
    }

    @Test func spacePausesGoesOnAndLearnsMore() throws {
        var state = try Self.practising()
        #expect(state.press(" ") == [.steerPractice(.pause)] && state.practice?.phase == .paused && !state.isBusy)
        #expect(state.press(" ") == [.steerPractice(.goOn)] && state.practice?.phase == .learning)
        let ticket = try #require(state.practice?.ticket)
        // Of the updates asked for before.
        _ = state.reduce(.practice(.ended(ticket: ticket)))
        #expect(state.practice?.phase == .learning)
        _ = state.reduce(.practice(.learned([Self.report(80)], ticket: ticket)))
        _ = state.reduce(.practice(.ended(ticket: ticket)))
        #expect(state.practice?.phase == .ended)
        #expect(state.press(" ") == [.steerPractice(.until(update: 160))] && state.practice?.total == 160)
    }

    @Test func lossesWeighMoreOrLess() throws {
        var state = try Self.practising()
        state.press(.tab)
        let effects = state.press("++")
        guard case .steerPractice(.weigh(let emphasis)) = try #require(effects.last) else {
            Issue.record("\(effects)")
            return
        }
        #expect(emphasis.factor(.palette) == 2 && emphasis.factor(.edges) == 1)
        let (usual, weighed) = (PracticeOptions(), emphasis.applied(to: PracticeOptions()))
        #expect(weighed.training.painting.palette.first == 2 * usual.training.painting.palette.first)
        #expect(weighed.training.painting.hue.last == 2 * usual.training.painting.hue.last)
        #expect(weighed.training.painting.edges == usual.training.painting.edges)
        for _ in 0..<20 { state.press("-") }
        #expect(state.practice?.emphasis.factor(.palette) == 0.125)
    }

    @Test func enterGoesOnWithTheAgentShown() throws {
        var state = try Self.practising()
        let ticket = try #require(state.practice?.ticket)
        state.press(.left)
        // The session has steps.
        #expect(state.press(.enter).isEmpty && state.mode == .confirmation(.keepPractice(update: 8)))
        #expect(state.press(.enter) == [.keepPractice(update: 8, name: "harbour-waves", ticket: ticket)])
        // Once is enough, and leaving waits.
        #expect(state.press(.enter).isEmpty && state.press(.escape).isEmpty && state.practice?.phase == .keeping)
        let effects = state.reduce(.practice(.kept(path: Self.path, update: 8, ticket: ticket)))
        #expect(effects.suffix(2) == [.steerPractice(.stop), .loadAgent(path: Self.path)])
        #expect(effects.contains { if case .keepSession = $0 { true } else { false } })
        #expect(state.pair.agent == .loading)
        #expect(state.practice == nil && state.notice?.text.contains("~/.local/share/ministyler/agents") == true)
        // The agent as it was needs no file.
        var first = try Self.practising()
        first.press(.home)
        #expect(first.press(.enter).isEmpty && first.notice?.text.contains("as it was") == true)
    }

    @Test func leavingAsksWhereSomethingWasLearned() throws {
        var state = try Self.practising()
        #expect(state.press(.escape).isEmpty && state.mode == .confirmation(.leavePractice))
        state.press("n")
        #expect(state.practice != nil)
        state.press(.escape)
        #expect(state.press("y") == [.steerPractice(.stop)] && state.practice == nil && state.mode == .explore)
        var paused = try Self.practising()
        paused.press(" ")
        #expect(paused.press("q").isEmpty && paused.mode == .confirmation(.quitPractice))
        #expect(paused.press("y").last == .quit)
        var fresh = ExplorerState.ready()
        fresh.press("P")
        #expect(fresh.press(.escape) == [.steerPractice(.stop)] && fresh.mode == .explore)
    }

    @Test func whatGoesWrongIsSaid() throws {
        var state = try Self.practising()
        let ticket = try #require(state.practice?.ticket)
        _ = state.reduce(.practice(.learned([Self.report(17, wentBack: true)], ticket: ticket)))
        #expect(state.notice?.text.contains("went back") == true)
        _ = state.reduce(.practice(.notKept(message: "The disk is full.", ticket: ticket)))
        #expect(state.notice == .failure("The disk is full.") && state.practice?.phase == .paused)
        _ = state.reduce(.practice(.failed(message: "Too small.", ticket: ticket - 1)))
        #expect(state.practice != nil)
        _ = state.reduce(.practice(.failed(message: "Too small.", ticket: ticket)))
        #expect(state.practice == nil && state.notice == .failure("Too small."))
    }

    @Test(arguments: [Size(columns: 120, rows: 40), Size(columns: 80, rows: 24), Size(columns: 60, rows: 16)])
    func theScreenTellsWhereOneIs(size: Size) throws {
        var state = try Self.practising()
        state.size = size
        let text = ExplorerView.frame(state, size: size).text()
        #expect(text.contains("update 16 of 80") && text.contains("go on with it"))
        #expect(size.rows < 24 || text.contains("content") && text.contains("×1"))
        let track = state.layout.track
        _ = state.reduce(
            .input(.mouse(MouseEvent(.press(.left), at: Position(column: track.column, row: track.row)))))
        #expect(state.practice?.take?.update == 0)
    }

    @Test func theWorkerLearnsPausesAndKeeps() async throws {
        let folder = try TemporaryFolder()
        try TestFiles.weights(folder.file("weights.safetensors"))
        let (stream, continuation) = AsyncStream.makeStream(of: PracticeEvent.self)
        let worker = PracticeWorker(store: FrameStore()) { continuation.yield($0) }
        let photo = Picture(width: 90, height: 70, rgb: (0..<90 * 70 * 3).map { UInt8($0 * 7 % 251) })
        let style = Picture(width: 70, height: 80, rgb: (0..<70 * 80 * 3).map { UInt8($0 * 3 % 241) })
        let network = try #require(try LossNetwork.loadDefault())
        worker.start(
            PracticeWorker.Sources(
                agent: try Agent.load(folder.file("weights.safetensors")), lossNetwork: network, content: photo,
                style: style), ticket: 7)
        worker.steer(.until(update: 10))
        var (updates, takes): ([Int], [Int]) = ([], [])
        for await event in stream {
            #expect(event.ticket == 7)
            switch event {
            case .learned(let reports, _): updates += reports.map(\.update)
            case .took(let take, _):
                takes.append(take.update)
                #expect(take.frames.count == 5 && take.frames.allSatisfy { $0.width == 90 && $0.height == 70 })
            case .ended: continuation.finish()
            default: Issue.record("\(event)")
            }
        }
        #expect(updates == Array(1...10) && takes == [0, 8, 10])
        let shelf = AgentShelf(environment: ["XDG_DATA_HOME": folder.file("data")], home: "/nowhere")
        let weights = try #require(worker.weights(afterUpdate: 8))
        let paths = [try shelf.keep(weights, name: "a-b"), try shelf.keep(weights, name: "a-b")]
        #expect(paths.map { $0.split(separator: "/").last } == ["a-b.safetensors", "a-b-2.safetensors"])
        #expect(try Agent.load(paths[1]).provenance["updates"] == "8")
        worker.steer(.stop)
        #expect(worker.weights(afterUpdate: 8) == nil)
    }
}
