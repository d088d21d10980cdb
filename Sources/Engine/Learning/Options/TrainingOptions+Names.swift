import Foundation

/// The options as names and values: `batch`, `optimiser.actorRate`, …
extension TrainingOptions {
    /// Names of the groups, in the order in which they are told.
    package static let groups = ["optimiser", "critics", "losses", "painting", "schedule", "memory"]
    /// Options that may be nil, which then are not in a configuration.
    package static let nullable = ["updates", "optimiser.gradientLimit", "critics.rewardLimit", "losses.weightBounds"]

    /// Every option that is not nil, under its full name.
    package func namedValues() throws -> [String: OptionValue] {
        var result: [String: OptionValue] = [:]
        for (name, value) in try tree() {
            guard Self.groups.contains(name), case .group(let members) = value else {
                result[name] = value
                continue
            }
            for (member, value) in members { result["\(name).\(member)"] = value }
        }
        return result
    }

    /// The full name that a name means, which may leave out the group; nil where there is none.
    package static func fullName(of name: String) throws -> String? {
        let names = Set(try TrainingOptions().namedValues().keys).union(nullable)
        if names.contains(name) { return name }
        return groups.map { "\($0).\(name)" }.first(where: names.contains)
    }

    /// The same options with one changed; nil for none.
    package func changed(_ fullName: String, to value: OptionValue?) throws -> TrainingOptions {
        var tree = try tree()
        let path = fullName.split(separator: ".", maxSplits: 1).map(String.init)
        if path.count == 2, case .group(var members) = tree[path[0]] {
            members[path[1]] = value
            tree[path[0]] = .group(members)
        } else {
            tree[fullName] = value
        }
        return try JSONDecoder().decode(TrainingOptions.self, from: JSONEncoder().encode(tree))
    }

    private func tree() throws -> [String: OptionValue] {
        try JSONDecoder().decode([String: OptionValue].self, from: JSONEncoder().encode(self))
    }
}

extension TrainingOptions {
    /// Reads a configuration. An option that it lacks is as `init()` has it: a run that an earlier version began goes on as it
    /// was. Batch, seed and the groups must be there, but for painting, or, as versions before the groups wrote them, all
    /// options side by side.
    package init(from decoder: any Decoder) throws {
        var found = try decoder.singleValueContainer().decode([String: OptionValue].self)
        var defaults = try JSONDecoder().decode(
            [String: OptionValue].self, from: JSONEncoder().encode(StoredOptions(TrainingOptions())))
        let isFlat = found["builderRate"] != nil && found["weighting"] != nil
        for group in Self.groups {
            guard case .group(let standard) = defaults[group] else { continue }
            var members = standard
            if isFlat {
                let mayBeNil = Self.nullable.filter { $0.hasPrefix(group + ".") }.map {
                    String($0.dropFirst(group.count + 1))
                }
                for name in standard.keys + mayBeNil {
                    if let value = found.removeValue(forKey: name) { members[name] = value }
                }
            }
            if case .group(let own)? = found.removeValue(forKey: group) {
                members.merge(own) { $1 }
            } else if !isFlat, group != "painting" {
                throw Self.missing(group, decoder)
            }
            defaults[group] = .group(members)
        }
        for name in ["batch", "seed"] where found[name] == nil { throw Self.missing(name, decoder) }
        defaults.merge(found) { $1 }
        let stored = try JSONDecoder().decode(StoredOptions.self, from: JSONEncoder().encode(defaults))
        self = stored.options
    }

    /// Writes every option that is not nil.
    package func encode(to encoder: any Encoder) throws { try StoredOptions(self).encode(to: encoder) }

    private static func missing(_ name: String, _ decoder: any Decoder) -> DecodingError {
        .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "the configuration lacks \(name)"))
    }
}

/// The options as they stand in a file, all of them.
private struct StoredOptions: Codable {
    var batch: Int, crop: Int, seed: UInt64, precision: Precision, updates: Int?
    var optimiser: OptimiserOptions, critics: CriticOptions, losses: LossOptions, painting: PaintingOptions
    var schedule: ScheduleOptions, memory: MemoryOptions

    init(_ options: TrainingOptions) {
        (batch, crop, seed) = (options.batch, options.crop, options.seed)
        (precision, updates) = (options.precision, options.updates)
        (optimiser, critics, losses) = (options.optimiser, options.critics, options.losses)
        (painting, schedule, memory) = (options.painting, options.schedule, options.memory)
    }

    var options: TrainingOptions {
        var options = TrainingOptions()
        (options.batch, options.crop, options.seed) = (batch, crop, seed)
        (options.precision, options.updates) = (precision, updates)
        (options.optimiser, options.critics, options.losses) = (optimiser, critics, losses)
        (options.painting, options.schedule, options.memory) = (painting, schedule, memory)
        return options
    }
}
