import Foundation
import Testing

@testable import Files

@Suite struct SpillFileTests {
    @Test func bytesComeBackAndPlacesAreUsedAgain() throws {
        let folder = try Folder()
        let file = try #require(SpillFile(in: folder.adding("new"), limit: 3000))
        // It has no name.
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.adding("new")).isEmpty)
        let blocks = (0..<3).map { seed in (0..<1000).map { UInt8(truncatingIfNeeded: seed * 7 + $0) } }
        var kept = try blocks.map { block in try #require(block.withUnsafeBytes { file.keep($0) }) }
        #expect(kept.map(\.array) == blocks)
        #expect(blocks[0].withUnsafeBytes { file.keep($0) } == nil)
        kept.remove(at: 1)
        let again = try #require(blocks[0].withUnsafeBytes { file.keep($0) })
        #expect(again.array == blocks[0] && kept.map(\.array) == [blocks[0], blocks[2]])
        #expect(blocks[0].prefix(10).withUnsafeBytes { file.keep($0) } == nil)
    }

    @Test func thereIsNoneWhereAFolderCannotBe() throws {
        let folder = try Folder()
        try AtomicFile.write([1], to: folder.adding("file"))
        #expect(SpillFile(in: folder.adding("file/folder")) == nil)
    }

    @Test func theFolderIsThatOfCaches() {
        #expect(SpillFile.folder(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]) == "/c/ministyler")
        #expect(SpillFile.folder(environment: ["XDG_CACHE_HOME": "c", "HOME": "/h"]) == "/h/.cache/ministyler")
    }

    private final class Folder {
        let path = FileManager.default.temporaryDirectory.path + "/ministyler-\(UUID().uuidString)"

        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func adding(_ name: String) -> String { path + "/" + name }
    }
}
