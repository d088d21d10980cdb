import Testing

@testable import Explore
@testable import Screens

@Suite struct PasteTests {
    @Test(arguments: [
        ("/a/b.png", ["/a/b.png"]), ("'/a/it is.jpg'", ["/a/it is.jpg"]), ("/a/it\\ is.jpg ", ["/a/it is.jpg"]),
        ("\"/a/x.png\" '/b/y.png'\n", ["/a/x.png", "/b/y.png"]), ("file:///a/caf%C3%A9%201.png\r\n", ["/a/café 1.png"]),
        ("file://host/a.png", ["/a.png"]), ("~/p.webp", ["/home/ada/p.webp"]), ("photo.HEIC", ["/pictures/photo.HEIC"]),
        ("/a/not quoted at all.png", ["/a/not quoted at all.png"]), ("hello", []), ("", []), ("/", []), ("a b c", []),
        ("file:///%zz", []),
    ])
    func pathsAreTakenFromWhatTerminalsPaste(_ text: String, _ paths: [String]) {
        #expect(PastedPaths.parse(text, home: "/home/ada", working: "/pictures") == paths)
    }

    @Test func droppedFilesBecomeContentAndStyle() throws {
        var state = ExplorerState.empty()
        let both = state.reduce(.input(.paste("/p/one.jpg /p/two.jpg")))
        let loads = LoadRequest.all(in: both)
        #expect(loads.map(\.role) == [.content, .style] && loads.map(\.path) == ["/p/one.jpg", "/p/two.jpg"])
        state = .ready()
        let one = LoadRequest.all(in: state.reduce(.input(.paste("/p/three.jpg"))))
        #expect(one.map(\.role) == [.style] && one.first?.path == "/p/three.jpg")
        state.press("c")
        let chosen = LoadRequest.all(in: state.reduce(.input(.paste("'/p/four 4.jpg'"))))
        #expect(chosen.map(\.role) == [.content] && chosen.first?.path == "/p/four 4.jpg" && state.overlays.isEmpty)
        state = .stepped(2)
        #expect(LoadRequest.all(in: state.reduce(.input(.paste("/p/five.jpg")))).isEmpty)
        #expect(state.mode == .confirmation(.replace(role: .style, path: "/p/five.jpg", plain: false)))
    }
}
