import Files
import Foundation
import Synchronization
import Terminal
import Testing

@testable import Screens
@testable import Watch

@Suite struct WatchLiveTests {
    /// Waits at most two minutes for something to come true.
    private func eventually(_ condition: () -> Bool) -> Bool {
        for _ in 0..<6000 {
            if condition() { return true }
            usleep(20_000)
        }
        return condition()
    }

    @Test func dashboardShowsWhatAWriterAppends() throws {
        let samples = try WatchSamples()
        let writer = try EventFileWriter(directory: samples.folder + "/live", flushInterval: .zero)
        try writer.add(scalar: 1, tag: "train/loss", step: 1)
        let display = RecordingDisplay(size: Size(columns: 100, rows: 30))
        let controller = WatchController(display: display, directories: [samples.folder])
        defer { controller.stop() }
        controller.activate(size: display.size)
        func text() -> String {
            _ = controller.receive()
            return controller.frame(size: display.size).text()
        }
        #expect(eventually { text().contains("step 1 ") || text().contains("step 1\n") })
        for step in 2...40 { try writer.add(scalar: Float(step), tag: "train/loss", step: step) }
        #expect(eventually { text().contains("step 40") })
        let second = try EventFileWriter(directory: samples.folder + "/other", flushInterval: .zero)
        try second.add(scalar: 5, tag: "train/loss", step: 9)
        #expect(eventually { text().contains("Runs 2") })
    }

    @Test func nothingIsReportedWhileNothingChanges() throws {
        let samples = try WatchSamples()
        try samples.addForeign("old")
        let count = Mutex(0)
        let feed = RunFeed(directories: [samples.folder]) { _ in count.withLock { $0 += 1 } }
        feed.start()
        defer { feed.stop() }
        #expect(eventually { count.withLock { $0 } >= 1 })
        usleep(300_000)
        let before = count.withLock { $0 }
        usleep(2_500_000)
        #expect(count.withLock { $0 } == before)
    }
}
