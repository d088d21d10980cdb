import Foundation
import Testing

@testable import Files

@Suite struct NaturalOrderTests {
    @Test func numbersCountByTheirValue() {
        let ordered = [
            "", "a", "a/b", "a/run2", "a/run10", "a-b", "lr0.1/seed-2", "lr0.1/seed-10", "run", "run1", "run01", "run2",
            "run10",
            "run10b", "run100", "run99999999999999999999999999999999", "run100000000000000000000000000000000",
            "seed-1/train",
            "seed-2/eval", "seed-2/train", "seed-11/eval", "über",
        ]
        #expect(
            ordered.shuffled().sorted(by: NaturalOrder.precedes).filter { $0 != "run01" }
                == ordered.filter { $0 != "run01" })
        for a in ordered {
            for b in ordered {
                #expect(NaturalOrder.precedes(a, b) != NaturalOrder.precedes(b, a) || a == b, "\(a), \(b)")
            }
        }
    }

    @Test func runsComeInIt() throws {
        let folder = NSTemporaryDirectory() + "ministyler-order-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["run10", "run2", "run1", "run2/eval"] {
            let writer = try EventFileWriter(directory: "\(folder)/\(name)")
            try writer.add(scalar: 1, tag: "a", step: 1)
            try writer.close()
        }
        let log = EventLog([folder])
        _ = log.poll()
        #expect(log.runs.map(\.name) == ["run1", "run2", "run2/eval", "run10"])
    }
}
