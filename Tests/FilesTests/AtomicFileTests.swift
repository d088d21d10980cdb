import Foundation
import Testing

@testable import Files

@Suite struct AtomicFileTests {
    private func mode(_ path: String) throws -> mode_t {
        var status = stat()
        #expect(stat(path, &status) == 0)
        return status.st_mode & 0o777
    }

    @Test func aFileIsReplacedWholeAndNothingElseIsLeft() throws {
        let scratch = try Scratch()
        let path = scratch.path("a.bin")
        try AtomicFile.write([1, 2, 3], to: path)
        try AtomicFile.write([4], to: path)
        #expect(try ReadableFile(path).bytes() == [4])
        #expect(try scratch.contents == ["a.bin"])
    }

    @Test func aFailureHalfwayLeavesTheOldFile() throws {
        struct Interruption: Error {}
        let scratch = try Scratch()
        let path = try scratch.file("a.bin", [1, 2, 3])
        #expect(throws: Interruption.self) {
            try AtomicFile.write(to: path) { writer in
                try writer.write([9, 9, 9, 9])
                throw Interruption()
            }
        }
        #expect(try ReadableFile(path).bytes() == [1, 2, 3])
        #expect(try scratch.contents == ["a.bin"])
    }

    @Test func aFullDiskLeavesTheOldFile() async {
        // In a process of its own, because the limit cannot be lifted again.
        await #expect(processExitsWith: .success) {
            let scratch = try Scratch()
            let path = try scratch.file("a.bin", [1, 2, 3])
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
            guard setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { exit(1) }
            do {
                try AtomicFile.write([UInt8](repeating: 0, count: 100_000), to: path)
                exit(2)
            } catch let error as FileError {
                guard case .unwritable(path, "File too large") = error else { exit(3) }
            }
            guard try ReadableFile(path).bytes() == [1, 2, 3], try scratch.contents == ["a.bin"] else { exit(4) }
        }
    }

    @Test func whatIsNoFileIsNotReplaced() throws {
        let scratch = try Scratch()
        try AtomicFile.write([1, 2, 3], to: "/dev/null")
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        let pipe = scratch.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(throws: FileError.unwritable(path: pipe, reason: "nobody reads from this pipe")) {
            try AtomicFile.write([1], to: pipe)
        }
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        try AtomicFile.write([7, 8, 9], to: pipe)
        var bytes = [UInt8](repeating: 0, count: 8)
        #expect(read(reader, &bytes, 8) == 3 && Array(bytes.prefix(3)) == [7, 8, 9])
        #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
        #expect(try scratch.contents == ["pipe"])
    }

    @Test func aLinkIsFollowedToWhereNothingIsYet() throws {
        let scratch = try Scratch()
        let link = scratch.path("link")
        #expect(symlink("target", link) == 0)
        try AtomicFile.write([5], to: link)
        #expect(try ReadableFile(scratch.path("target")).bytes() == [5])
        var status = stat()
        #expect(lstat(link, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func linksInACircleAreLeftAlone() throws {
        let scratch = try Scratch()
        let one = scratch.path("one")
        let other = scratch.path("other")
        #expect(symlink("other", one) == 0 && symlink("one", other) == 0)
        #expect(throws: FileError.self) { try AtomicFile.write([1], to: one) }
        #expect(LinkTarget.of(one) == "other" && LinkTarget.of(other) == "one")
    }

    /// What a shell's `>>` opened is written on where it is: not replaced, not from its beginning.
    @Test func anOpenDescriptorIsWrittenOn() throws {
        let scratch = try Scratch()
        let log = try scratch.file("log", [1, 2])
        let descriptor = open(log, O_WRONLY | O_APPEND | O_CLOEXEC)
        defer { close(descriptor) }
        symlink("/dev/fd/\(descriptor)", scratch.path("link"))
        for path in ["/dev/fd/\(descriptor)", "/proc/self/fd/\(descriptor)", scratch.path("link")] {
            try AtomicFile.write([3], to: path)
        }
        #expect(try ReadableFile(log).bytes() == [1, 2, 3, 3, 3])
        #expect(try scratch.contents == ["link", "log"])
        #expect(OwnDescriptor.of("/dev/stdout") == 1 && OwnDescriptor.isStandardOutput("/dev/stdout"))
        #expect(OwnDescriptor.of(log) == nil && OwnDescriptor.of("/dev/null") == nil)
    }

    @Test func aSocketIsNotWritten() throws {
        let scratch = try Scratch()
        let path = scratch.path("s")
        try scratch.socket("s")
        #expect(throws: FileError.unwritable(path: path, reason: "it is a socket")) {
            try AtomicFile.write([1], to: path)
        }
        #expect(throws: FileError.notAFile(path: path, kind: "a socket")) { try PlainFile.read(path) }
        #expect(try scratch.contents == ["s"])
    }

    @Test func aMissingFolderIsNamed() {
        #expect(throws: FileError.unwritable(path: "/no/such/folder/a.png", reason: "no such folder")) {
            try AtomicFile.write([1], to: "/no/such/folder/a.png")
        }
    }

    @Test func aFolderIsNotReplaced() throws {
        let scratch = try Scratch()
        #expect(throws: FileError.isFolder(path: scratch.folder)) { try AtomicFile.write([1], to: scratch.folder) }
    }

    @Test func aReadOnlyFolderIsAnError() throws {
        // Even the superuser writes nothing here.
        #expect(throws: FileError.self) { try AtomicFile.write([1], to: "/proc/a.png") }
        guard geteuid() != 0 else { return }
        let scratch = try Scratch()
        chmod(scratch.folder, 0o555)
        defer { chmod(scratch.folder, 0o755) }
        #expect(throws: FileError.unwritable(path: scratch.path("a"), reason: "Permission denied")) {
            try AtomicFile.write([1], to: scratch.path("a"))
        }
    }

    @Test func aNewFileGetsTheUsualModeAndAnOldOneKeepsItsOwn() throws {
        let scratch = try Scratch()
        close(open(scratch.path("plain"), O_CREAT | O_WRONLY, 0o666))
        try AtomicFile.write([1], to: scratch.path("new"))
        #expect(try mode(scratch.path("new")) == mode(scratch.path("plain")))
        let secret = try scratch.file("secret", [1])
        chmod(secret, 0o600)
        try AtomicFile.write([2], to: secret)
        #expect(try mode(secret) == 0o600)
    }

    @Test func aLinkStaysALink() throws {
        let scratch = try Scratch()
        let real = try scratch.file("real", [1])
        symlink(real, scratch.path("link"))
        try AtomicFile.write([2], to: scratch.path("link"))
        #expect(try ReadableFile(real).bytes() == [2])
        #expect(try scratch.contents == ["link", "real"])
    }

    @Test func aNameOfTheLongestKindIsWritten() throws {
        let scratch = try Scratch()
        try AtomicFile.write([1], to: scratch.path(String(repeating: "n", count: 255)))
        #expect(try scratch.contents.count == 1)
    }
}
