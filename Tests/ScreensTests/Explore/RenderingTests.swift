import Engine
import Files
import Synchronization
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct RenderingTests {
    private func request(_ effects: [Effect]) -> RenderRequest? {
        effects.lazy.compactMap { if case .render(let request) = $0 { request } else { nil } }.first
    }

    @Test func theLookThatIsShownIsAskedForAtFullSize() throws {
        var state = ExplorerState.stepped(4)
        let asked = try #require(request(state.press("2....F")))
        #expect(asked.steps.count == 3 && abs(asked.share - 0.4) < 1e-9)
        #expect(asked.recipe.size == nil && asked.recipe.position == 2.4)
        #expect(asked.name == "harbour-waves-02.4-full" && asked.folder == "/home/ada/Pictures/MiniStyler")
        #expect(state.rendering?.width == 3072 && state.isBusy)
        #expect(request(state.press("F")) == nil)
        _ = state.reduce(.export(.rendered(steps: 2, ticket: asked.ticket)))
        _ = state.reduce(.export(.rendered(steps: 9, ticket: asked.ticket - 1)))
        #expect(state.rendering?.done == 2)
        state.notice = nil
        let text = ExplorerView.frame(state, size: Size(columns: 100, rows: 30)).text()
        #expect(text.contains("full size 3072×2048: step 3 of 3; x stops it"))
        _ = state.reduce(.export(.renderEnded(.written(["/home/ada/out.png"]), ticket: asked.ticket)))
        #expect(state.rendering == nil && state.lastExport == "/home/ada/out.png")
        #expect(state.notice == .success("Written: /home/ada/out.png"))
    }

    @Test func xGivesItUp() throws {
        var state = ExplorerState.stepped(2)
        let asked = try #require(request(state.press("F")))
        #expect(state.press("x") == [.cancelRender])
        #expect(state.rendering == nil)
        _ = state.reduce(.export(.renderEnded(.failed("late"), ticket: asked.ticket)))
        #expect(state.notice?.text == "Stopped.")
    }

    @Test func whatNeedsNoRenderingSaysSo() {
        var content = ExplorerState.stepped(2)
        #expect(content.press("gF").isEmpty && content.notice?.text.contains("content itself") == true)
        var small = ExplorerState.ready(width: 300, height: 200)
        _ = small.run(to: 1)
        small.finishRun()
        #expect(small.press("F").isEmpty && small.notice?.text.contains("full size already") == true)
    }

    @Test func theFileIsThatOfTheEngine() async throws {
        let folder = try TemporaryFolder()
        try TestFiles.png(folder.file("photo.png"), width: 50, height: 38)
        try TestFiles.png(folder.file("paint.png"), width: 33, height: 41, seed: 90)
        try TestFiles.weights(folder.file("weights.safetensors"))
        let agent = try Agent.load(folder.file("weights.safetensors"))
        let outcomes = Mutex<[ExportEvent]>([])
        let renderer = FullSizeRenderer { event in outcomes.withLock { $0.append(event) } }
        let recipe = Recipe(
            content: Recipe.Source(name: "photo.png", sha256: String(repeating: "a", count: 64)),
            style: Recipe.Source(name: "paint.png", sha256: String(repeating: "b", count: 64)),
            weightsSHA256: agent.sha256, step: 2, action: "mean", alpha: 1, version: "1")
        let request = RenderRequest(
            content: folder.file("photo.png"), style: folder.file("paint.png"),
            steps: [StepOptions(alpha: 0.5), StepOptions()], share: 1, recipe: recipe, name: "look",
            folder: folder.file("new"), ticket: 1)
        renderer.start(request, agent: agent)
        let path = folder.file("new/look.png")
        for _ in 0..<20_000 where PathKind(of: path) != .file { try await Task.sleep(for: .milliseconds(5)) }
        var sequence = try StyleSequence(
            agent: agent, content: FloatImage(Picture.read(request.content)),
            style: FloatImage(Picture.read(request.style)))
        try sequence.step(StepOptions(alpha: 0.5))
        try sequence.step()
        #expect(try Picture.read(path).rgb == sequence.frames[2].image.picture().rgb)
        #expect(try Recipe.read(from: path)?.step == 2)
    }

    @Test func whatWasWrittenIsCopiedAndOpened() {
        var state = ExplorerState.stepped(1)
        #expect(state.press("YO").isEmpty && state.notice?.text.contains("Nothing has been written") == true)
        state.written(["/a/one-01.png", "/a/one-02.png"])
        #expect(state.press("Y") == [.copy("/a")])
        #expect(state.press("O") == [.view(path: "/a")])
        let display = RecordingDisplay(size: Size(columns: 80, rows: 24))
        display.copy(Array("/a".utf8))
        #expect(display.copied == ["/a"])
    }

    @Test func filesAreOpenedOnADesktopOnly() {
        #expect(SystemViewer.open("/a.png", environment: [:])?.contains("/a.png") == true)
        let problem = SystemViewer.open("/a.png", environment: ["DISPLAY": ":0", "PATH": "/nowhere"])
        #expect(problem?.contains("xdg-utils") == true)
    }
}

@Suite struct PlaybackTests {
    private func tick(_ effects: [Effect]) -> (token: Int, milliseconds: Int)? {
        effects.lazy.compactMap {
            if case .tick(let token, let milliseconds) = $0 { (token, milliseconds) } else { nil }
        }.first
    }

    @Test func theSequenceGoesRoundUntilAKeyStopsIt() throws {
        var state = ExplorerState.stepped(3)
        var shown: [Int] = []
        var next = try #require(tick(state.press("p")))
        for _ in 0..<6 {
            shown.append(state.sequence.position.nearestStep)
            next = try #require(tick(state.reduce(.ticked(token: next.token))))
        }
        #expect(shown == [0, 1, 2, 3, 0, 1])
        #expect(next.milliseconds < 500)
        state.press(.left)
        #expect(state.playback == nil && state.reduce(.ticked(token: next.token)).isEmpty)
        #expect(state.sequence.position.nearestStep == 1)
    }

    @Test func theLastStepStaysLonger() throws {
        var state = ExplorerState.stepped(2)
        state.press("1")
        let first = try #require(tick(state.press("p")))
        #expect(state.sequence.position.nearestStep == 2 && first.milliseconds > 1000)
        #expect(state.press("p").isEmpty && state.playback == nil)
    }

    @Test func withoutStepsThereIsNothingToPlay() {
        var state = ExplorerState.ready()
        #expect(state.press("p").isEmpty && state.playback == nil && state.notice != nil)
    }
}
