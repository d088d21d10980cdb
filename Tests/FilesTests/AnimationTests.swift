import Testing

@testable import Files

@Suite struct AnimationTests {
    private let pictures: [Picture] = (0..<3).map { shift in
        Picture(
            width: Pattern.width, height: Pattern.height,
            rgb: Pattern.rgb { x, y in (20 * x, 28 * y, min(255, 80 * shift + 5 * x)) })
    }

    private func count(_ pattern: [UInt8], in bytes: [UInt8]) -> Int {
        (0...max(bytes.count - pattern.count, 0)).count {
            bytes[$0..<min($0 + pattern.count, bytes.count)].elementsEqual(pattern)
        }
    }

    private func meanDifference(_ a: [UInt8], _ b: [UInt8]) -> Double {
        Double(zip(a, b).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(a.count)
    }

    @Test func anAPNGIsAPNGOfTheFirstPictureWithTheOthersAfterIt() throws {
        let recipe = Recipe(
            content: .init(name: "a", sha256: ""), style: .init(name: "b", sha256: ""), weightsSHA256: "", step: 2,
            version: "")
        let bytes = try Animation(sequence: pictures).encoded(as: .apng, recipe: recipe)
        let scratch = try Scratch()
        let path = try scratch.file("a.png", bytes)
        #expect(try Picture.read(path) == pictures[0])
        #expect(try Recipe.read(from: path) == recipe)
        var (offset, names, numbers) = (8, [String](), [UInt32]())
        while offset < bytes.count {
            let length = Int(bytes.bigEndian32(at: offset))
            let name = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
            names.append(name)
            if name == "fcTL" || name == "fdAT" { numbers.append(bytes.bigEndian32(at: offset + 8)) }
            if name == "acTL" { #expect(bytes.bigEndian32(at: offset + 8) == 3) }
            offset += 12 + length
        }
        #expect(
            names.filter { $0 != "tEXt" } == ["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"])
        #expect(numbers == (0..<5).map { $0 })
    }

    #if WebP
        @Test func anAnimatedWebPHasAllFrames() throws {
            let bytes = try Animation(sequence: pictures).encoded(as: .webp)
            #expect(count(Array("ANMF".utf8), in: bytes) == 3)
            let first = try Picture(decoding: bytes, named: "")
            #expect((first.width, first.height) == (Pattern.width, Pattern.height))
            #expect(meanDifference(first.rgb, pictures[0].rgb) < 12)
        }
    #endif

    #if GIF
        @Test func aGIFHasAllFramesInOnePalette() throws {
            let bytes = try Animation(sequence: pictures).encoded(as: .gif)
            #expect(bytes.starts(with: "GIF89a".utf8) && count(Array("NETSCAPE2.0".utf8), in: bytes) == 1)
            #expect(count([0x21, 0xF9, 4], in: bytes) == 3)
            let first = try Picture(decoding: bytes, named: "")
            #expect((first.width, first.height) == (Pattern.width, Pattern.height) && first.alpha == nil)
            #expect(meanDifference(first.rgb, pictures[0].rgb) < 10)
        }
    #endif

    @Test func nothingIsNoAnimation() {
        #expect(throws: FileError.self) { try Animation().encoded(as: .apng) }
    }
}
