import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct ExportTests {
    private func form(_ state: ExplorerState) -> ExportForm? {
        if case .export(let form) = state.mode { form } else { nil }
    }

    private func exportRequest(_ effects: [Effect]) -> ExportRequest? {
        effects.lazy.compactMap { if case .export(let request) = $0 { request } else { nil } }.first
    }

    @Test func theFormIsPrefilledAndTakesTheProposedName() throws {
        var state = ExplorerState.stepped(7)
        let effects = state.press("e")
        let ticket = try #require(form(state)?.proposal)
        #expect(
            effects == [
                .proposeExport(
                    .frame, name: "harbour-waves-07", folder: "/home/ada/Pictures/MiniStyler", ticket: ticket)
            ])
        _ = state.reduce(.export(.proposed(name: "harbour-waves-07-2", folder: "/home/ada/pictures", ticket: ticket)))
        #expect(form(state)?.name.text == "harbour-waves-07-2")
    }

    @Test func aProposalDoesNotOverwriteWhatWasTyped() throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        let ticket = try #require(form(state)?.proposal)
        state.press("x")
        _ = state.reduce(.export(.proposed(name: "other", folder: "/", ticket: ticket)))
        #expect(form(state)?.name.text == "harbour-waves-01x")
    }

    /// Steps that arrive while the form is open do not change what it names.
    @Test func theFrameThatTheFormWasOpenedAtIsWritten() throws {
        var state = ExplorerState.stepped(2)
        _ = state.run(to: 4)
        state.press("e")
        state.deliverStep()
        #expect(state.sequence.position == StepPosition(step: 3))
        let item = try #require(exportRequest(state.press(.enter))?.items.first)
        #expect(item.stem == "harbour-waves-02" && item.lower == state.sequence.history.path[2])
        #expect(item.recipe?.step == 2)
    }

    @Test func aFractionalStepExportsTheBlend() throws {
        var state = ExplorerState.stepped(3)
        state.press("1....e")
        let request = try #require(exportRequest(state.press(.enter)))
        let item = try #require(request.items.first)
        #expect(item.lower == state.sequence.history.path[1])
        #expect(item.upper == state.sequence.history.path[2])
        #expect(item.fraction == 0.4)
        #expect(item.stem == "harbour-waves-01.4")
        #expect(item.recipe?.position == 1.4)
        #expect(item.recipe?.step == 1)
    }

    @Test func allFramesGoIntoAFolderOfTheirOwn() throws {
        var state = ExplorerState.stepped(12)
        state.press("E")
        let request = try #require(exportRequest(state.press(.enter)))
        #expect(request.items.map(\.stem).first == "frame-01")
        #expect(request.items.map(\.stem).last == "frame-12")
        #expect(request.items.count == 12)
        #expect(request.folder == "/home/ada/Pictures/MiniStyler/harbour-waves")
        #expect(request.items.map(\.recipe?.step) == (1...12).map { $0 })
    }

    @Test func allFramesGoIntoAnAnimationFromTheContentOn() throws {
        var state = ExplorerState.stepped(3)
        state.press("E")
        state.press(.tab, .space, .space)
        let request = try #require(exportRequest(state.press(.enter)))
        #expect(request.format == .animation(.apng) && request.stems == ["frame"] && request.items.count == 4)
        #expect(request.items.first?.lower == state.sequence.history.path[0])
        #expect(request.items.last?.recipe?.step == 3)
    }

    @Test func anAnimationMayGoThroughTheBlends() throws {
        var state = ExplorerState.stepped(3)
        state.press("E")
        state.press(.tab, .space, .space)
        state.press(.tab, .space)
        #expect(ExplorerView.frame(state, size: Size(columns: 120, rows: 40)).text().contains("[x] blends between"))
        let request = try #require(exportRequest(state.press(.enter)))
        #expect(request.picturesPerStep == 5 && request.items.count == 16)
        let path = state.sequence.history.path
        #expect(request.items[5].lower == path[1] && request.items[5].upper == nil)
        #expect(request.items[7].lower == path[1] && request.items[7].upper == path[2])
        #expect(abs(request.items[7].fraction - 0.4) < 1e-9)
        #expect(request.items.last?.lower == path[3] && request.items.last?.recipe?.step == 3)
        // Frames that are files of their own have none.
        state = ExplorerState.stepped(3)
        state.press("E")
        #expect(!ExplorerView.frame(state, size: Size(columns: 120, rows: 40)).text().contains("blends"))
    }

    @Test func theRecipeCanBeLeftOutAndJPEGHasOneToo() throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        state.press(.tab, .tab, .tab, .space)
        #expect(form(state)?.includesRecipe == false)
        #expect(exportRequest(state.press(.enter))?.items.first?.recipe == nil)
        state = ExplorerState.stepped(1)
        state.press("e")
        state.press(.tab, .tab, .space)
        let jpeg = try #require(exportRequest(state.press(.enter)))
        #expect(jpeg.format == .jpeg)
        #expect(jpeg.items.first?.recipe?.step == 1)
    }

    @Test func aTypedExtensionChoosesTheFormat() throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        state.press(.control("u"))
        state.press("picture.JPG")
        let request = try #require(exportRequest(state.press(.enter)))
        #expect(request.format == .jpeg)
        #expect(request.items.first?.stem == "picture")
    }

    @Test(arguments: [
        ("~/art", "/home/ada/art"), ("art", "/home/ada/pictures/art"), (".", "/home/ada/pictures"), ("/x", "/x"),
    ])
    func foldersAreTakenFromHomeTheWorkingFolderOrTheRoot(_ typed: String, _ expected: String) throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        state.press(.tab, .control("u"))
        state.press(typed)
        #expect(try #require(exportRequest(state.press(.enter))).folder == expected)
    }

    @Test(arguments: ["", "   ", "a/b"])
    func aNameThatIsNoneIsRefused(_ name: String) {
        var state = ExplorerState.stepped(1)
        state.press("e")
        state.press(.control("u"))
        state.press(name)
        #expect(exportRequest(state.press(.enter)) == nil)
        #expect(form(state)?.problem != nil)
    }

    @Test func existingFilesAreReplacedOnlyAfterASecondEnter() throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        let first = try #require(exportRequest(state.press(.enter)))
        #expect(!first.replacesExisting)
        #expect(state.press(.enter).isEmpty, "busy")
        _ = state.reduce(.export(.ended(.exists(["harbour-waves-01.png"]), ticket: first.ticket)))
        #expect(form(state)?.problem?.contains("harbour-waves-01.png exists") == true)
        #expect(exportRequest(state.press(.enter))?.replacesExisting == true)
    }

    @Test func editingTakesBackThePermissionToReplace() throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        let first = try #require(exportRequest(state.press(.enter)))
        _ = state.reduce(.export(.ended(.exists(["a.png"]), ticket: first.ticket)))
        state.press("b")
        #expect(exportRequest(state.press(.enter))?.replacesExisting == false)
    }

    @Test func theResultNamesThePath() throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        let request = try #require(exportRequest(state.press(.enter)))
        _ = state.reduce(.export(.ended(.written(["/home/ada/pictures/x.png"]), ticket: request.ticket)))
        #expect(state.overlays.isEmpty)
        #expect(state.notice == .success("Written: /home/ada/pictures/x.png"))
    }

    @Test func aFailureStaysInTheForm() throws {
        var state = ExplorerState.stepped(1)
        state.press("e")
        let request = try #require(exportRequest(state.press(.enter)))
        _ = state.reduce(.export(.ended(.failed("/x cannot be written."), ticket: request.ticket)))
        #expect(form(state)?.problem == "/x cannot be written.")
        #expect(form(state)?.isBusy == false)
    }

    @Test func nothingIsExportedBeforeThereIsSomething() {
        var state = ExplorerState.empty()
        #expect(state.press("e").isEmpty)
        #expect(state.notice != nil)
        state = .ready()
        #expect(state.press("E").isEmpty)
        #expect(state.notice != nil)
    }
}
