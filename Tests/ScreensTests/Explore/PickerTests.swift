import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct PickerTests {
    static let entries = [
        FolderEntry(name: "..", path: "/home/ada", kind: .parent, byteCount: nil),
        FolderEntry(name: "archive", path: "/home/ada/pictures/archive", kind: .folder, byteCount: nil),
        FolderEntry(
            name: "Café Wände.jpg", path: "/home/ada/pictures/Café Wände.jpg", kind: .picture, byteCount: 2_400_000),
        FolderEntry(name: "harbour.jpg", path: "/home/ada/pictures/harbour.jpg", kind: .picture, byteCount: 812_000),
        FolderEntry(name: "notes.txt", path: "/home/ada/pictures/notes.txt", kind: .other, byteCount: 900),
        FolderEntry(name: "waves.png", path: "/home/ada/pictures/waves.png", kind: .picture, byteCount: 1_100_000),
        FolderEntry(name: ".hidden.png", path: "/home/ada/pictures/.hidden.png", kind: .picture, byteCount: 70),
    ]

    private func opened(_ key: String = "c") -> ExplorerState {
        var state = ExplorerState.empty()
        state.press(key)
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(Self.entries))))
        return state
    }

    @Test func filesOfOtherKindsAreCounted() {
        var state = ExplorerState.ready()
        state.press("s")
        var entries = Self.entries
        for name in ["notes.txt", "film.mov", ".hidden"] {
            entries.append(FolderEntry(name: name, path: "/home/ada/pictures/\(name)", kind: .other, byteCount: 3))
        }
        let others = entries.count { $0.kind == .other && !$0.name.hasPrefix(".") }
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(entries))))
        let text = ExplorerView.frame(state, size: Size(columns: 120, rows: 40)).text()
        #expect(text.contains("\(others) other files: Ctrl-A"))
        state.press(.control("a"))
        #expect(!ExplorerView.frame(state, size: Size(columns: 120, rows: 40)).text().contains("other files"))
    }

    /// Content and style come from folders of their own.
    @Test func eachRoleRemembersItsFolder() {
        var state = ExplorerState.ready()
        state.press("s")
        state.press(.left)
        guard case .picker(let style) = state.mode else { return #expect(Bool(false)) }
        #expect(style.folder == "/home/ada")
        state.press(.escape)
        state.press("c")
        guard case .picker(let content) = state.mode else { return #expect(Bool(false)) }
        #expect(content.folder == "/home/ada/pictures")
        state.press(.escape)
        state.press("s")
        guard case .picker(let again) = state.mode else { return #expect(Bool(false)) }
        #expect(again.folder == "/home/ada")
    }

    @Test func itStartsInTheWorkingDirectoryAndSelectsTheFirstPicture() {
        var state = ExplorerState.empty()
        #expect(state.press("s") == [.list(.folder, folder: "/home/ada/pictures")])
        let effects = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(Self.entries))))
        #expect(state.picker?.role == .style)
        #expect(state.picker?.selected?.name == "Café Wände.jpg")
        #expect(effects == [.preview(path: "/home/ada/pictures/Café Wände.jpg")])
    }

    @Test func anotherPictureAsksBeforeItLosesSteps() throws {
        var state = ExplorerState.stepped(3)
        state.press("s")
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(Self.entries))))
        let chosen = try #require(state.picker?.selected?.path)
        #expect(state.press(.enter).isEmpty)
        #expect(state.overlays == [.confirmation(.replace(role: .style, path: chosen, plain: false))])
        var refused = state
        #expect(refused.press("n").isEmpty && refused.overlays.isEmpty && refused.sequence.history.lastStep == 3)
        guard case .load(let request) = state.press("y").first else {
            Issue.record("nothing is loaded")
            return
        }
        #expect(request.role == .style && request.path == chosen && state.overlays.isEmpty)
    }

    @Test func itOpensWhereTheLastPictureWasChosen() {
        var state = opened()
        state.press(.tab)
        _ = state.reduce(.picker(.listed(.samples, folder: "/home/ada/pictures", .entries(Self.entries))))
        state.press(.enter)
        #expect(state.press("s") == [.list(.samples, folder: "/home/ada/pictures")])
    }

    @Test func itOffersSamplesAndRecentFiles() {
        var state = opened()
        #expect(state.press(.tab) == [.list(.samples, folder: "/home/ada/pictures")])
        #expect(state.press(.tab) == [.list(.recent, folder: "/home/ada/pictures")])
        #expect(state.press(.backTab) == [.list(.samples, folder: "/home/ada/pictures")])
    }

    @Test func samplesOfTheRoleComeFirst() {
        let samples = ["content-lake.jpg", "style-ink.jpg", "style-wave.jpg"].map {
            FolderEntry(name: $0, path: "/samples/\($0)", kind: .picture, byteCount: 9)
        }
        var state = opened("s")
        state.press(.tab)
        _ = state.reduce(.picker(.listed(.samples, folder: "", .entries(samples))))
        #expect(state.picker?.visible.map(\.name) == ["style-ink.jpg", "style-wave.jpg", "content-lake.jpg"])
        #expect(state.picker?.selected?.name == "style-ink.jpg")
    }

    @Test func otherFilesAndHiddenOnesShowOnRequest() {
        var state = opened()
        #expect(state.picker?.visible.map(\.name).contains("notes.txt") == false)
        #expect(state.picker?.visible.map(\.name).contains(".hidden.png") == false)
        state.press(.control("a"))
        #expect(state.picker?.visible.map(\.name).contains("notes.txt") == true)
        state.press(".hid")
        #expect(state.picker?.visible.map(\.name) == [".hidden.png"])
    }

    @Test func typingFiltersWithoutCaseAndAccents() {
        var state = opened()
        state.press("WAN")
        #expect(state.picker?.visible.map(\.name) == ["Café Wände.jpg"])
        state.press(.backspace, .backspace)
        #expect(state.picker?.visible.map(\.name) == ["waves.png", "Café Wände.jpg"])
    }

    @Test func enterOnAPictureLoadsItAndClosesThePicker() throws {
        var state = opened()
        state.press("harb")
        let effects = state.press(.enter)
        guard case .load(let request) = effects.first else {
            Issue.record("nothing is loaded: \(effects)")
            return
        }
        #expect(request.path == "/home/ada/pictures/harbour.jpg")
        #expect(request.shortSide == WorkingSize.standard.shortSide)
        #expect(request.followsRecipe)
        #expect(state.overlays.isEmpty)
        #expect(state.pair.content.isLoading)
    }

    @Test func aStyleNeverReopensASessionAndControlOTakesThePictureItself() {
        var state = opened("s")
        state.press("harb")
        guard case .load(let style) = state.press(.enter).first else {
            Issue.record("nothing is loaded")
            return
        }
        #expect(!style.followsRecipe)
        state = opened()
        state.press("harb")
        guard case .load(let content) = state.press(.control("o")).first else {
            Issue.record("nothing is loaded")
            return
        }
        #expect(!content.followsRecipe)
    }

    @Test func foldersAreEnteredAndLeft() {
        var state = opened()
        state.press("arch")
        #expect(state.press(.enter) == [.list(.folder, folder: "/home/ada/pictures/archive")])
        #expect(state.picker?.filter.isEmpty == true)
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures/archive", .entries([Self.entries[0]]))))
        #expect(state.press(.left) == [.list(.folder, folder: "/home/ada/pictures")])
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(Self.entries))))
        #expect(state.picker?.selected?.name == "archive")
        #expect(state.press(.backspace) == [.list(.folder, folder: "/home/ada")])
    }

    @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 140, rows: 50)])
    func aFolderWithoutPicturesSaysSo(size: Size) {
        let remark = "There are no pictures here"
        var state = opened()
        _ = state.reduce(.input(.resize(size)))
        #expect(!ExplorerView.frame(state, size: size).text().contains(remark))
        _ = state.reduce(
            .picker(.listed(.folder, folder: "/home/ada/pictures", .entries(Array(Self.entries.prefix(2))))))
        #expect(ExplorerView.frame(state, size: size).text().contains(remark))
        state.press("z")
        #expect(!ExplorerView.frame(state, size: size).text().contains(remark))
    }

    @Test func aListingThatComesLateIsIgnored() {
        var state = opened()
        state.press("arch")
        state.press(.enter)
        _ = state.reduce(.picker(.listed(.folder, folder: "/home/ada/pictures", .entries(Self.entries))))
        #expect(state.picker?.listing == .loading)
    }

    @Test func aPreviewThatComesLateIsIgnored() {
        var state = opened()
        state.press(.down)
        _ = state.reduce(.picker(.previewed(.failed(path: "/home/ada/pictures/Café Wände.jpg", message: "No."))))
        #expect(state.picker?.preview == .loading(path: "/home/ada/pictures/harbour.jpg"))
        let preview = PicturePreview(
            path: "/home/ada/pictures/harbour.jpg", width: 4, height: 3, bitmap: bitmap(), recipe: nil)
        _ = state.reduce(.picker(.previewed(.ready(preview))))
        #expect(state.picker?.preview == .ready(preview))
    }

    @Test func theMouseSelectsThenOpens() throws {
        var state = opened()
        let layout = PickerLayout(size: state.size)
        let row = try #require(state.picker?.visible.firstIndex { $0.name == "harbour.jpg" }) + layout.list.row
        state.mouse(.press(.left), layout.list.column + 2, row)
        #expect(state.picker?.selected?.name == "harbour.jpg")
        state.mouse(.press(.left), layout.list.column + 2, row)
        #expect(state.pair.content.isLoading)
    }

    @Test func filterScoresBeginningsOverMiddlesOverSubsequences() throws {
        let filter = NameFilter("wav")
        let start = try #require(filter.score("waves.png"))
        let word = try #require(filter.score("big-waves.png"))
        let middle = try #require(filter.score("microwave.png"))
        let scattered = try #require(filter.score("w-a-v.png"))
        #expect(start > word && word > middle && middle > scattered)
        #expect(filter.score("harbour.jpg") == nil)
        #expect(NameFilter("a b").score("b-a.png") != nil)
    }
}
