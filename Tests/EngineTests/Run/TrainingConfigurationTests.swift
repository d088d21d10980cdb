import Files
import Foundation
import Testing

@testable import Engine

@Suite struct TrainingConfigurationTests {
    @Test func namesBecomePathsAndDigests() throws {
        let folder = try TemporaryFolder()
        let weights = folder.path + "/agent.safetensors"
        var file = TensorFile(metadata: [Relaxation.metadataKey: "0.5"])
        for declaration in Agent.expectedTensors {
            file[declaration.name] = StoredTensor(
                shape: declaration.extents, values: [Float](repeating: 0, count: declaration.extents.reduce(1, *)))
        }
        try Safetensors.write(file, to: weights)
        let network = try #require(LossNetwork.defaultPath())
        let make = { (changes: [(name: String, text: String)], initial: String?) in
            try TrainingConfiguration(
                content: "photos/../pictures", style: "/paintings/", lossNetwork: network, initialWeights: initial,
                options: .standard, changes: changes, checkpointInterval: 7)
        }
        let configuration = try make([("batch", "3")], weights)
        let here = FileManager.default.currentDirectoryPath
        #expect(configuration.contentFolder == here + "/pictures" && configuration.styleFolder == "/paintings")
        #expect(configuration.lossNetworkSHA256 == (try SHA256Digest.hexadecimal(ofFile: network)))
        #expect(configuration.initialWeights == weights && configuration.checkpointInterval == 7)
        #expect(configuration.initialWeightsSHA256 == (try SHA256Digest.hexadecimal(ofFile: weights)))

        // The steps are those of the agent that is gone on from, unless somebody says otherwise.
        var expected = TrainingOptions.standard
        (expected.batch, expected.memory.relaxationExponent) = (3, 0.5)
        #expect(configuration.options == expected)
        #expect(try make([("relaxationExponent", "0.25")], weights).options.memory.relaxationExponent == 0.25)
        #expect(try make([], nil).options == .standard)

        // Options that only go together are looked at together.
        #expect(throws: OptionError.self) { try make([("replayCapacity", "4")], nil) }
        #expect(try make([("replayCapacity", "4"), ("batch", "4")], nil).options.memory.replayCapacity == 4)
    }
}
