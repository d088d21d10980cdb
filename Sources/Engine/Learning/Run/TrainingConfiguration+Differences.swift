import Foundation

extension TrainingConfiguration {
    /// What the run in a folder began with.
    package static func read(from folder: String) throws -> TrainingConfiguration {
        try RunFolder.readConfiguration(TrainingConfiguration.self, from: folder)
    }

    /// What these say otherwise than others, as words: `losses.styleTaps is 5, not 4`. Updates do not count, nor do weights to start
    /// from that are not named here.
    package func differences(from other: TrainingConfiguration) throws -> [String] {
        var mine = self
        mine.options.updates = other.options.updates
        if initialWeights == nil {
            (mine.initialWeights, mine.initialWeightsSHA256) = (other.initialWeights, other.initialWeightsSHA256)
        }
        // A run keeps these from its own beginning.
        mine.sampleInterval = other.sampleInterval
        let (here, there) = (try mine.leaves(), try other.leaves())
        return Set(here.keys).union(there.keys).sorted().compactMap { name in
            let (new, old) = (here[name] ?? "nothing", there[name] ?? "nothing")
            return new == old ? nil : "\(name) is \(new), not \(old)"
        }
    }

    /// Every value by its name, parts joined by dots.
    private func leaves() throws -> [String: String] {
        var found: [String: String] = [:]
        func add(_ value: Any, _ name: String) {
            if let members = value as? [String: Any] {
                for (key, member) in members {
                    // Options go by the names that --set takes.
                    add(member, name.isEmpty || name == "options" ? key : "\(name).\(key)")
                }
            } else if let list = value as? [Any] {
                found[name] = "[" + list.map { "\($0)" }.joined(separator: ", ") + "]"
            } else {
                found[name] = "\(value)"
            }
        }
        add(try JSONSerialization.jsonObject(with: JSONEncoder().encode(self)), "")
        return found
    }
}
