import Foundation
import SeededInputs
import Testing

@testable import Files

/// Names whose bytes are no UTF-8.
@Suite struct FileSystemNameTests {
    /// "café" as Latin-1 has it, behind what is in front.
    private static func latin(_ front: String, _ back: String) -> [UInt8] {
        Array((front + "caf").utf8) + [0xE9] + Array(back.utf8)
    }

    /// For the system's own calls.
    private static func ended(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

    @Test func whateverBytesANameHasComeBack() {
        var generator = SeededGenerator(seed: 7)
        // What UTF-8, its mistakes and the private scalars are made of, besides any byte.
        let pieces: [[UInt8]] = [
            [0xF4, 0x8F, 0xB9, 0x80], [0xF4, 0x8F, 0xBA, 0x80], [0xF4, 0x8F, 0xBB, 0xBF], [0xF4, 0x8F, 0xBC, 0x80],
            [0xF4, 0x8F], [0xF4, 0x90, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xC3, 0xA9], [0xE2, 0x82],
            [0x61], [0xCC, 0x81], [0x0A],
        ]
        for _ in 0..<20_000 {
            var name: [UInt8] = []
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                if Bool.random(using: &generator), let piece = pieces.randomElement(using: &generator) {
                    name += piece
                } else {
                    let byte = UInt8.random(in: 1...255, using: &generator)
                    if byte != UInt8(ascii: "/") { name.append(byte) }
                }
            }
            let text = String(systemBytes: name)
            #expect(text.systemBytes == name)
            #expect(text.systemPath == Self.ended(name))
            #expect(Array(String(systemPath: Self.ended(name)).utf8) == Array(text.utf8))
            #expect(text.isText == (String(validating: name, as: UTF8.self).map { Array($0.utf8) } == Array(text.utf8)))
        }
    }

    @Test func everySingleByteComesBack() {
        for byte in UInt8(1)...255 where byte != UInt8(ascii: "/") {
            let text = String(systemBytes: [byte])
            #expect(text.systemBytes == [byte] && text.unicodeScalars.count == 1)
            #expect(text.isText == (byte < 0x80))
        }
    }

    @Test(arguments: ["", "a.png", "café", "cafe\u{301}", "東京", "👩‍🎨", "\u{FFFD}", "\u{10FE7F}\u{10FF00}\u{10FFFF}"])
    func textStaysAsItIs(_ name: String) {
        let text = String(systemBytes: Array(name.utf8))
        #expect(Array(text.utf8) == Array(name.utf8) && Array(text.displayed.utf8) == Array(name.utf8))
        #expect(text.isText && text.systemBytes == Array(name.utf8))
    }

    @Test func scalarsThatStandForBytesAreBytesWhereANameHasThem() {
        let name = Array("\u{10FE80}x\u{10FEFF}".utf8)
        let text = String(systemBytes: name)
        #expect(text.unicodeScalars.count == 9 && text.systemBytes == name)
        #expect(text.displayed == "����x����")
    }

    @Test func whatATerminalObeysIsShownByItsNumber() {
        #expect("a\u{1B}]0;title\u{7}b".displayed == #"a\u{1B}]0;title\u{7}b"#)
        #expect("one\ntwo\r\t\u{7F}\u{9B}2J".displayed == #"one\ntwo\u{D}\u{9}\u{7F}\u{9B}2J"#)
        #expect("gnp.\u{202E}exe\u{2028}".displayed == #"gnp.\u{202E}exe\u{2028}"#)
        #expect("one\n\ttwo\u{1B}[2J".displayedLines == "one\n\ttwo" + #"\u{1B}[2J"#)
        #expect("\(FileError.missing(path: "a\u{1B}[2J\n"))".hasPrefix(#"a\u{1B}[2J\n: no such"#))
    }

    @Test func peopleSeeThatAByteIsNoText() {
        let path = String(systemBytes: Self.latin("/a/", ".jpg"))
        #expect(path == "/a/caf\u{10FEE9}.jpg" && path.displayed == "/a/caf�.jpg")
        #expect("\(FileError.missing(path: path))".hasPrefix("/a/caf�.jpg: "))
        #expect(AbsolutePath.lastComponent(of: path) == "caf\u{10FEE9}.jpg")
        #expect(AbsolutePath.stem(of: path) == "caf\u{10FEE9}" && AbsolutePath.parent(of: path) == "/a")
        #expect(AbsolutePath.of("../x", in: path) == "/a/x" && AbsolutePath.of("x", in: path) == path + "/x")
    }

    @Test func picturesOfSuchNamesAreListedReadAndWritten() throws {
        let scratch = try Scratch()
        let folder = Self.latin(scratch.path(""), "")
        #expect(mkdir(Self.ended(folder), 0o777) == 0)
        let picture = Picture(width: 2, height: 1, rgb: [1, 2, 3, 4, 5, 6])
        let bytes = try picture.encodedPNG()
        let made = open(Self.ended(folder + Array("/".utf8) + Self.latin("", ".png")), O_WRONLY | O_CREAT, 0o644)
        #expect(write(made, bytes, bytes.count) == bytes.count && close(made) == 0)

        let name = try #require(Folder.names(in: scratch.folder).first)
        #expect(name == "caf\u{10FEE9}")
        let path = scratch.path(name)
        #expect(PathKind(of: path) == .folder)
        #expect(try Folder.names(in: path) == ["caf\u{10FEE9}.png"])
        let source = path + "/caf\u{10FEE9}.png"
        #expect(try Picture.read(source).rgb == picture.rgb && FileSize.bytes(of: source) == bytes.count)
        #expect(try PlainFile.read(source, from: 1) == Array(bytes.dropFirst()))
        try AtomicFile.write(bytes, to: path + "/\u{10FEFF}.png")
        #expect(access(Self.ended(folder + [UInt8(ascii: "/"), 0xFF] + Array(".png".utf8)), R_OK) == 0)
        #expect(try Set(Folder.names(in: path)) == ["caf\u{10FEE9}.png", "\u{10FEFF}.png"])
        #expect(ResolvedPath.of(path + "/../\(name)/") == ResolvedPath.of(scratch.folder) + "/" + name)
        #expect(AbsolutePath.isSameFile(source, path + "/./caf\u{10FEE9}.png"))
        #expect(symlink(Self.ended(Self.latin("", ".png")), (path + "/link").systemPath) == 0)
        #expect(LinkTarget.of(path + "/link") == "caf\u{10FEE9}.png")
        // What a link leads to is replaced, not the link.
        try AtomicFile.write([1], to: path + "/link")
        #expect(try PlainFile.read(source) == [1])
    }

    @Test func foldersAreMadeWithThoseAboveThem() throws {
        let scratch = try Scratch()
        let path = scratch.path("a/\u{10FEE9}/b")
        try Folder.create(path)
        try Folder.create(path + "/")
        #expect(PathKind(of: path) == .folder && SpillFile(in: path + "/c") != nil)
        try PlainFile.write([1, 2], to: path + "/file")
        try PlainFile.write([3], to: path + "/file")
        #expect(try PlainFile.read(path + "/file") == [3])
        #expect(throws: FileError.unwritable(path: path + "/file/x", reason: "Not a directory")) {
            try Folder.create(path + "/file/x")
        }
        #expect(throws: FileError.self) { try Folder.create(path + "/file") }
        #expect(throws: FileError.self) { try Folder.names(in: path + "/file") }
    }

    @Test func runsInSuchFoldersAreFound() throws {
        let scratch = try Scratch()
        let path = scratch.path("runs/\u{10FEE9}")
        let writer = try EventFileWriter(directory: path)
        try writer.add(scalar: 1, tag: "loss", step: 1)
        try writer.close()
        #expect(EventFolders.files(below: scratch.folder).map(\.folder) == [path])
        let log = EventLog([scratch.path("runs")])
        #expect(log.poll().failures.isEmpty)
        #expect(log.runs.map(\.name) == ["\u{10FEE9}"] && log.runs.first?.scalars.map(\.tag) == ["loss"])
    }

    @Test func theWorkingFolderMayHaveSuchAName() async {
        // In a process of its own: every test has the same working folder.
        await #expect(processExitsWith: .success) {
            let scratch = try Scratch()
            let path = scratch.path("\u{10FEE9}")
            try Folder.create(path)
            guard chdir(path.systemPath) == 0, Folder.working == ResolvedPath.of(path) else { exit(1) }
            try AtomicFile.write([1], to: "x")
            guard AbsolutePath.of("x") == Folder.working + "/x", AbsolutePath.of("") == Folder.working else { exit(2) }
            guard try PlainFile.read(AbsolutePath.of("./y/../x")) == [1] else { exit(3) }
        }
    }
}
