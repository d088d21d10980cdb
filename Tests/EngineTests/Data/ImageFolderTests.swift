import Files
import Foundation
import Testing

@testable import Engine

@Suite struct ImageFolderTests {
    /// A picture in which every pixel tells its place: red from the column, green from the row, blue from `mark`.
    static func picture(_ width: Int, _ height: Int, mark: UInt8 = 0) -> Picture {
        var rgb: [UInt8] = []
        for y in 0..<height { for x in 0..<width { rgb += [UInt8(x % 256), UInt8(y % 256), mark] } }
        return Picture(width: width, height: height, rgb: rgb)
    }

    static func write(_ picture: Picture, _ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try AtomicFile.write(picture.encodedPNG(), to: path)
    }

    @Test func listsImagesOfAllSubfoldersInNameOrder() throws {
        let folder = try TemporaryFolder()
        for name in ["b.png", "a/z.png", "a/b/c.PNG", "c.data", ".hidden/x.png", ".y.png"] {
            try Self.write(Self.picture(40, 33), folder.adding(name))
        }
        try AtomicFile.write(Array("notes".utf8), to: folder.adding("README.md"))
        try AtomicFile.write([], to: folder.adding("nothing"))
        // A link to a folder above must not be followed for ever.
        try FileManager.default.createSymbolicLink(
            atPath: folder.adding("a/up"), withDestinationPath: folder.path)
        let images = try ImageFolder(folder.path, role: "content")
        #expect(images.images == ["a/b/c.PNG", "a/z.png", "b.png", "c.data"].map { folder.adding($0) })
        #expect(images.skipped.isEmpty)
    }

    @Test func namesThatAreNoTextAreFound() throws {
        let folder = try TemporaryFolder()
        let paths = ["\u{10FEE9}/content.png", "\u{10FEE9}/style.png", "caf\u{10FEE9}.png"].map { folder.adding($0) }
        try Folder.create(folder.adding("\u{10FEE9}"))
        for path in paths { try AtomicFile.write(Self.picture(40, 33).encodedPNG(), to: path) }
        #expect(try Set(ImageFolder(folder.path, role: "content").images) == Set(paths))
        #expect(try PictureFolder.images(in: folder.path) == [paths[2]])
        #expect(
            try PairFolder(folder.path).pairs
                == [PairFolder.Pair(name: "\u{10FEE9}", content: paths[0], style: paths[1])])
    }

    @Test func linkedFoldersAreFollowed() throws {
        let folder = try TemporaryFolder()
        try Self.write(Self.picture(40, 33), folder.adding("real/a.png"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.adding("link"), withDestinationPath: folder.adding("real"))
        #expect(try ImageFolder(folder.adding("link"), role: "style").images == [folder.adding("link/a.png")])
    }

    @Test func unreadableImagesAreSkippedAndNamed() throws {
        let folder = try TemporaryFolder()
        try Self.write(Self.picture(40, 40), folder.adding("good.png"))
        try Self.write(Self.picture(31, 400), folder.adding("small.png"))
        try AtomicFile.write([], to: folder.adding("empty.jpg"))
        try AtomicFile.write(Array("GIF89a".utf8), to: folder.adding("other.gif"))
        try AtomicFile.write(Array(Self.picture(40, 40).encodedPNG().prefix(20)), to: folder.adding("short.png"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.adding("lost.png"), withDestinationPath: "/nowhere/at/all.png")
        let images = try ImageFolder(folder.path, role: "style")
        #expect(images.images == [folder.adding("good.png")])
        let names = ["empty.jpg", "lost.png", "other.gif", "short.png", "small.png"]
        #expect(images.skipped.map(\.path) == names.map { folder.adding($0) })
        for skipped in images.skipped { #expect(skipped.description.contains(skipped.path)) }
    }

    @Test func tooFewImagesAreAnErrorThatCounts() throws {
        let folder = try TemporaryFolder()
        #expect(
            throws: RunError.tooFewImages(folder: folder.path, role: "content", found: 0, needed: 1, skipped: 0)
        ) { try ImageFolder(folder.path, role: "content", minimumCount: 0) }
        try Self.write(Self.picture(40, 40), folder.adding("a.png"))
        try AtomicFile.write([1, 2], to: folder.adding("b.png"))
        let error = #expect(throws: RunError.self) {
            try ImageFolder(folder.path, role: "style", minimumCount: 2)
        }
        #expect(
            error == RunError.tooFewImages(folder: folder.path, role: "style", found: 1, needed: 2, skipped: 1))
        #expect("\(error.map { "\($0)" } ?? "")".contains("1 usable style images (1 skipped"))
    }

    @Test func aMissingFolderIsNamed() {
        #expect(throws: RunError.noImageFolder(folder: "/nowhere", reason: "No such file or directory")) {
            try ImageFolder("/nowhere", role: "content")
        }
    }
}
