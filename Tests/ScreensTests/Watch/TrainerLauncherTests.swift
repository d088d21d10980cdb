import Files
import Foundation
import Testing

@testable import Screens
@testable import Watch

/// Trainers as processes of their own; a shell script stands for the program.
@Suite struct TrainerLauncherTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for (name, count) in [("photos", 2), ("paintings", 3)] {
            try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
            for number in 0..<count { try TestFiles.png(folder.file("\(name)/\(number).png"), width: 40, height: 40) }
        }
        try AtomicFile.write([1], to: folder.file("loss.safetensors"))
    }

    private func program(_ script: String) throws -> TrainerLauncher {
        let path = folder.file("program")
        try AtomicFile.write(Array("#!/bin/sh\n\(script)\n".utf8), to: path)
        #expect(chmod(path, 0o755) == 0)
        return TrainerLauncher(program: path)
    }

    private func form(_ values: [TrainingField: String] = [:]) -> TrainingForm {
        TrainingForm(
            .new,
            [
                .content: folder.file("photos"), .style: folder.file("paintings"), .folder: folder.file("runs/new"),
                .lossNetwork: folder.file("loss.safetensors"),
            ].merging(values) { _, new in new })
    }

    @Test func aTrainerHasASessionOfItsOwnAndALog() throws {
        let launcher = try program(
            """
            echo "$@"
            echo "session $(cut -d' ' -f6 /proc/$$/stat) of $$, files $(ls /proc/$$/fd | tr '\\n' ' ')" >&2
            echo '{}' > "$7/configuration.json"
            exec grep -E '^Sig(Blk|Ign)' /proc/self/status
            """)
        // What the screen ignores must not be ignored in the trainer.
        let former = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, former) }
        let null = open("/dev/null", O_RDONLY)
        // A number that no shell takes for itself.
        let descriptor = fcntl(null, F_DUPFD, 200)
        defer { [null, descriptor].forEach { close($0) } }
        let started = try launcher.start(form())
        #expect(started.folder == ResolvedPath.of(folder.file("runs/new")) && started.process > 0)
        let outcome = launcher.wait(started)
        #expect(outcome.isOrderly && outcome.hasBegun)
        let log = try String(contentsOfFile: folder.file("runs/new/train.log"), encoding: .utf8)
        #expect(log.hasPrefix("train --content "))
        #expect(log.contains("session \(started.process) of \(started.process)"))
        let files = try #require(log.firstMatch(of: /files ([0-9 ]+)/)).1.split(separator: " ")
        #expect(!files.contains("\(descriptor)"))
        #expect(Set(files).isSuperset(of: ["0", "1", "2"]))
        let masks = log.matches(of: /Sig(Blk|Ign):\t([0-9a-f]+)/).compactMap { UInt64($0.2, radix: 16) }
        // The C library keeps two signals beyond the ordinary ones to itself.
        #expect(masks.count == 2 && masks.allSatisfy { $0 & 0x7FFF_FFFF == 0 }, "\(log)")
    }

    @Test func aRunThatCannotBeginLeavesNothingButItsWords() throws {
        let launcher = try program("echo 'episode 1'; echo 'ministyler: no room for the memory' >&2; exit 1")
        let outcome = launcher.wait(try launcher.start(form()))
        #expect(!outcome.isOrderly && !outcome.hasBegun)
        #expect(outcome.message == "no room for the memory")
        // Neither the folder nor the one above, which was made for it.
        #expect(!FileManager.default.fileExists(atPath: folder.file("runs")))
        let usage = try program("echo 'Error: Unknown option --speed'; echo 'Usage: ministyler train'; exit 64")
        #expect(usage.wait(try usage.start(form())).message == "Unknown option --speed")
        let killed = try program("kill -9 $$")
        let end = killed.wait(try killed.start(form()))
        #expect(!end.isOrderly && end.message == "a signal ended it")
    }

    @Test func aFolderWithOtherThingsInItStays() throws {
        let launcher = try program("exit 1")
        try FileManager.default.createDirectory(atPath: folder.file("runs/new"), withIntermediateDirectories: true)
        try AtomicFile.write([1], to: folder.file("runs/new/mine"))
        _ = launcher.wait(try launcher.start(form()))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("runs/new"))
        #expect(names == ["mine"])
    }

    @Test func whatWasThereBeforeIsThereAfterARefusedStart() throws {
        let launcher = try program("echo 'no room' >&2; echo 42 > \"$7/lock\"; exit 1")
        let run = folder.file("runs/new")
        try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
        try AtomicFile.write(Array("yesterday\n".utf8), to: run + "/train.log")
        #expect(launcher.wait(try launcher.start(form())).message == "no room")
        #expect(try FileManager.default.contentsOfDirectory(atPath: run) == ["train.log"])
        #expect(try String(contentsOfFile: run + "/train.log", encoding: .utf8) == "yesterday\n")
        try AtomicFile.write([], to: run + "/lock")
        _ = launcher.wait(try launcher.start(form()))
        #expect(try FileManager.default.contentsOfDirectory(atPath: run).sorted() == ["lock", "train.log"])
        // A run that is gone on with keeps both, also where the program cannot be started.
        try AtomicFile.write(Array("{}".utf8), to: run + "/configuration.json")
        let form = TrainingForm(.resume(folder: run, name: "new", updates: 0), [.updates: ""])
        #expect(throws: TrainingForm.Refusal.self) { try TrainerLauncher(program: folder.file("gone")).start(form) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: run).count == 3)
        #expect(try String(contentsOfFile: run + "/train.log", encoding: .utf8) == "yesterday\n")
    }

    @Test func theFolderOfARunIsToldResolved() throws {
        let launcher = try program("exit 1")
        try FileManager.default.createDirectory(atPath: folder.file("real"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("real"))
        let started = try launcher.start(form([.folder: folder.file("link/a/../b/")]))
        #expect(started.folder == ResolvedPath.of(folder.path) + "/real/b")
        _ = launcher.wait(started)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("real")).isEmpty)
    }

    @Test func whatCannotBeReadIsNamedBeforeAnythingStarts() throws {
        let launcher = try program("echo started > '\(folder.file("started"))'")
        try FileManager.default.createDirectory(atPath: folder.file("empty"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder.file("old"), withIntermediateDirectories: true)
        try AtomicFile.write(Array("{}".utf8), to: folder.file("old/configuration.json"))
        for (field, value) in [
            (TrainingField.content, folder.file("nowhere")), (.style, folder.file("empty")),
            (.folder, folder.file("old")), (.lossNetwork, folder.file("nothing.safetensors")),
            (.initialWeights, folder.file("empty")),
        ] {
            let refusal = try #require(throws: TrainingForm.Refusal.self) { try launcher.start(form([field: value])) }
            #expect(refusal.field == field)
            #expect(refusal.sentence.contains(value), "\(refusal.sentence)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("started")))
        #expect(!FileManager.default.fileExists(atPath: folder.file("runs")))
    }

    @Test func aProgramThatIsGoneIsNamed() throws {
        let launcher = TrainerLauncher(program: folder.file("gone"))
        let refusal = try #require(throws: TrainingForm.Refusal.self) { try launcher.start(form()) }
        #expect(refusal.sentence.contains("gone"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("runs/new")))
    }
}
