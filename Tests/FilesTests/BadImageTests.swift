import Foundation
import Testing

@testable import Files

@Suite struct BadImageTests {
    /// The sentence of the error that reading `path` gives.
    private func complaint(_ path: String) -> String {
        do {
            _ = try Picture.read(path)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func everySentenceNamesTheFileAndARemedy() throws {
        let scratch = try Scratch()
        let cases: [(path: String, bug: String, remedy: String)] = [
            (scratch.path("missing.png"), "no such file", "check the name"),
            (scratch.folder, "is a folder", "name a file in it"),
            ("/dev/null", "is a device and not a regular file", "name a file"),
            (try scratch.file("empty.png", []), "is empty", "copy it again"),
            (try scratch.file("text.png", Array("hello, world".utf8)), "not a picture that is read here", "convert it"),
            (try scratch.file("one.jpg", [0xFF]), "not a picture that is read here", "convert it"),
            (try scratch.file("a.psd", Array("BM89a.........".utf8)), "it looks like BMP", "convert it"),
            (try scratch.file("a.pdf", Array("%PDF-1.7 and so on".utf8)), "it looks like PDF", "convert it"),
            (Fixture.path("idat-corrupt.png"), "is damaged", "copy it again"),
            (Fixture.path("zero-width.png"), "size of 0×9", "copy it again"),
            (Fixture.path("bomb-100000x100000.png"), "100000×100000", "scale it down"),
            (Fixture.path("too-large-16384x16385.png"), "16384×16385", "scale it down"),
        ]
        for (path, bug, remedy) in cases {
            let sentence = complaint(path)
            #expect(sentence.contains(path) && sentence.contains(bug) && sentence.contains(remedy), "\(sentence)")
            #expect(!sentence.contains("\n"))
        }
    }

    /// Files of a few bytes that declare the largest size.
    @Test func pixelsThatCannotBeThereTakeNoMemory() throws {
        var png = Array(try Fixture.bytes("rgb8.png"))
        png.replaceSubrange(16..<24, with: DeepPNG.bigEndian(UInt32(16384)) + DeepPNG.bigEndian(UInt32(16384)))
        let header = Array(png[16..<29])
        png = Array(png[..<8]) + DeepPNG.chunk("IHDR", header) + Array(png[33...])
        var jpeg = Array(try Fixture.bytes("rgb.jpg"))
        let frame = try #require(jpeg.firstRange(of: [0xFF, 0xC0])).upperBound
        jpeg.replaceSubrange(frame + 3..<frame + 7, with: [0x40, 0, 0x40, 0])
        var files = [png, jpeg]
        #if GIF
            var gif = Array(try Fixture.bytes("palette.gif"))
            let image = try #require(gif.firstRange(of: [0x2C, 0, 0, 0, 0]))
            gif.replaceSubrange(6..<10, with: [0, 0x40, 0, 0x40])
            gif.replaceSubrange(image.upperBound..<image.upperBound + 4, with: [0, 0x40, 0, 0x40])
            files.append(gif)
        #endif
        for bytes in files {
            #expect(throws: FileError.damagedImage(path: "a", detail: "the file ends too early")) {
                try Picture(decoding: bytes, named: "a")
            }
        }
        // Known before room is made for 16384² pixels, and true of no file that holds its pixels.
        #expect(try !PNGHeader(of: png, path: "a").canBeHeld(in: png.count))
        #expect(try !JPEGHeader(of: jpeg, path: "a").canBeHeld(in: jpeg.count))
        let white = Picture(width: 4096, height: 4096, rgb: [UInt8](repeating: 255, count: 3 << 24))
        let (whitePNG, whiteJPEG) = (try white.encodedPNG(), try white.encodedJPEG(quality: 1))
        #expect(try PNGHeader(of: whitePNG, path: "a").canBeHeld(in: whitePNG.count))
        #expect(try JPEGHeader(of: whiteJPEG, path: "a").canBeHeld(in: whiteJPEG.count))
    }

    @Test func aFileLongerThanAnyPictureIsRefusedUnread() throws {
        let scratch = try Scratch()
        for name in ["rgb8.png", "rgb.jpg"] {
            let path = try scratch.file(name, Fixture.bytes(name))
            try #require(truncate(path, 1 << 40) == 0)
            #expect(complaint(path).contains("it has 1024.0 GiB, pictures at most 4.0 GiB"))
            #expect(throws: FileError.self) { try ImageFacts.read(path) }
            #expect(throws: FileError.self) { try Recipe.read(from: path) }
        }
        let zeros = try scratch.file("zeros.png", [0])
        try #require(truncate(zeros, 1 << 40) == 0)
        #expect(complaint(zeros).contains("not a picture that is read here"))
        #expect(try Recipe.read(from: zeros) == nil)
    }

    @Test func theSizeIsRefusedFromTheHeaderAlone() {
        #expect(throws: FileError.self) { try Picture.dimensions(of: Fixture.path("bomb-100000x100000.png")) }
    }

    @Test func aFileWithoutReadPermissionIsNamed() throws {
        // The superuser reads everything.
        guard geteuid() != 0 else { return }
        let scratch = try Scratch()
        let path = try scratch.file("secret.png", Fixture.bytes("rgb8.png"))
        chmod(path, 0)
        #expect(complaint(path).contains("Permission denied"))
    }

    @Test(arguments: ["rgb8.png", "rgb8-interlaced.png", "palette8-trns.png", "rgb.jpg", "progressive.jpg", "grey.jpg"])
    func everyTruncationIsAnError(name: String) throws {
        let bytes = try Fixture.bytes(name)
        for count in 1..<bytes.count {
            #expect(throws: FileError.self, "\(name) cut to \(count) bytes") {
                try Picture(decoding: Array(bytes[..<count]), named: name)
            }
        }
    }

    @Test func aTruncatedPhotographIsAnError() throws {
        let picture = Picture(width: 200, height: 150, rgb: Pattern.noise(width: 200, height: 150))
        for bytes in [try picture.encodedJPEG(), try picture.encodedPNG()] {
            for share in [0.1, 0.5, 0.9, 0.999] {
                let cut = Array(bytes[..<Int(Double(bytes.count) * share)])
                #expect(throws: FileError.damagedImage(path: "cut", detail: "the file ends too early")) {
                    try Picture(decoding: cut, named: "cut")
                }
            }
        }
    }

    @Test func bytesAfterTheEndAreIgnored() throws {
        for name in ["rgb8.png", "rgb.jpg"] {
            let bytes = try Fixture.bytes(name)
            #expect(try Picture(decoding: bytes + [1, 2, 3], named: name) == Picture(decoding: bytes, named: name))
        }
    }
}
