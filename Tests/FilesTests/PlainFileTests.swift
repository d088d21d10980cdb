import Foundation
import Testing

@testable import Files

@Suite struct PlainFileTests {
    @Test func aPipeIsNotWaitedForWhereAFileIsExpected() throws {
        let scratch = try Scratch()
        let pipe = scratch.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(throws: FileError.notAFile(path: pipe, kind: "a pipe")) { try PlainFile.read(pipe) }
        #expect(throws: FileError.notAFile(path: pipe, kind: "a pipe")) { _ = try ReadableFile(pipe) }
        #expect(throws: FileError.self) { try PlainFile.write([1], to: pipe) }
        // And where somebody reads, nothing arrives.
        let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(reader) }
        #expect(throws: FileError.unwritable(path: pipe, reason: "it is a pipe")) { try PlainFile.write([1], to: pipe) }
        var byte: UInt8 = 0
        #expect(read(reader, &byte, 1) <= 0)
    }

    @Test func aPipeIsReadWhereAPersonNamesOne() throws {
        let scratch = try Scratch()
        let pipe = scratch.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let other = Thread {
            let writer = open(pipe, O_WRONLY | O_CLOEXEC)
            _ = write(writer, [7, 8, 9] as [UInt8], 3)
            close(writer)
        }
        other.start()
        #expect(try PlainFile.read(pipe, streams: true) == [7, 8, 9])
    }

    @Test func filesAreReadFromAPlaceAndUpToALimit() throws {
        let scratch = try Scratch()
        let path = try scratch.file("a", [1, 2, 3, 4, 5])
        #expect(try PlainFile.read(path) == [1, 2, 3, 4, 5])
        #expect(try PlainFile.read(path, from: 1, limit: 3) == [2, 3, 4])
        #expect(try PlainFile.read(path, from: 9).isEmpty)
        // Of a size that the system does not tell.
        #expect(try !PlainFile.read("/proc/self/stat").isEmpty)
        #expect(throws: FileError.missing(path: scratch.path("b"))) { try PlainFile.read(scratch.path("b")) }
        #expect(throws: FileError.isFolder(path: scratch.folder)) { try PlainFile.read(scratch.folder) }
    }
}
