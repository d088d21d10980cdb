import Files
import Testing

@testable import Explore
@testable import Lookback
@testable import Screens

/// Pictures whose names are no UTF-8, as old disks and archives have them.
@Suite struct ForeignNamesTests {
    @Test func foldersWithThemAreListed() throws {
        let folder = try TemporaryFolder()
        let subfolder = folder.file("\u{10FEE9}")
        try Folder.create(subfolder)
        for path in ["a.png", "caf\u{10FEE9}.jpg"].map(folder.file) + [subfolder + "/\u{10FE80}.png"] {
            try AtomicFile.write([1], to: path)
        }
        let entries = FolderReader.list(folder.path).entries
        #expect(entries.map(\.name) == ["..", "\u{10FEE9}", "a.png", "caf\u{10FEE9}.jpg"])
        #expect(entries.map(\.kind) == [.parent, .folder, .picture, .picture])
        #expect(
            FolderReader.tree(folder.path).entries.map(\.path)
                == ["a.png", "caf\u{10FEE9}.jpg"].map(folder.file) + [subfolder + "/\u{10FE80}.png"])
        #expect(FolderReader.list(paths: [subfolder + "/\u{10FE80}.png"]).entries.count == 1)
        #expect(LookbackEffectRunner.pictures(in: subfolder) == [subfolder + "/\u{10FE80}.png"])
        #expect(NameFilter("caf").score("caf\u{10FEE9}.jpg") != nil)
    }

    @Test func theyAreRememberedAndNamesForNewFilesAreFree() throws {
        let folder = try TemporaryFolder()
        let home = folder.file("\u{10FEE9}")
        let recent = RecentFiles(environment: [:], home: home)
        recent.remember("/caf\u{10FEE9}.jpg")
        #expect(recent.paths() == ["/caf\u{10FEE9}.jpg"])
        try AtomicFile.write([1], to: home + "/x.png")
        #expect(FreePath.of(name: "x", fileExtension: "png", in: home) == home + "/x-2.png")
        #expect(FrameExporter.proposal(.frame, name: "x", folder: home).name == "x-2")
    }

    @Test func addressesNameThem() {
        #expect(
            PastedPaths.parse("file:///a/caf%E9.png", home: "/home/ada", working: "/w") == ["/a/caf\u{10FEE9}.png"])
        #expect(SystemViewer.argument("/a b/café.png") == "/a b/café.png")
        #expect(SystemViewer.argument("/a b/caf\u{10FEE9}") == "file:///a%20b/caf%E9")
    }
}
