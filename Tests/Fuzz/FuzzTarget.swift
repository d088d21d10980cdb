import Engine
import Files
import Foundation
import SeededInputs

@testable import Terminal

/// What reads bytes that came from somewhere else.
enum FuzzTarget: String, CaseIterable {
    case pictures, recipes, safetensors, checkpoints
    case lossNetworks = "loss-networks"
    case agents, events, configurations, statuses, input, replies

    /// Reads an input; false where it is refused with an error of the program's own.
    func outcome(of bytes: [UInt8], _ place: FuzzPlace) throws -> Bool {
        do {
            switch self {
            case .pictures: _ = try Picture(decoding: bytes, named: "case")
            case .recipes: _ = try Recipe.read(from: place.file("case.png", bytes))
            case .safetensors: _ = try Safetensors.read(place.file("case", bytes))
            case .checkpoints: _ = try PyTorchCheckpoint.read(place.file("case", bytes))
            case .lossNetworks: _ = try LossNetwork.load(place.file("case", bytes))
            case .agents: _ = try Agent.load(place.file("case", bytes))
            case .events:
                _ = try place.file("events.out.tfevents.1.case", bytes)
                let log = EventLog([place.path])
                _ = log.poll()
                return !log.runs.isEmpty
            case .configurations:
                _ = try place.file("configuration.json", bytes)
                return try TrainingConfiguration.read(from: place.path).problem == nil
            case .statuses:
                _ = try place.file("status.json", bytes)
                return try RunStatus.read(place.path) != nil
            case .input:
                var parser = InputParser()
                let half = bytes.count / 2
                let events = parser.feed(bytes[..<half]) + parser.feed(bytes[half...]) + parser.flush()
                _ = parser.takeAnswers()
                return !events.isEmpty
            case .replies:
                let (replies, rest) = ProbeReplies.parse(bytes)
                _ = ProbeReplies.graphicsAnswers(bytes)
                return rest.isEmpty && replies != ProbeReplies()
            }
            return true
        } catch is FileError {
            return false
        } catch is EngineError {
            return false
        } catch is RunError {
            return false
        }
    }

    /// Mends what would keep all damage from being looked at: the checksums of PNG chunks.
    func mended(_ bytes: [UInt8]) -> [UInt8] {
        guard self == .recipes || self == .pictures, bytes.starts(with: [0x89, 0x50]) else { return bytes }
        return PNGChecksums.mended(bytes)
    }
}
