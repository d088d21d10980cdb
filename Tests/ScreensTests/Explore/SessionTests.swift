import Engine
import Files
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct SessionTests {
    private func record(_ effects: [Effect]) -> SessionRecord? {
        effects.lazy.compactMap { if case .keepSession(let record) = $0 { record } else { nil } }.last
    }

    @Test func aSessionIsKeptWhenARunEndsAndWhenOneLeaves() throws {
        var state = ExplorerState.ready()
        #expect(state.press("q") == [.quit])
        _ = state.run(to: 2)
        state.deliverStep()
        #expect(state.sessionRecord?.recipe.step == 1)
        state = ExplorerState.stepped(7)
        state.press("3.")
        let left = state.press("q")
        #expect(left.last == .quit)
        let kept = try #require(record(left))
        #expect(kept.recipe.step == 7 && kept.recipe.position == 3.1 && kept.name == "harbour × waves")
        #expect(kept.recipe.content.path == "/home/ada/pictures/harbour.jpg")
    }

    @Test func theShelfGivesTheNewestFirstAndOneFileASession() throws {
        let folder = try TemporaryFolder()
        let shelf = SessionShelf(folder: folder.file("kept"))
        #expect(shelf.paths().isEmpty)
        let state = ExplorerState.stepped(2)
        let first = try #require(state.sessionRecord)
        shelf.keep(first)
        shelf.keep(first)
        #expect(shelf.paths().count == 1)
        let path = try #require(shelf.paths().first)
        #expect(try Recipe.read(from: path) == first.recipe)
        shelf.keep(
            SessionRecord(
                recipe: first.recipe, notes: first.notes, name: "z/z", thumbnail: first.thumbnail,
                root: FrameID(rawValue: 9_999)))
        // Opened again, it stays one.
        shelf.keep(
            SessionRecord(
                recipe: first.recipe, notes: first.notes, name: "other", thumbnail: first.thumbnail,
                root: FrameID(rawValue: 7_777),
                origin: path))
        #expect(shelf.paths().count == 2 && shelf.paths().first?.hasSuffix("z-z.png") == true)
    }

    @Test func sessionsAreOfferedForTheContentAlone() {
        let entry = FolderEntry(name: "a.png", path: "/s/a.png", kind: .picture, byteCount: 1).asSession
        for (role, count) in [(SourceRole.content, 1), (.style, 0)] {
            var picker = PickerState(role: role, place: .recent, folder: "/")
            picker.listing = .entries([entry])
            #expect(picker.visible.count == count)
        }
    }
}
