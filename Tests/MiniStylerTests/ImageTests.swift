import Foundation
import MiniStyler
import Testing

@Suite struct ImageTests {
    @Test func aPNGIsReadBackAsItWas() throws {
        let place = try Workplace()
        let image = Workplace.image(width: 21, height: 13, seed: 3)
        try image.write(to: place.path("a.png"))
        #expect(try Image(contentsOf: place.path("a.png")) == image)
        #expect(image.width == 21 && image.height == 13 && image.pixels.count == 3 * 21 * 13 && image.opacity == nil)

        let veiled = Image(width: 2, height: 1, pixels: [255, 255, 255, 10, 20, 30], opacity: [0, 255])
        try veiled.write(to: place.path("b.PNG"))
        #expect(try Image(contentsOf: place.path("b.PNG")) == veiled)
    }

    @Test func theEndingIsTheFormat() throws {
        let place = try Workplace()
        let image = Workplace.image(width: 64, height: 48, seed: 1)
        for name in ["fine.jpg", "coarse.jpeg"] {
            try image.write(to: place.path(name), quality: name == "fine.jpg" ? 95 : 20)
            #expect(try place.bytes(name).starts(with: [0xFF, 0xD8, 0xFF]))
            let read = try Image(contentsOf: place.path(name))
            #expect(read.width == 64 && read.height == 48)
        }
        #expect(try place.bytes("coarse.jpeg").count * 2 < place.bytes("fine.jpg").count)
        for name in ["a.gif", "png", "folder.png/a"] {
            let error = #expect(throws: MiniStylerError.self) { try image.write(to: place.path(name)) }
            guard case .file(let sentence) = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            #expect(sentence.contains(place.path(name)) && sentence.hasSuffix("."), "\(sentence)")
            #expect(!FileManager.default.fileExists(atPath: place.path(name)))
        }
    }

    @Test func shrinkingKeepsProportions() {
        let image = Workplace.image(width: 90, height: 60, seed: 2)
        let small = image.resized(shortSide: 20)
        #expect(small.width == 30 && small.height == 20 && small.pixels.count == 1800)
        #expect(image.resized(shortSide: 61) == image)
    }

    @Test func aFileThatIsNoPictureIsNamed() throws {
        let place = try Workplace()
        try Data("no picture".utf8).write(to: URL(fileURLWithPath: place.path("text.png")))
        for name in ["gone.png", "text.png"] {
            let error = #expect(throws: MiniStylerError.self) { try Image(contentsOf: place.path(name)) }
            guard case .file = error else {
                Issue.record("\(name): \(String(describing: error))")
                continue
            }
            #expect("\(try #require(error))".contains(place.path(name)))
        }
    }
}
