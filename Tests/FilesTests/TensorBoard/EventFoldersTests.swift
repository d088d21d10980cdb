import Foundation
import Testing

@testable import Files

/// Where event files are looked for.
@Suite struct EventFoldersTests {
    private static func write(_ scratch: Scratch, _ names: [String]) throws {
        for name in names {
            let writer = try EventFileWriter(directory: scratch.path(name))
            try writer.add(scalar: 1, tag: "loss", step: 1)
            try writer.close()
        }
    }

    /// As TensorBoard has it.
    @Test func hiddenFoldersAndLinksAreRuns() throws {
        let scratch = try Scratch()
        try Self.write(scratch, ["a", ".hidden/b"])
        symlink("a", scratch.path("one"))
        symlink(scratch.path("a"), scratch.path("two"))
        // A circle is gone through once.
        symlink("..", scratch.path("a/up"))
        let log = EventLog([scratch.folder])
        _ = log.poll()
        #expect(log.runs.map(\.name) == [".hidden/b", "a", "one", "two"])
        #expect(log.runs.allSatisfy { $0.scalars("loss")?.count == 1 })
    }

    /// Every folder with links to every other: more paths than there are atoms.
    @Test(.timeLimit(.minutes(1))) func linksEverywhereAreNotFollowedForEver() throws {
        let scratch = try Scratch()
        let names = (0..<12).map { "run\($0)" }
        try Self.write(scratch, names)
        for name in names {
            for other in names { symlink("../\(other)", scratch.path("\(name)/to-\(other)")) }
        }
        let found = EventFolders.files(below: scratch.folder).map(\.folder)
        #expect(found.count < 1100 && Set(found).isSuperset(of: names.map { scratch.path($0) }))
    }

    @Test func oneNumberOnTwoFileSystemsIsTwoFolders() throws {
        var (first, second) = (stat(), stat())
        try #require(stat("/proc", &first) == 0 && stat("/sys", &second) == 0)
        // Both are the roots of file systems that number from 1.
        try #require(first.st_ino == second.st_ino)
        #expect(FileIdentity(first) != FileIdentity(second))
        #expect(FileIdentity(of: "/proc") == FileIdentity(of: "/sys/../proc") && FileIdentity(of: "/nowhere") == nil)
    }
}
