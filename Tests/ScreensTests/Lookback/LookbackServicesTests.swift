import Engine
import Files
import Foundation
import Synchronization
import Terminal
import Testing

@testable import Lookback
@testable import Screens

/// What finds checkpoints and makes their frames.
@Suite struct LookbackServicesTests {
    @Test func theFeedTellsOfARunThatHasKeptNothing() throws {
        let folder = try TemporaryFolder()
        let told = Mutex<[String]>([])
        let feed = CheckpointFeed(directories: [folder.path]) { event in
            if case .nothingKept(let run) = event { told.withLock { $0.append(run) } }
        }
        feed.start()
        defer { feed.stop() }
        feed.follow(folder.file("b"))
        for _ in 0..<12_000 where told.withLock({ $0.isEmpty }) { usleep(10_000) }
        #expect(told.withLock { $0 } == [folder.file("b")])
    }

    /// Real weights, real pictures: the frames are those of the stepping session.
    @Test func aMomentStylizesThePairAsItsWeightsDo() throws {
        let folder = try TemporaryFolder()
        let weights = folder.file("runs/a/weights")
        try FileManager.default.createDirectory(atPath: weights, withIntermediateDirectories: true)
        try TestFiles.weights(weights + "/update-0000100.safetensors")
        try AtomicFile.write(Array("damaged".utf8), to: weights + "/update-0000200.safetensors")
        let configuration = TrainingConfiguration(
            options: .paper, contentFolder: folder.path, styleFolder: folder.path, lossNetwork: "",
            lossNetworkSHA256: "")
        try JSONEncoder().encode(configuration).write(
            to: URL(fileURLWithPath: folder.file("runs/a/configuration.json")))
        try TestFiles.png(folder.file("content.png"), width: 48, height: 36)
        try TestFiles.png(folder.file("style.png"), width: 33, height: 41, seed: 90)

        // Runs behind a link are found too, and each once.
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: folder.file("runs"))
        #expect(RunFinder.folders(below: [folder.file("link"), folder.file("runs")]) == [folder.file("runs/a")])
        #expect(RunFinder.folders(below: [folder.file("runs/a/")]) == [folder.file("runs/a")])

        let display = RecordingDisplay(
            size: Size(columns: 100, rows: 30), capabilities: Capabilities(graphics: .sixel, background: .dark))
        let controller = LookbackController(
            display: display, directories: [folder.file("runs")], samples: nil,
            pair: { (folder.file("content.png"), folder.file("style.png")) })
        defer { controller.stop() }
        controller.activate(size: display.size)
        func wait(_ condition: () -> Bool) -> Bool {
            for _ in 0..<20_000 where !condition() {
                _ = controller.receive()
                usleep(10_000)
            }
            return condition()
        }
        #expect(wait { controller.frame(size: display.size).text().contains("200 (2 of 2, newest)") })
        #expect(wait { controller.state.strip?.problem?.contains("update-0000200") == true })
        _ = controller.handle(.key(.down))
        #expect(wait { controller.state.strip?.frames.count == 11 })
        var sequence = try StyleSequence(
            agent: Agent.load(weights + "/update-0000100.safetensors"),
            content: FloatImage(Picture.read(folder.file("content.png"))),
            style: FloatImage(Picture.read(folder.file("style.png"))))
        for _ in 1...10 { try sequence.step() }
        for step in [0, 1, 10] {
            #expect(controller.state.strip?.frames[step]?.rgb == sequence.frames[step].image.picture().rgb)
        }
        #expect(display.prepared.contains { $0.bitmap == controller.state.shown?.bitmap })
    }
}
