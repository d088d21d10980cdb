import Foundation
import Testing

@testable import Files

/// What killed processes leave behind.
@Suite struct TemporaryFilesTests {
    /// A name of this place, of another process.
    private static func name(process: Int32, start: UInt64) -> String {
        let parts = TemporaryFiles.name().split(separator: "-")
        return [parts[0], parts[1], "\(process)", "\(start)", parts[4]].joined(separator: "-")
    }

    @Test func filesOfProcessesThatAreGoneAreLeftovers() throws {
        let own = TemporaryFiles.name()
        #expect(!TemporaryFiles.isLeftover(own, age: 1_000_000))
        let start = try #require(SystemProcess.startTicks(of: getpid()))
        // The number was given to another process.
        let recycled = Self.name(process: getpid(), start: start - 1)
        #expect(TemporaryFiles.isLeftover(recycled, age: 60) && !TemporaryFiles.isLeftover(recycled, age: 1))
        // The first process is always there; its start is another.
        #expect(!TemporaryFiles.isLeftover(Self.name(process: 1, start: SystemProcess.startTicks(of: 1) ?? 0), age: 60))
        // Of other machines and former versions nothing is known but their age.
        for foreign in [".ministyler-elsewhere-1-1-x.tmp", ".ministyler-3w5e11264sgsf.tmp"] {
            #expect(!TemporaryFiles.isLeftover(foreign, age: 3600) && TemporaryFiles.isLeftover(foreign, age: 100_000))
        }
    }

    @Test func theNextFileInAFolderTakesThemAway() throws {
        let scratch = try Scratch()
        let gone = try scratch.file(Self.name(process: getpid(), start: 1), [1])
        let other = try scratch.file(".ministyler-elsewhere-1-1-x.tmp", [1])
        let mine = try scratch.file("mine.tmp", [1])
        let hourAgo = Date(timeIntervalSinceNow: -3600)
        for path in [gone, other, mine] {
            try FileManager.default.setAttributes([.modificationDate: hourAgo], ofItemAtPath: path)
        }
        try AtomicFile.write([2], to: scratch.path("a"))
        #expect(try scratch.contents == [".ministyler-elsewhere-1-1-x.tmp", "a", "mine.tmp"])
    }
}
