import Files
import Foundation
import Tensors
import Testing

@testable import Engine

@Suite struct PairFolderTests {
    private static func picture(_ seed: UInt64) -> Picture {
        var generator = RandomGenerator(seed: seed)
        return Picture(width: 32, height: 32, rgb: (0..<3072).map { _ in UInt8(255 * generator.nextFloat()) })
    }

    @Test func everyAgentGoesThroughEveryPair() throws {
        let folder = try TemporaryFolder()
        for (index, name) in ["001", "002"].enumerated() {
            let pair = folder.path + "/" + name
            try FileManager.default.createDirectory(atPath: pair, withIntermediateDirectories: true)
            try AtomicFile.write(Self.picture(UInt64(index)).encodedPNG(), to: pair + "/content.png")
            try AtomicFile.write(Self.picture(UInt64(9 - index)).encodedPNG(), to: pair + "/style.png")
        }
        try FileManager.default.createDirectory(atPath: folder.path + "/003", withIntermediateDirectories: true)
        let network = try AssessmentTests.lossNetwork()
        let agents = try [0.7, 1.3].map { try AssessmentTests.agent(critics: false, gain: $0) }
        var begun: [String] = []
        var rows: [String: [[Picture]]] = [:]
        let measured = try PairFolder(folder.path).measure(
            agents, steps: 2, lossNetwork: network, shown: [2, 1], began: { begun.append("\($0.name) \($1)") },
            rows: { rows[$0.name] = $1 })
        #expect(begun == ["001 0", "001 1", "002 2", "002 3"])
        #expect(measured.map(\.count) == [2, 2])
        for (index, agent) in agents.enumerated() {
            for (place, name) in ["001", "002"].enumerated() {
                let (content, style) = (Self.picture(UInt64(place)), Self.picture(UInt64(9 - place)))
                var frames: [Picture] = []
                let expected = try PairMetrics(lossNetwork: network, content: content, style: style)
                    .measure(agent, steps: 2) { frames.append($1) }
                #expect(measured[index][place] == expected)
                #expect(rows[name]?[index] == [content, style, frames[1], frames[0]])
            }
        }
        #expect(measured[0][0] != measured[0][1] && measured[0][0] != measured[1][0])
    }
}
