import Engine
import Files
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct SourcesTests {
    static let recipe = Recipe(
        content: Recipe.Source(
            name: "harbour.jpg", path: "/photos/harbour.jpg", sha256: String(repeating: "a", count: 64)),
        style: Recipe.Source(name: "waves.png", path: "/art/waves.png", sha256: String(repeating: "a", count: 64)),
        weightsSHA256: String(repeating: "b", count: 64), step: 2, position: 2.5, seed: 40, action: "sample",
        alpha: 0.8,
        size: 640, version: "0.1.0")

    private func reopening() -> (state: ExplorerState, requests: [LoadRequest]) {
        var state = ExplorerState.empty()
        let first = state.start(content: "/out/frame.png", style: nil, weights: nil)
        guard case .load(let request) = first.last else {
            return (state, [])
        }
        let effects = state.reduce(.pair(.recipeFound(Self.recipe, path: "/out/frame.png", ticket: request.ticket)))
        let requests = effects.compactMap { if case .load(let request) = $0 { request } else { nil } }
        return (state, requests)
    }

    @Test func aRecipeReopensItsSessionAtItsPlace() throws {
        var (state, requests) = reopening()
        #expect(requests.map(\.role) == [.content, .style])
        #expect(
            requests.first?.candidates == [
                "/photos/harbour.jpg", "/out/harbour.jpg", "/home/ada/pictures/harbour.jpg",
            ])
        #expect(requests.allSatisfy { $0.shortSide == 640 && !$0.followsRecipe })
        for request in requests {
            let picture = sourcePicture(request.path, ticket: request.ticket, shortSide: request.shortSide)
            _ = state.reduce(.pair(.loaded(request.role, picture)))
        }
        let run = try #require(state.sequence.run)
        #expect(run.plan == (0..<3).map { StepOptions(alpha: 0.8, action: .sample(seed: 40 + UInt64($0))) })
        state.finishRun()
        #expect(state.sequence.position == StepPosition(tenths: 25))
        #expect(state.notice?.kind == .success)
        #expect(state.recipe(at: state.sequence.position) == Self.recipe.with(version: Version.current))
    }

    @Test func aSourceThatChangedIsSaid() throws {
        var (state, requests) = reopening()
        for request in requests {
            let picture = sourcePicture(request.path, ticket: request.ticket)
            let changed = SourcePicture(
                ticket: picture.ticket, path: picture.path, sha256: String(repeating: "c", count: 64),
                originalWidth: 9, originalHeight: 9, width: 9, height: 9, bitmap: picture.bitmap,
                thumbnail: picture.thumbnail)
            _ = state.reduce(.pair(.loaded(request.role, request.role == .style ? changed : picture)))
        }
        state.finishRun()
        #expect(state.notice?.kind == .warning)
        #expect(state.notice?.text.contains("/art/waves.png has changed") == true)
    }

    @Test func aSourceThatIsGoneIsNamedWithTheKeyToChooseIt() throws {
        var (state, requests) = reopening()
        let style = try #require(requests.last)
        _ = state.reduce(
            .pair(.failed(.style, path: "/art/waves.png", message: "No such file.", ticket: style.ticket)))
        let text = try #require(state.notice?.text)
        #expect(text.contains("/art/waves.png") && text.contains("press s"))
        #expect(state.pair.reopening == nil)
    }

    @Test func withoutWeightsARecipeOpensItsPicturesAndSaysWhatIsMissing() throws {
        for agentFirst in [true, false] {
            var (state, requests) = reopening()
            state.pair.agent = agentFirst ? .missing : .loading
            for request in requests {
                _ = state.reduce(.pair(.loaded(request.role, sourcePicture(request.path, ticket: request.ticket))))
            }
            _ = state.reduce(.pair(.agentMissing))
            #expect(state.pair.reopening == nil)
            #expect(state.sequence.run == nil)
            #expect(state.notice?.text.contains("--weights") == true)
            #expect(state.pair.content.readyPicture != nil && state.pair.style.readyPicture != nil)
        }
    }

    @Test(arguments: SourceRole.allCases)
    func aSourceThatIsAFolderNowIsNamedAndNothingIsSteppedInItsPlace(_ role: SourceRole) throws {
        var state = ExplorerState.ready()
        let png = try #require(loads(state.load(.content, path: "/out/frame.png", size: .standard, plain: false)).first)
        let requests = loads(state.reduce(.pair(.recipeFound(Self.recipe, path: "/out/frame.png", ticket: png.ticket))))
        for request in requests where request.role != role {
            let picture = sourcePicture(request.path, ticket: request.ticket, shortSide: request.shortSide)
            _ = state.reduce(.pair(.loaded(request.role, picture)))
        }
        let lost = try #require(requests.first { $0.role == role })
        _ = state.reduce(.pair(.folderFound(role, path: lost.path, ticket: lost.ticket)))
        #expect(state.sequence.run == nil && state.pair.reopening == nil && state.overlays.isEmpty)
        let text = try #require(state.notice?.text)
        #expect(state.notice?.kind == .failure && text.contains("\(lost.path) is a folder"), "\(text)")
    }

    @Test func aRecipeOfMoreStepsThanMemoryHasRoomForOpensWithThoseThereAre() throws {
        var state = ExplorerState.empty()
        var recipe = Self.recipe
        (recipe.step, recipe.position) = (1_000_000_000_000_000, nil)
        let png = try #require(loads(state.start(content: "/out/frame.png", style: nil, weights: nil)).first)
        for request in loads(state.reduce(.pair(.recipeFound(recipe, path: "/out/frame.png", ticket: png.ticket)))) {
            let picture = sourcePicture(request.path, ticket: request.ticket, shortSide: request.shortSide)
            _ = state.reduce(.pair(.loaded(request.role, picture)))
        }
        #expect(state.sequence.run?.plan.count == state.sequence.stepLimit)
        state.finishRun()
        #expect(state.sequence.history.lastStep == state.sequence.stepLimit)
        #expect(state.notice?.kind == .warning && state.notice?.text.contains("has room for") == true)
    }

    @Test func afterASessionOfWholePicturesBothGetTheWorkingSize() throws {
        var state = ExplorerState.empty()
        var recipe = Self.recipe
        recipe.size = nil
        let png = try #require(loads(state.start(content: "/out/frame.png", style: nil, weights: nil)).first)
        for request in loads(state.reduce(.pair(.recipeFound(recipe, path: "/out/frame.png", ticket: png.ticket)))) {
            let picture = sourcePicture(
                request.path, ticket: request.ticket, width: 2250, height: 1500, shortSide: request.shortSide)
            _ = state.reduce(.pair(.loaded(request.role, picture)))
        }
        state.finishRun()
        #expect(state.pair.content.readyPicture?.height == 1500 && state.pair.style.readyPicture?.height == 1500)
        let chosen = try #require(
            loads(state.load(.content, path: "/b.png", size: state.pair.workingSize, plain: true)).first)
        let effects = state.reduce(.pair(.loaded(.content, sourcePicture("/b.png", ticket: chosen.ticket))))
        let again = try #require(loads(effects).first)
        #expect(again.role == .style && again.shortSide == 1024)
        #expect(!effects.contains { if case .open = $0 { true } else { false } })
        let style = sourcePicture(again.path, ticket: again.ticket, width: 2250, height: 1500)
        let last = state.reduce(.pair(.loaded(.style, style)))
        #expect(last.contains(.open(contentTicket: chosen.ticket, styleTicket: again.ticket)))
        #expect(try #require(state.recipe(at: .zero)).size == 1024)
    }

    @Test func aPictureThatIsGoneAtAnotherWorkingSizeIsNotShownAtTheOldOne() throws {
        for isFolder in [false, true] {
            var state = ExplorerState.ready()
            let old = try #require(state.pair.style.readyPicture)
            let requests = loads(state.press("w"))
            let (content, style) = (try #require(requests.first), try #require(requests.last))
            let picture = sourcePicture(content.path, ticket: content.ticket, shortSide: 2048)
            _ = state.reduce(.pair(.loaded(.content, picture)))
            let effects =
                isFolder
                ? state.reduce(.pair(.folderFound(.style, path: style.path, ticket: style.ticket)))
                : state.reduce(.pair(.failed(.style, path: style.path, message: "Gone.", ticket: style.ticket)))
            #expect(effects.first == .releaseSource(ticket: old.ticket) && loads(effects).isEmpty)
            #expect(state.pair.style == (isFolder ? .empty : .failed(path: style.path, message: "Gone.")))
        }
    }

    @Test func undoDoesNotBringBackFramesOfAnotherStyle() {
        for key in ["u", "R"] {
            var state = ExplorerState.stepped(1)
            state.press(key)
            #expect(state.sequence.history.lastStep == 0 && state.sequence.history.hasSteps, "\(key)")
            state.choose(.style, "/other.png")
            #expect(!state.sequence.history.hasSteps, "\(key)")
            state.press("u")
            _ = state.press(.control("r"))
            #expect(state.sequence.history.lastStep == 0, "\(key)")
        }
    }

    @Test func choosingAPictureEndsTheReopeningOfASession() throws {
        var (state, requests) = reopening()
        let content = try #require(requests.first)
        _ = state.reduce(.pair(.loaded(.content, sourcePicture(content.path, ticket: content.ticket))))
        state.choose(.style, "/other.png")
        #expect(state.sequence.run == nil)
        #expect(state.pair.reopening == nil)
        #expect(state.pair.style.readyPicture?.path == "/other.png")
    }

    @Test func loadingKeepsTheOldPictureUntilTheNewOneIsThere() throws {
        var state = ExplorerState.stepped(3)
        let old = try #require(state.pair.style.picture)
        guard case .load(let request) = state.load(.style, path: "/new.png", size: .standard, plain: true).first else {
            Issue.record("nothing is loaded")
            return
        }
        #expect(state.pair.style.picture == old)
        #expect(state.sequence.history.lastStep == 3)
        let effects = state.reduce(.pair(.loaded(.style, sourcePicture("/new.png", ticket: request.ticket))))
        #expect(effects.contains(.releaseSource(ticket: old.ticket)))
        #expect(state.sequence.history.lastStep == 0)
        #expect(state.pair.style.picture?.path == "/new.png")
        let content = try #require(state.pair.content.picture)
        #expect(effects.last == .open(contentTicket: content.ticket, styleTicket: request.ticket))
    }

    @Test func aPictureThatFailsLeavesTheOldOneWithTheSentence() throws {
        var state = ExplorerState.ready()
        guard case .load(let request) = state.load(.content, path: "/bad.png", size: .standard, plain: true).first
        else {
            Issue.record("nothing is loaded")
            return
        }
        _ = state.reduce(
            .pair(
                .failed(
                    .content, path: "/bad.png", message: "/bad.png is empty; copy it again.", ticket: request.ticket)))
        #expect(state.pair.content.readyPicture?.name == "harbour.jpg")
        #expect(state.notice == .failure("/bad.png is empty; copy it again."))
    }

    @Test func aPictureThatFailsLeavesTheOldOneWithWhatWasChosenBesides() throws {
        for event in ["failed", "too large", "a folder"] {
            var state = ExplorerState.stepped(3)
            let old = try #require(state.pair.content.readyPicture)
            guard case .load(let content) = state.load(.content, path: "/bad.png", size: .standard, plain: true).first,
                case .load(let style) = state.load(.style, path: "/new.png", size: .standard, plain: true).first
            else {
                Issue.record("nothing is loaded")
                return
            }
            _ = state.reduce(.pair(.loaded(.style, sourcePicture("/new.png", ticket: style.ticket))))
            let ticket = content.ticket
            let effects =
                switch event {
                case "failed": state.reduce(.pair(.failed(.content, path: "/bad.png", message: "No.", ticket: ticket)))
                case "too large":
                    state.reduce(.pair(.tooLarge(.content, path: "/bad.png", width: 9000, height: 9, ticket: ticket)))
                default: state.reduce(.pair(.folderFound(.content, path: "/bad.png", ticket: ticket)))
                }
            #expect(state.pair.content.readyPicture == old, "\(event)")
            #expect(effects.contains(.open(contentTicket: old.ticket, styleTicket: style.ticket)), "\(event)")
            #expect(state.sequence.history.lastStep == 0, "\(event)")
        }
    }

    @Test func aPictureThatWasOvertakenIsReleased() {
        var state = ExplorerState.empty()
        _ = state.load(.content, path: "/a.png", size: .standard, plain: true)
        _ = state.load(.content, path: "/b.png", size: .standard, plain: true)
        #expect(
            state.reduce(.pair(.loaded(.content, sourcePicture("/a.png", ticket: 1)))) == [.releaseSource(ticket: 1)])
        #expect(state.pair.content.isLoading)
    }

    @Test func aPictureOverTheLargestSizeIsOfferedReduced() throws {
        var state = ExplorerState.ready()
        state.pair.workingSize = .full
        guard case .load(let request) = state.load(.content, path: "/big.png", size: .full, plain: true).first else {
            Issue.record("nothing is loaded")
            return
        }
        _ = state.reduce(
            .pair(.tooLarge(.content, path: "/big.png", width: 9000, height: 7000, ticket: request.ticket)))
        #expect(state.mode.context == .confirmation)
        let reduced = loads(state.press(.enter))
        // The style follows, since a session has one size.
        #expect(reduced.map(\.path) == ["/big.png", "/home/ada/pictures/waves.png"])
        #expect(reduced.map(\.shortSide) == [1024, 1024])
    }

    @Test func aLongPictureIsOfferedAtASizeThatFits() throws {
        var state = ExplorerState.empty()
        guard case .load(let request) = state.load(.content, path: "/wide.png", size: .standard, plain: true).first
        else {
            Issue.record("nothing is loaded")
            return
        }
        _ = state.reduce(
            .pair(.tooLarge(.content, path: "/wide.png", width: 9000, height: 900, ticket: request.ticket)))
        let reduced = loads(state.press(.enter))
        #expect(reduced.map(\.shortSide) == [409])
        let strip = try #require(reduced.first)
        _ = state.reduce(
            .pair(.tooLarge(.content, path: "/strip.png", width: 16000, height: 9, ticket: strip.ticket)))
        #expect(state.overlays.isEmpty)
        #expect(state.notice?.text.contains("cut a part out of it") == true)
    }

    private func loads(_ effects: [Effect]) -> [LoadRequest] {
        effects.compactMap { if case .load(let request) = $0 { request } else { nil } }
    }

    @Test func choosingAnotherContentDuringARunEndsIt() {
        var state = ExplorerState.ready()
        _ = state.run(to: 5)
        guard case .load(let request) = state.load(.content, path: "/b.png", size: .standard, plain: true).first else {
            Issue.record("nothing is loaded")
            return
        }
        let effects = state.reduce(.pair(.loaded(.content, sourcePicture("/b.png", ticket: request.ticket))))
        #expect(effects.contains(.cancelRun))
        #expect(state.sequence.run == nil)
    }

    @Test func theWorkingSizeCyclesAndReopensBothPictures() {
        var state = ExplorerState.ready()
        let effects = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 2048))
        let requests = effects.compactMap { if case .load(let request) = $0 { request } else { nil } }
        #expect(requests.map(\.shortSide) == [2048, 2048])
        var size = WorkingSize.standard
        for _ in WorkingSize.presets { size = size.next }
        #expect(size == .standard)
        #expect(WorkingSize(shortSide: 640).next == WorkingSize(shortSide: 768))
    }

    @Test func aWorkingSizeThatChangesNothingIsPassedOver() {
        var state = ExplorerState.ready()
        // The short side of the file has 2048 pixels, which the full size would not change.
        _ = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 2048))
        for role in SourceRole.allCases {
            guard case .loading(let path, let ticket, _) = state.pair[role] else {
                Issue.record("nothing is loaded")
                return
            }
            _ = state.reduce(.pair(.loaded(role, sourcePicture(path, ticket: ticket, shortSide: 2048))))
        }
        _ = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 384))
    }

    @Test func aWorkingSizeThatTheEngineDoesNotTakeIsPassedOver() {
        // Of the sizes after 1024, 2048 would be 5461 wide and the full size 8000.
        var state = ExplorerState.ready(width: 8000, height: 3000)
        _ = state.press("w")
        #expect(state.pair.workingSize == WorkingSize(shortSide: 384))
    }

    @Test func theWorkingSizeStaysWhilePicturesAreRead() {
        var state = ExplorerState.ready()
        _ = state.load(.content, path: "/b.png", size: .standard, plain: true)
        #expect(state.press("w").isEmpty && state.pair.workingSize == .standard)
    }

    @Test func aRecipeNamesASizeOnlyWhereAPictureWasReduced() throws {
        let reduced = ExplorerState.stepped(1)
        #expect(try #require(reduced.recipe(at: reduced.sequence.position)).size == 1024)
        let whole = ExplorerState.ready(width: 1200, height: 800)
        #expect(try #require(whole.recipe(at: .zero)).size == nil)
    }

    @Test func picturesSmallerThanEveryWorkingSizeStayAsTheyAre() {
        var state = ExplorerState.ready(width: 240, height: 160)
        #expect(state.press("w").isEmpty)
        #expect(state.pair.workingSize == .standard && state.notice?.text.contains("No other working size") == true)
    }

    @Test func anotherWorkingSizeAsksBeforeItLosesSteps() {
        var state = ExplorerState.stepped(3)
        #expect(state.press("w").isEmpty)
        #expect(state.overlays.last == .confirmation(.resize(to: WorkingSize(shortSide: 2048))))
        var refused = state
        #expect(refused.press("n").isEmpty)
        #expect(
            refused.overlays.isEmpty && refused.pair.workingSize == .standard && refused.sequence.history.lastStep == 3)
        var reset = ExplorerState.stepped(3)
        _ = reset.press("R")
        #expect(reset.press("w").isEmpty && reset.overlays.count == 1)
        let effects = state.press("y")
        #expect(effects.count == 2 && state.pair.workingSize == WorkingSize(shortSide: 2048))
    }

    @Test func aFolderNamedAsContentOpensThePickerThere() {
        var state = ExplorerState.empty()
        guard case .load(let request) = state.start(content: "/photos", style: nil, weights: nil).last else {
            Issue.record("nothing is loaded")
            return
        }
        let effects = state.reduce(.pair(.folderFound(.content, path: "/photos", ticket: request.ticket)))
        #expect(effects == [.list(.folder, folder: "/photos")])
        #expect(state.picker?.role == .content)
    }
}

extension Recipe {
    fileprivate func with(version: String) -> Recipe {
        var copy = self
        copy.version = version
        return copy
    }
}
