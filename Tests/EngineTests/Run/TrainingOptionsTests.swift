import Foundation
import Testing

@testable import Engine

@Suite struct TrainingOptionsTests {
    private func tree(_ options: TrainingOptions) throws -> [String: OptionValue] {
        try JSONDecoder().decode([String: OptionValue].self, from: JSONEncoder().encode(options))
    }

    private func options(_ tree: [String: OptionValue]) throws -> TrainingOptions {
        try JSONDecoder().decode(TrainingOptions.self, from: JSONEncoder().encode(tree))
    }

    /// Something else of the same type.
    private func other(than value: OptionValue, _ name: String) -> OptionValue {
        switch value {
        case .flag(let flag): .flag(!flag)
        case .integer(let integer): .integer(integer + 1)
        case .number(let number): .number(number == 0.75 ? 0.5 : 0.75)
        case .list, .group:
            name == "losses.weightBounds" ? .group(["lower": .number(0.25), "upper": .number(3.5)]) : value
        case .word:
            switch name {
            case "precision": .word("bf16")
            case "critics.noise": .word("octaves")
            default: .word("deep")
            }
        }
    }

    /// Every option changed: one that reading forgets would come back as it was.
    @Test func everyOptionIsReadBack() throws {
        var every = TrainingOptions.standard
        every.updates = 7
        every.losses.weightBounds = ClosedBounds(0.5, 2)
        let values = try every.namedValues()
        #expect(Set(values.keys).isSuperset(of: TrainingOptions.nullable))
        #expect(
            Set(values.keys.compactMap { $0.split(separator: ".").first }).isSuperset(
                of: TrainingOptions.groups.map { Substring($0) }))
        for (name, value) in values where name != "losses.weighting" {
            let changed = try every.changed(name, to: other(than: value, name))
            #expect(try changed.namedValues()[name] == other(than: value, name), "\(name)")
            #expect(changed != every, "\(name)")
            let back = try options(tree(changed))
            #expect(back == changed, "\(name)")
        }
        #expect(try options(tree(.released)) == .released && options(tree(.paper)) == .paper)
    }

    @Test func aNameMayLeaveOutItsGroup() throws {
        #expect(try TrainingOptions.fullName(of: "actorRate") == "optimiser.actorRate")
        #expect(try TrainingOptions.fullName(of: "optimiser.actorRate") == "optimiser.actorRate")
        #expect(try TrainingOptions.fullName(of: "batch") == "batch")
        #expect(try TrainingOptions.fullName(of: "weightBounds") == "losses.weightBounds")
        #expect(try TrainingOptions.fullName(of: "gamma") == nil)
        // No two groups have a member of one name.
        let members = try TrainingOptions().namedValues().keys.filter { $0.contains(".") }
            .map { $0.split(separator: ".")[1] }
        #expect(Set(members).count == members.count)
    }

    @Test func anOptionIsChangedByItsText() throws {
        let standard = TrainingOptions.standard
        #expect(try standard.changed("actorRate", toText: "0.25").optimiser.actorRate == 0.25)
        #expect(try standard.changed("optimiser.gradientLimit", toText: "nil").optimiser.gradientLimit == nil)
        #expect(try standard.changed("noise", toText: "octaves").critics.noise == .octaves)
        #expect(try standard.changed("painting.edges", toText: "[1,3]").painting.edges.last == 3)
        for (name, text, words) in [
            ("gamma", "1", ["no option gamma", "batch", "optimiser: actorRate", "relaxationExponent"]),
            ("crop", "many", ["many is no value for the option crop", "256"]),
            ("actorRate", "nil", ["nil is no value", "actorRate"]),
        ] {
            let error = #expect(throws: OptionError.self) { try standard.changed(name, toText: text) }
            for word in words { #expect("\(try #require(error))".contains(word), "\(String(describing: error))") }
        }
    }

    /// A run that an earlier version began, with its options side by side, goes on as it was.
    @Test func aConfigurationWithoutGroupsIsRead() throws {
        var flat = [
            "batch": OptionValue.integer(3), "crop": .integer(128), "seed": .integer(9), "precision": .word("f32"),
        ]
        for (name, value) in try TrainingOptions.released.namedValues() where !name.hasPrefix("painting.") {
            if let member = name.split(separator: ".").dropFirst().first { flat[String(member)] = value }
        }
        let later = ["anchorEase", "growthWeight", "styleTaps", "noise", "meanShare", "wholeShare", "criticsSeeStyle"]
        for name in later { flat[name] = nil }
        flat["rewardLimit"] = .integer(4)
        let read = try options(flat)
        var expected = TrainingOptions.released
        (expected.batch, expected.crop, expected.seed) = (3, 128, 9)
        expected.critics.rewardLimit = 4
        #expect(read == expected)
    }

    @Test func anOptionUnknownToAnEarlierVersionIsOff() throws {
        var earlier = try tree(.standard)
        guard case .group(var critics) = earlier["critics"] else {
            Issue.record("no group of the critics")
            return
        }
        critics["criticsSeeStyle"] = nil
        earlier["critics"] = .group(critics)
        earlier["painting"] = nil
        let read = try options(earlier)
        #expect(!read.critics.criticsSeeStyle && !read.painting.isUsed)
        #expect(read.optimiser == TrainingOptions.standard.optimiser)
        for name in ["batch", "seed", "optimiser", "losses"] {
            var damaged = earlier
            damaged[name] = nil
            #expect(throws: DecodingError.self, "\(name)") { try options(damaged) }
        }
        earlier["batch"] = .word("many")
        #expect(throws: DecodingError.self) { try options(earlier) }
    }

    @Test func thePresetsDifferWhereTheySay() throws {
        let (paper, released) = (TrainingOptions.paper, TrainingOptions.released)
        #expect(paper.losses.weighting == .paper && released.losses.weighting == .released)
        #expect(paper.optimiser.actorRate == 2e-4 && paper.optimiser.builderRate == 2e-4 && paper.batch == 8)
        #expect(paper.critics.criticsSeeStyle && !paper.critics.hasRectifiedCritics && paper.crop == 256)
        #expect(released.critics.hasRectifiedCritics && !released.critics.criticsSeeStyle)
        for preset in [paper, released] {
            #expect(preset.schedule == ScheduleOptions() && !preset.painting.isUsed && preset.problem == nil)
        }
        #expect(TrainingOptions.standard.problem == nil)
        let painting = TrainingOptions.painting
        #expect(painting.problem == nil && painting.painting.isUsed && painting.painting == .standard)
    }
}
