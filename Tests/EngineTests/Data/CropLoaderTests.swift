import Files
import Foundation
import Tensors
import Testing

@testable import Engine

@Suite struct CropLoaderTests {
    /// Contents of several sizes with blue 10·n, styles with blue 100 + 10·n.
    private static func folders(_ folder: TemporaryFolder) throws -> (content: ImageFolder, style: ImageFolder) {
        let sizes = [(64, 64), (100, 70), (33, 200), (150, 151), (40, 36)]
        for (number, size) in sizes.enumerated() {
            let mark = UInt8(10 * number)
            try ImageFolderTests.write(
                ImageFolderTests.picture(size.0, size.1, mark: mark), folder.adding("content/\(number).png"))
            try ImageFolderTests.write(
                ImageFolderTests.picture(size.1, size.0, mark: 100 + mark), folder.adding("style/\(number).png"))
        }
        return (
            try ImageFolder(folder.adding("content"), role: "content"),
            try ImageFolder(folder.adding("style"), role: "style")
        )
    }

    private static func pairs(_ count: Int, _ loader: CropLoader) throws -> [CropPair] {
        try (0..<count).map { _ in try loader.next() }
    }

    @Test(arguments: [false, true]) func theSameSeedGivesTheSameCropsWhateverTheThreads(isSqueezed: Bool) throws {
        let folder = try TemporaryFolder()
        let (content, style) = try Self.folders(folder)
        let options = CropOptions(side: 32, isSqueezed: isSqueezed)
        func loader(_ workers: Int, _ ahead: Int, _ cache: Int, seed: UInt64 = 5) -> CropLoader {
            CropLoader(
                content: content, style: style, options: options, position: RandomGenerator(seed: seed),
                workers: workers, ahead: ahead, cacheLimit: cache)
        }
        let expected = try Self.pairs(40, loader(1, 1, 0))
        #expect(try Self.pairs(40, loader(4, 9, 1 << 20)) == expected)
        #expect(try Self.pairs(40, loader(2, 3, 30_000)) == expected)
        #expect(try Self.pairs(40, loader(2, 3, 0, seed: 6)) != expected)
        #expect(Set(expected.map(\.contentPath)).count == 5 && Set(expected.map(\.stylePath)).count == 5)
        for pair in expected {
            #expect(pair.content.count == 3 * 32 * 32 && pair.style.count == 3 * 32 * 32)
            let number = Float(content.images.firstIndex(of: pair.contentPath) ?? -1)
            #expect(pair.content.dropFirst(2048).allSatisfy { $0 == 10 * number / 255 })
            let other = Float(style.images.firstIndex(of: pair.stylePath) ?? -1)
            #expect(pair.style.dropFirst(2048).allSatisfy { $0 == (100 + 10 * other) / 255 })
        }
    }

    @Test func goesOnFromItsPosition() throws {
        let folder = try TemporaryFolder()
        let (content, style) = try Self.folders(folder)
        let options = CropOptions(side: 32)
        let whole = CropLoader(
            content: content, style: style, options: options, position: RandomGenerator(seed: 1))
        let expected = try Self.pairs(30, whole)
        let first = CropLoader(
            content: content, style: style, options: options, position: RandomGenerator(seed: 1), ahead: 7)
        #expect(first.position == RandomGenerator(seed: 1))
        #expect(try Self.pairs(11, first) == Array(expected[..<11]))
        let state = first.position.state
        let position = try #require(RandomGenerator(state: state))
        let second = CropLoader(content: content, style: style, options: options, position: position, workers: 3)
        #expect(try Self.pairs(19, second) == Array(expected[11...]))
    }

    /// At its own size an image is cut, not scaled, so that red and green tell where.
    @Test func cropsLieWithinTheImageAndReachAllOfIt() throws {
        let folder = try TemporaryFolder()
        try ImageFolderTests.write(ImageFolderTests.picture(48, 32), folder.adding("a.png"))
        let images = try ImageFolder(folder.path, role: "content")
        let loader = CropLoader(
            content: images, style: images, options: CropOptions(side: 32), position: RandomGenerator(seed: 2))
        var lefts: Set<Int> = []
        var mirrored = 0
        for pair in try Self.pairs(400, loader) {
            let row = pair.content[0..<32].map { Int(($0 * 255).rounded()) }
            let isMirrored = row[0] > row[1]
            mirrored += isMirrored ? 1 : 0
            let left = isMirrored ? row[31] : row[0]
            lefts.insert(left)
            #expect(row == (isMirrored ? (left..<left + 32).reversed() : Array(left..<left + 32)))
            #expect((0..<32).allSatisfy { pair.content[1024 + 32 * $0] == Float($0) / 255 })
        }
        #expect(lefts == Set(0...16))
        #expect(mirrored > 150 && mirrored < 250)
    }

    @Test func proportionsAreKeptUnlessSqueezed() throws {
        let folder = try TemporaryFolder()
        try ImageFolderTests.write(ImageFolderTests.picture(240, 80), folder.adding("a.png"))
        let images = try ImageFolder(folder.path, role: "content")
        /// Columns and rows of the image that a step of one pixel in the crop moves on by, in the crop's middle.
        func steps(isSqueezed: Bool) throws -> [(x: Float, y: Float)] {
            let options = CropOptions(side: 32, isSqueezed: isSqueezed, isMirrored: false)
            let loader = CropLoader(
                content: images, style: images, options: options, position: RandomGenerator(seed: 3))
            return try Self.pairs(60, loader).map { pair in
                (
                    x: (pair.content[16 * 32 + 24] - pair.content[16 * 32 + 8]) * 255 / 16,
                    y: (pair.content[1024 + 24 * 32 + 16] - pair.content[1024 + 8 * 32 + 16]) * 255 / 16
                )
            }
        }
        for step in try steps(isSqueezed: true) {
            #expect(abs(step.x - 240.0 / 64) < 0.15)
            #expect(abs(step.y - 80.0 / 64) < 0.15)
        }
        let kept = try steps(isSqueezed: false)
        for step in kept { #expect(abs(step.x - step.y) < 0.2) }
        // The short side of 80 is drawn at 32 to 64 pixels.
        #expect(kept.map(\.y).min().map { $0 < 1.35 } == true)
        #expect(kept.map(\.y).max().map { $0 > 2.2 && $0 < 2.6 } == true)
    }

    @Test func imagesDamagedWithinAreReplacedAndNamed() throws {
        let folder = try TemporaryFolder()
        let (content, style) = try Self.folders(folder)
        let options = CropOptions(side: 32)
        let broken = content.images[1]
        let bytes = try #require(FileManager.default.contents(atPath: broken))
        try AtomicFile.write(Array(bytes.prefix(bytes.count / 2)), to: broken)
        #expect(try ImageFolder(content.path, role: "content").images == content.images)
        func loader(_ workers: Int) -> CropLoader {
            CropLoader(
                content: content, style: style, options: options, position: RandomGenerator(seed: 5),
                workers: workers)
        }
        let one = loader(1)
        let pairs = try Self.pairs(40, one)
        #expect(one.skipped.map(\.path) == [broken])
        #expect(!pairs.contains { $0.contentPath == broken })
        #expect(try Self.pairs(40, loader(4)) == pairs)
        for path in content.images { try AtomicFile.write(Array(bytes.prefix(60)), to: path) }
        #expect(throws: RunError.self) { try Self.pairs(20, loader(2)) }
    }

    @Test func theCacheKeepsToItsLimit() throws {
        let cache = PictureCache(limit: 25_000)
        for number in 0..<10 {
            _ = cache.picture("\(number)") { ImageFolderTests.picture(50, 50) }
            #expect(cache.byteCount <= 25_000)
        }
        #expect(cache.byteCount == 3 * 7500)
        var made = 0
        for number in 0..<10 {
            _ = cache.picture("\(number)") {
                made += 1
                return ImageFolderTests.picture(50, 50)
            }
        }
        #expect(made == 7)
    }
}
