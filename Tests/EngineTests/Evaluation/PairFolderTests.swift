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

    @Test func limitsAreLookedAtFirst() throws {
        let folder = try TemporaryFolder()
        let network = try AssessmentTests.lossNetwork()
        let sides = [("000", 40, 32), ("001", 32, 32), ("002", 8, 32), ("003", 32, 8)]
        for (name, content, style) in sides {
            let pair = folder.path + "/" + name
            try FileManager.default.createDirectory(atPath: pair, withIntermediateDirectories: true)
            for (file, side) in [("content", content), ("style", style)] {
                let picture = Picture(width: side, height: 48, rgb: [UInt8](repeating: 90, count: 144 * side))
                var bytes = try picture.encodedPNG()
                // Without pixels: to read them would be another error.
                if side == 40 { bytes.removeLast(bytes.count - 40) }
                try AtomicFile.write(bytes, to: "\(pair)/\(file).png")
            }
        }
        // What 32×48 takes, and 40×48 does not have.
        let budget = MemoryBudget(bytes: PairMetrics.estimate((32, 48), network))
        var failures: [String] = []
        let agent = try AssessmentTests.agent(critics: false, gain: 1)
        let measured = try PairFolder(folder.path).measure(
            [agent], steps: 1, lossNetwork: network, budget: budget, failed: { failures.append("\($0.name) \($1)") })
        #expect(measured.map(\.count) == [1])
        try #require(failures.count == 3)
        #expect(failures[0].contains("000 The pair 000: The content of 40×48 pixels takes about"), "\(failures)")
        #expect(failures[1].contains("002 The pair 002: The content of 8×48 pixels is too small"))
        #expect(failures[2].contains("003 The pair 003: The style of 8×48 pixels is too small"))
        #expect(throws: EngineError.self) {
            try PairFolder(folder.path).measure([agent], steps: 1, lossNetwork: network, budget: budget)
        }
    }

    /// Frames are made from 8×8 pixels on: what is too small to be measured is said, not met.
    @Test(arguments: [8, 9, 13, 14, 16, 20]) func anySideIsMeasuredOrRefused(side: Int) throws {
        let agent = try AssessmentTests.agent(critics: false, gain: 1)
        func picture(_ width: Int, _ height: Int) -> Picture {
            Picture(width: width, height: height, rgb: (0..<3 * width * height).map { UInt8($0 * 7 % 251) })
        }
        for blurred in [false, true] {
            let network = try Self.lossNetwork(isBlurred: blurred)
            for (content, style) in [((side, 24), (24, 24)), ((24, 24), (24, side))] {
                do {
                    let metrics = try PairMetrics(
                        lossNetwork: network, content: picture(content.0, content.1), style: picture(style.0, style.1))
                    #expect(try metrics.measure(agent, steps: 1).frames.count == 2)
                } catch EngineError.unsuitableImage(let problem) {
                    #expect(side < 20 && problem.contains("too small"))
                }
            }
        }
    }

    /// Four taps with VGG's pools between, or blurred ones.
    private static func lossNetwork(isBlurred: Bool) throws -> LossNetwork {
        var layers: [LossNetwork.Layer] = []
        var weights: [String: ConvolutionWeights] = [:]
        for index in 0..<4 {
            let inputs = index == 0 ? 3 : 16
            if index > 0 {
                layers.append(isBlurred ? .blurPool(filter: [1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16 }) : .maxPool)
            }
            layers.append(.convolution(name: "\(index)", isTap: true))
            weights["\(index)"] = ConvolutionWeights(
                weight: StoredTensor(
                    shape: [16, inputs, 3, 3], values: (0..<144 * inputs).map { Float($0 * 7 % 31 - 15) / 100 }),
                bias: StoredTensor(shape: [16], values: [Float](repeating: 0.1, count: 16)))
        }
        return try LossNetwork(layers: layers, weights: weights, provenance: [:])
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
