import Engine
import Files
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct SourcesTests {
    @Test func aPictureThatIsGoneAtAnotherWorkingSizeIsNotShownAtTheOldOne() throws {
        for isFolder in [false, true] {
            var state = ExplorerState.ready()
            let old = try #require(state.pair.style.readyPicture)
            let requests = LoadRequest.all(in: state.press("w"))
            let (content, style) = (try #require(requests.first), try #require(requests.last))
            let picture = sourcePicture(content.path, ticket: content.ticket, shortSide: 2048)
            _ = state.reduce(.pair(.loaded(.content, picture)))
            let effects =
                isFolder
                ? state.reduce(.pair(.folderFound(.style, path: style.path, ticket: style.ticket)))
                : state.reduce(.pair(.failed(.style, path: style.path, message: "Gone.", ticket: style.ticket)))
            #expect(effects.first == .releaseSource(ticket: old.ticket) && LoadRequest.all(in: effects).isEmpty)
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
        let reduced = LoadRequest.all(in: state.press(.enter))
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
        let reduced = LoadRequest.all(in: state.press(.enter))
        #expect(reduced.map(\.shortSide) == [409])
        let strip = try #require(reduced.first)
        _ = state.reduce(
            .pair(.tooLarge(.content, path: "/strip.png", width: 16000, height: 9, ticket: strip.ticket)))
        #expect(state.overlays.isEmpty)
        #expect(state.notice?.text.contains("cut a part out of it") == true)
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
