import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct PickerGridTests {
    private func opened() -> (state: ExplorerState, effects: [Effect]) {
        var state = ExplorerState.empty()
        state.size = Size(columns: 120, rows: 40)
        state.press("c")
        state.press(.control("t"))
        let entries = (0..<200).map {
            FolderEntry(name: "\($0).jpg", path: "/p/\($0).jpg", kind: .picture, byteCount: 1)
        }
        let effects = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(entries))))
        return (state, effects)
    }

    private func wanted(_ effects: [Effect]) -> [String] {
        effects.flatMap { effect -> [String] in if case .thumbnails(let paths) = effect { paths } else { [] } }
    }

    @Test func whatIsInViewIsAskedForOnce() throws {
        var (state, effects) = opened()
        let picker = try #require(state.picker)
        let count = PickerLayout(state, picker).entriesPerPage
        #expect(count > 5 && wanted(effects) == (0..<count).map { "/p/\($0).jpg" })
        let small = bitmap()
        let shown = state.reduce(.picker(.thumbnail(path: "/p/0.jpg", Thumbnail(bitmap: small))))
        #expect(wanted(shown).isEmpty)
        // What comes into view takes the place of what waited.
        let scrolled = state.press(.end)
        #expect(wanted(scrolled).last == "/p/199.jpg" && state.press(.end).isEmpty)
        state.press(.home)
        let frame = ExplorerView.frame(state, size: state.size)
        #expect(frame.images.contains { $0.bitmap == small })
    }

    @Test func arrowsGoByRowsAndColumns() throws {
        var (state, _) = opened()
        let layout = PickerLayout(state, try #require(state.picker))
        state.press(.right)
        #expect(state.picker?.selection == 1)
        state.press(.down)
        #expect(state.picker?.selection == 1 + layout.entriesPerRow)
        state.press(.pageDown)
        #expect(state.picker?.selection == 1 + layout.entriesPerRow + layout.entriesPerPage)
        state.press(.end)
        #expect(state.picker?.selection == 199)
        let cells = layout.cells(of: 0)
        state.mouse(.press(.left), cells.column + 1, cells.row + 1)
        let first = layout.firstEntry(selection: 199, count: 200)
        #expect(state.picker?.selection == first)
    }

    @Test func theGridIsRememberedAndNotOfferedWithoutPictures() {
        var (state, _) = opened()
        state.press(.escape)
        state.press("c")
        #expect(state.picker?.isGrid == true)
        state.press(.control("t"))
        #expect(state.picker?.isGrid == false)
    }

    @Test func aTypedPathIsOpened() throws {
        var state = ExplorerState.empty()
        state.press("c")
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(PickerTests.entries))))
        state.press("~/other/")
        #expect(ExplorerView.frame(state, size: state.size).text().contains("Enter opens this"))
        let request = try #require(LoadRequest.all(in: state.press(.enter)).first)
        #expect(request.path == "/home/ada/other")
        // A folder is where the picker goes on.
        let effects = state.reduce(.pair(.folderFound(.content, path: request.path, ticket: request.ticket)))
        #expect(effects.contains(.list(.folder, folder: "/home/ada/other")))
    }

    /// A look is both pictures: another content is not looked for among looks.
    @Test func theGalleryIsNotWhereContentsAreLookedForNext() {
        var state = ExplorerState.empty()
        state.press("A")
        #expect(state.picker?.place == .gallery)
        let look = FolderEntry(name: "a+b.jpg", path: "/g/a+b.jpg", kind: .picture, byteCount: 1)
        _ = state.reduce(.picker(.listed(.gallery, folder: "/home/ada/pictures", .entries([look]))))
        state.press(.enter)
        #expect(state.pair.content.isLoading)
        state.press("c")
        #expect(state.picker?.place == .folder)
    }

    @Test func theGalleryIsOfTheContentAlone() {
        #expect(PickerState(role: .content, place: .folder, folder: "/").places.contains(.gallery))
        #expect(!PickerState(role: .style, place: .folder, folder: "/").places.contains(.gallery))
    }
}
