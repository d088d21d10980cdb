import Engine
import Files
import Foundation
import Synchronization
import Testing

@testable import Explore
@testable import Screens

@Suite struct ServicesTests {
    @Test func recentFilesComeNewestFirstOnceEach() throws {
        let folder = try TemporaryFolder()
        let recent = RecentFiles(environment: ["XDG_STATE_HOME": folder.path], home: "/nowhere")
        #expect(recent.path == folder.path + "/ministyler/recent")
        #expect(recent.paths().isEmpty)
        for name in ["/a.png", "/b ü.png", "/a.png", "/new\nline.png"] { recent.remember(name) }
        #expect(recent.paths() == ["/a.png", "/b ü.png"])
        for index in 0..<80 { recent.remember("/\(index)") }
        #expect(recent.paths().count == RecentFiles.limit)
        #expect(recent.paths().first == "/79")
    }

    @Test func aFolderThatIsAddedDuringALookIsNotWaitedFor() {
        let followed = FollowedFolders()
        #expect(followed.wait(seconds: 0) == [])
        followed.add("/a")
        followed.add("/b")
        let start = ContinuousClock.now
        #expect(followed.wait(seconds: 600) == ["/a", "/b"])
        #expect(followed.wait(seconds: 0.01) == [])
        followed.stop()
        #expect(followed.wait(seconds: 600) == nil)
        #expect(.now - start < .seconds(300))
    }

    @Test func exportsNeverTakeTheNameOfAFileThatIsThere() throws {
        let folder = try TemporaryFolder()
        #expect(
            FreePath.of(name: "-reward/step é.1", fileExtension: "png", in: folder.path)
                == folder.file("reward-step-é.1.png"))
        for name in ["a.png", "a-2.png"] { try AtomicFile.write([1], to: folder.file(name)) }
        #expect(FreePath.of(name: "a", fileExtension: "png", in: folder.path) == folder.file("a-3.png"))
        #expect(FreePath.of(name: "..", fileExtension: "csv", in: folder.path) == folder.file("export.csv"))
    }

    @Test func recentFilesDefaultToTheHomeFolder() {
        #expect(RecentFiles(environment: [:], home: "/home/ada").path == "/home/ada/.local/state/ministyler/recent")
        #expect(
            RecentFiles(environment: ["XDG_STATE_HOME": "relative"], home: "/h").path
                == "/h/.local/state/ministyler/recent")
    }

    @Test func samplesAreFoundFromTheExecutableUpwardsOrByVariable() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.file("assets/samples"), withIntermediateDirectories: true)
        let executable = folder.file(".build/release/ministyler")
        #expect(SampleLibrary.folder(environment: [:], executable: executable) == folder.file("assets/samples"))
        #expect(
            SampleLibrary.candidates(environment: ["MINISTYLER_ASSETS": "/x"], executable: "/usr/bin/m").first
                == "/x/samples")
        #expect(
            SampleLibrary.candidates(environment: [:], executable: "/usr/local/bin/ministyler")
                .contains("/usr/local/share/ministyler/samples"))
    }

    @Test func aFolderListsItsParentFoldersThenFilesInNaturalOrder() throws {
        let folder = try TemporaryFolder()
        for name in ["frame-10.png", "frame-9.PNG", "ünï.jpg", "notes.txt"] {
            try AtomicFile.write([1], to: folder.file(name))
        }
        try FileManager.default.createDirectory(atPath: folder.file("zoo"), withIntermediateDirectories: false)
        let entries = FolderReader.list(folder.path).entries
        #expect(entries.map(\.name) == ["..", "zoo", "frame-9.PNG", "frame-10.png", "notes.txt", "ünï.jpg"])
        #expect(entries.map(\.kind) == [.parent, .folder, .picture, .picture, .other, .picture])
        guard case .failed(let message) = FolderReader.list(folder.file("gone")) else {
            Issue.record("a missing folder is listed")
            return
        }
        #expect(message.contains(folder.file("gone")))
    }

    private static func loader(_ store: FrameStore, _ folder: TemporaryFolder) -> PictureLoader {
        PictureLoader(
            store: store, recent: RecentFiles(environment: ["XDG_STATE_HOME": folder.file("state")], home: "/nowhere"))
    }

    /// A recipe without folders finds its picture where it was opened before, by name and digest.
    @Test func theLoaderFindsARecipesPictureAmongThoseOpened() throws {
        let folder = try TemporaryFolder()
        for name in ["one", "two"] {
            try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
        }
        let other = try TestFiles.png(folder.file("one/a.png"), width: 20, height: 20)
        let wanted = try TestFiles.png(folder.file("two/a.png"), width: 30, height: 20, seed: 7)
        let loader = Self.loader(FrameStore(file: nil), folder)
        for path in [wanted, other] { loader.recent.remember(path) }
        var request = LoadRequest(
            role: .content, candidates: [folder.file("a.png")], shortSide: nil, followsRecipe: false, ticket: 1)
        guard case .failed = loader.load(request) else { return #expect(Bool(false), "a picture nobody named") }
        request.sha256 = try SHA256Digest.hexadecimal(ofFile: wanted)
        guard case .loaded(_, let picture) = loader.load(request) else { return #expect(Bool(false), "not found") }
        #expect(picture.path == wanted)
    }

    @Test func theLoaderReducesAndRemembersTheOriginalSize() throws {
        let folder = try TemporaryFolder()
        let path = try TestFiles.png(folder.file("a.png"), width: 60, height: 40)
        let store = FrameStore(file: nil)
        let request = LoadRequest(
            role: .content, candidates: [folder.file("gone.png"), path], shortSide: 20, followsRecipe: true, ticket: 5)
        guard case .loaded(.content, let picture) = Self.loader(store, folder).load(request) else {
            Issue.record("the picture is not loaded")
            return
        }
        #expect(picture.path == path && picture.ticket == 5)
        #expect((picture.width, picture.height) == (30, 20))
        #expect((picture.originalWidth, picture.originalHeight) == (60, 40))
        #expect(picture.sha256 == (try SHA256Digest.hexadecimal(ofFile: path)))
        #expect(store.source(5)?.picture.width == 30)
    }

    @Test func theLoaderTellsRecipesFoldersAndLargePicturesApart() throws {
        let folder = try TemporaryFolder()
        let store = FrameStore(file: nil)
        func load(_ path: String, shortSide: Int?) -> PairEvent {
            Self.loader(store, folder).load(
                LoadRequest(
                    role: .content, candidates: [path], shortSide: shortSide, followsRecipe: true, ticket: 1))
        }
        guard case .folderFound = load(folder.path, shortSide: nil) else {
            Issue.record("a folder is not recognised")
            return
        }
        let long = try TestFiles.png(folder.file("long.png"), width: 5000, height: 9)
        guard case .tooLarge(_, _, 5000, 9, _) = load(long, shortSide: nil) else {
            Issue.record("a large picture is not recognised")
            return
        }
        // Told with the size of the file, also where reducing does not help.
        guard case .tooLarge(_, _, 5000, 9, _) = load(long, shortSide: 8) else {
            Issue.record("a picture that stays large is not recognised")
            return
        }
        let recipe = folder.file("recipe.png")
        let json = String(decoding: try JSONEncoder().encode(ReopeningTests.recipe), as: UTF8.self)
        try AtomicFile.write(
            TestFiles.picture(width: 9, height: 9).encodedPNG(text: [(keyword: Recipe.keyword, value: json)]),
            to: recipe)
        guard case .recipeFound(ReopeningTests.recipe, nil, recipe, 1) = load(recipe, shortSide: nil) else {
            Issue.record("a recipe is not recognised")
            return
        }
        let bad = folder.file("bad.png")
        try AtomicFile.write(Array("not a picture".utf8), to: bad)
        guard case .failed(_, _, let message, _) = load(bad, shortSide: nil) else {
            Issue.record("a broken file is loaded")
            return
        }
        #expect(message.contains(bad))
    }

    /// Ten frames with room for three in memory: the others come back from the file bit for bit.
    @Test func framesThatWereUsedLongAgoLieInAFile() throws {
        let folder = try TemporaryFolder()
        let size = 4 * 3 * 20 * 12
        let file = try #require(SpillFile(in: folder.path))
        let store = FrameStore(file: file, heldBytes: 3 * size)
        let frames = try (0..<10).map { step in
            let values = (0..<size / 4).map { Float($0) * 0.37 - Float(step) }
            return try #require(
                SequenceFrame(step: step, width: 18, height: 11, report: nil) { bytes in
                    values.withUnsafeBytes { bytes.copyMemory(from: $0) }
                    return true
                })
        }
        for (step, frame) in frames.enumerated() { store.add(frame, id: FrameID(rawValue: step)) }
        for (step, frame) in frames.enumerated() {
            let found = try #require(store.frame(FrameID(rawValue: step)))
            #expect(found.step == step && found.image == frame.image)
        }
        store.remove([FrameID(rawValue: 0), FrameID(rawValue: 9)])
        #expect(store.frame(FrameID(rawValue: 0)) == nil && store.frame(FrameID(rawValue: 9)) == nil)
        let picture = TestFiles.picture(width: 20, height: 12)
        let bitmap = store.bitmap(picture)
        #expect(bitmap.rgb == picture.rgb && bitmap.width == 20 && bitmap.height == 12)
    }

    /// Nothing is lost where there is no file.
    @Test func framesStayInMemoryWithoutAFile() throws {
        let store = FrameStore(file: nil, heldBytes: 0)
        for step in 0..<4 {
            let frame = try #require(SequenceFrame(step: step, width: 8, height: 8, report: nil) { _ in true })
            store.add(frame, id: FrameID(rawValue: step))
        }
        #expect((0..<4).allSatisfy { store.frame(FrameID(rawValue: $0))?.step == $0 })
    }

    private func store(ticket: Int, root: FrameID) -> FrameStore {
        let store = FrameStore(file: nil)
        let picture = TestFiles.picture(width: 20, height: 12)
        store.add(FrameStore.Source(picture: picture), ticket: ticket)
        store.plant(root, sourceTicket: ticket)
        return store
    }

    private func request(
        _ folder: TemporaryFolder, format: ExportForm.Format = .png, replaces: Bool = false, stem: String = "out",
        into subfolder: String = "new/deep"
    ) -> ExportRequest {
        ExportRequest(
            items: [
                ExportRequest.Item(
                    lower: FrameID(rawValue: 1), upper: nil, fraction: 0, stem: stem, recipe: ReopeningTests.recipe)
            ], folder: folder.file(subfolder), format: format, replacesExisting: replaces, contentTicket: 3, ticket: 9)
    }

    @Test func anExportIsAPictureWithItsRecipeAndNeverReplacesUnasked() throws {
        let folder = try TemporaryFolder()
        let exporter = FrameExporter(store: store(ticket: 3, root: FrameID(rawValue: 1)))
        let path = folder.file("new/deep/out.png")
        #expect(exporter.export(request(folder)) == .written([path]))
        #expect(try Recipe.read(from: path) == ReopeningTests.recipe)
        #expect(try Picture.read(path).rgb == TestFiles.picture(width: 20, height: 12).rgb)
        let stamp = try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
        #expect(exporter.export(request(folder)) == .exists(["out.png"]))
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int == stamp)
        #expect(exporter.export(request(folder, replaces: true)) == .written([path]))
        #expect(exporter.export(request(folder, format: .jpeg)) == .written([folder.file("new/deep/out.jpg")]))
    }

    @Test func anExportThatCannotBeWrittenSaysWhere() throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write([1], to: folder.file("file"))
        let exporter = FrameExporter(store: store(ticket: 3, root: FrameID(rawValue: 1)))
        guard case .failed(let message) = exporter.export(request(folder, into: "file/below")) else {
            Issue.record("a file was taken for a folder")
            return
        }
        #expect(message.contains(folder.file("file/below")))
        guard case .failed = FrameExporter(store: FrameStore(file: nil)).export(request(folder)) else {
            Issue.record("a released frame was exported")
            return
        }
    }

    @Test func proposalsAvoidWhatIsThere() throws {
        let folder = try TemporaryFolder()
        #expect(FrameExporter.proposal(.frame, name: "a", folder: folder.path).name == "a")
        try AtomicFile.write([1], to: folder.file("a.jpg"))
        try AtomicFile.write([1], to: folder.file("a-2.png"))
        #expect(FrameExporter.proposal(.frame, name: "a", folder: folder.path).name == "a-3")
        #expect(FrameExporter.proposal(.all, name: "frame", folder: folder.path).folder == folder.path + "-2")
    }

    @Test func aHeldKeyDecodesTheLastPreviewRatherThanAllOfThem() async throws {
        let folder = try TemporaryFolder()
        let names = (0..<30).map { "\($0).png" }
        for name in names {
            try TestFiles.png(folder.file(name), width: 300, height: 200)
        }
        let posted = Mutex<[String?]>([])
        let loader = PreviewLoader { event in
            if case .picker(.previewed(let status)) = event { posted.withLock { $0.append(status.path) } }
        }
        for name in names { loader.request(folder.file(name)) }
        let last = folder.file("29.png")
        for _ in 0..<12_000 where posted.withLock({ $0.last }) != last {
            try await Task.sleep(for: .milliseconds(10))
        }
        let paths = posted.withLock { $0 }
        #expect(paths.last == last)
        #expect(paths.count < names.count)
    }
}
