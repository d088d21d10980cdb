import Foundation
import Testing

@testable import Engine

@Suite struct TrainingOptionsTests {
    private func object(_ options: TrainingOptions) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(options)) as? [String: Any])
    }

    private func options(_ object: [String: Any]) throws -> TrainingOptions {
        try JSONDecoder().decode(TrainingOptions.self, from: JSONSerialization.data(withJSONObject: object))
    }

    /// Every option changed: one that decoding forgets would come back as it was.
    @Test func everyOptionIsReadBack() throws {
        var every = TrainingOptions.paper
        every.updates = 7
        every.weightBounds = ClosedBounds(0.5, 2)
        var changed = try object(every)
        #expect(changed.count == Mirror(reflecting: every).children.count)
        // A number from JSON may call itself a Bool, so the types come from the options themselves.
        for case (let name?, let value) in Mirror(reflecting: every).children {
            if let flag = value as? Bool {
                changed[name] = !flag
            } else if let number = changed[name] as? NSNumber {
                changed[name] = number.doubleValue + 1
            }
        }
        changed["precision"] = "bf16"
        changed["contrastive"] = "deep"
        changed["weighting"] = try object(TrainingOptions.released)["weighting"]
        changed["weightBounds"] = ["lower": 1, "upper": 3]
        let back = try object(options(changed))
        func text(_ value: Any?) throws -> String {
            let written = try JSONSerialization.data(
                withJSONObject: value ?? NSNull(), options: [.fragmentsAllowed, .sortedKeys])
            return String(decoding: written, as: UTF8.self)
        }
        for (name, value) in changed { #expect(try text(back[name]) == text(value), "\(name)") }
        #expect(back["anchorWeight"] as? Double == 1)
    }

    /// A run begun before an option was there goes on as it was.
    @Test func anOptionUnknownToAnEarlierVersionIsOff() throws {
        var earlier = try object(.paper)
        let later = [
            "anchorWeight", "structureWeight", "rewardLimit", "weightBounds", "anchorEase", "structureEase",
            "growthWeight", "growthMargin", "growthExponent", "chromaWeight", "styleTaps",
            "painting", "noise", "meanShare", "wholeShare", "criticsSeeStyle",
        ]
        for name in later { earlier[name] = nil }
        let read = try options(earlier)
        #expect(read.anchorEase == 0 && read.structureEase == 0 && read.growthWeight == 0 && read.chromaWeight == 0)
        #expect(read.growthExponent == 0 && read.styleTaps == 4)
        #expect(!read.painting.isUsed && read.noise == .white && read.meanShare == 0 && read.wholeShare == 0)
        #expect(!read.criticsSeeStyle)
        #expect(read.anchorWeight == 0 && read.structureWeight == 0 && read.rewardLimit == nil)
        #expect(read.builderRate == TrainingOptions.paper.builderRate)
        for name in ["batch", "builderRate", "weighting"] {
            var damaged = earlier
            damaged[name] = nil
            #expect(throws: DecodingError.self, "\(name)") { try options(damaged) }
        }
        earlier["batch"] = "many"
        #expect(throws: DecodingError.self) { try options(earlier) }
    }
}
