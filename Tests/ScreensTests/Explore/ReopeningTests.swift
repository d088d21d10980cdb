import Engine
import Files
import Terminal
import Testing

@testable import Explore
@testable import Screens

/// A session put together again from the recipe in a PNG.
@Suite struct ReopeningTests {
    static let recipe = Recipe(
        content: Recipe.Source(
            name: "harbour.jpg", path: "/photos/harbour.jpg", sha256: String(repeating: "a", count: 64)),
        style: Recipe.Source(name: "waves.png", path: "/art/waves.png", sha256: String(repeating: "a", count: 64)),
        weightsSHA256: String(repeating: "b", count: 64), step: 2, position: 2.5, seed: 40, action: "sample",
        alpha: 0.8,
        size: 640, version: "0.1.0")

    private func reopening(_ recipe: Recipe = Self.recipe) -> (state: ExplorerState, requests: [LoadRequest]) {
        var state = ExplorerState.empty()
        let first = state.start(content: "/out/frame.png", style: nil, weights: nil)
        guard case .load(let request) = first.last else {
            return (state, [])
        }
        let effects = state.reduce(
            .pair(.recipeFound(recipe, nil, path: "/out/frame.png", ticket: request.ticket)))
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

    @Test func aBrushThatTheExplorerLacksIsSaid() throws {
        var recipe = Self.recipe
        recipe.brush = 2
        var (state, requests) = reopening(recipe)
        for request in requests {
            let picture = sourcePicture(request.path, ticket: request.ticket, shortSide: request.shortSide)
            _ = state.reduce(.pair(.loaded(request.role, picture)))
        }
        state.finishRun()
        let notice = try #require(state.notice)
        #expect(notice.kind == .warning && notice.text.contains("--brush 2.0"))
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

    @Test func coloursThatAreNotShownAreSaidAndStayInAKeptSession() throws {
        var state = ExplorerState.empty()
        var recipe = Self.recipe
        (recipe.keepColours, recipe.takePalette) = (0.5, 0.25)
        let png = try #require(
            LoadRequest.all(in: state.start(content: "/out/frame.png", style: nil, weights: nil)).first)
        let found = PairEvent.recipeFound(recipe, nil, path: "/out/frame.png", ticket: png.ticket)
        for request in LoadRequest.all(in: state.reduce(.pair(found))) {
            let picture = sourcePicture(request.path, ticket: request.ticket, shortSide: request.shortSide)
            _ = state.reduce(.pair(.loaded(request.role, picture)))
        }
        state.finishRun()
        #expect(state.notice?.kind == .warning && state.notice?.text.contains("colours were kept or taken") == true)
        let kept = try #require(state.sessionRecord).recipe
        #expect(kept.keepColours == 0.5 && kept.takePalette == 0.25)
        // A frame that is written here has its own colours.
        #expect(try #require(state.exportedRecipe(at: state.sequence.position)).colours.areOff)
        state.choose(.style, "/other.png")
        #expect(state.pair.colours.areOff)
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

    @Test func aRecipeOfMoreStepsThanMemoryHasRoomForOpensWithThoseThereAre() throws {
        var state = ExplorerState.empty()
        var recipe = Self.recipe
        (recipe.step, recipe.position) = (1_000_000_000_000_000, nil)
        let png = try #require(
            LoadRequest.all(in: state.start(content: "/out/frame.png", style: nil, weights: nil)).first)
        for request in LoadRequest.all(
            in: state.reduce(.pair(.recipeFound(recipe, nil, path: "/out/frame.png", ticket: png.ticket))))
        {
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
        let png = try #require(
            LoadRequest.all(in: state.start(content: "/out/frame.png", style: nil, weights: nil)).first)
        for request in LoadRequest.all(
            in: state.reduce(.pair(.recipeFound(recipe, nil, path: "/out/frame.png", ticket: png.ticket))))
        {
            let picture = sourcePicture(
                request.path, ticket: request.ticket, width: 2250, height: 1500, shortSide: request.shortSide)
            _ = state.reduce(.pair(.loaded(request.role, picture)))
        }
        state.finishRun()
        #expect(state.pair.content.readyPicture?.height == 1500 && state.pair.style.readyPicture?.height == 1500)
        let chosen = try #require(
            LoadRequest.all(in: state.load(.content, path: "/b.png", size: state.pair.workingSize, plain: true)).first)
        let effects = state.reduce(.pair(.loaded(.content, sourcePicture("/b.png", ticket: chosen.ticket))))
        let again = try #require(LoadRequest.all(in: effects).first)
        #expect(again.role == .style && again.shortSide == 1024)
        #expect(!effects.contains { if case .open = $0 { true } else { false } })
        let style = sourcePicture(again.path, ticket: again.ticket, width: 2250, height: 1500)
        let last = state.reduce(.pair(.loaded(.style, style)))
        #expect(last.contains(.open(contentTicket: chosen.ticket, styleTicket: again.ticket)))
        #expect(try #require(state.recipe(at: .zero)).size == 1024)
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

    @Test(arguments: SourceRole.allCases)
    func aSourceThatIsAFolderNowIsNamedAndNothingIsSteppedInItsPlace(_ role: SourceRole) throws {
        var state = ExplorerState.ready()
        let png = try #require(
            LoadRequest.all(in: state.load(.content, path: "/out/frame.png", size: .standard, plain: false)).first)
        let requests = LoadRequest.all(
            in: state.reduce(.pair(.recipeFound(Self.recipe, nil, path: "/out/frame.png", ticket: png.ticket))))
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
}

extension Recipe {
    fileprivate func with(version: String) -> Recipe {
        var copy = self
        copy.version = version
        return copy
    }
}
