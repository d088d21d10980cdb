import ArgumentParser
import Engine
import Foundation

extension TrainingOptions {
    /// The options with one changed by `name=value`; the names are those of the run's configuration.json, `group.name` where an
    /// option stands in a group.
    func changed(by assignment: String) throws -> TrainingOptions {
        let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
        let encoder = JSONEncoder()
        guard parts.count == 2,
            var object = try JSONSerialization.jsonObject(with: encoder.encode(self)) as? [String: Any]
        else {
            throw ValidationError("--set takes name=value, not \(assignment).")
        }
        let (name, text) = (parts[0], parts[1])
        let path = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if path.count == 2, let group = object[path[0]] as? [String: Any] {
            guard group[path[1]] != nil else {
                let names = group.keys.sorted().joined(separator: ", ")
                throw ValidationError("There is no option \(name) to set; \(path[0]) has \(names).")
            }
        }
        // Options that are nil are not in the object.
        let nullable = ["gradientLimit", "rewardLimit", "updates", "weightBounds"]
        let isNullable = nullable.contains(name)
        let group = path.count == 2 ? object[path[0]] as? [String: Any] : nil
        guard object[name] != nil || isNullable || group != nil else {
            let names = Set(object.keys).union(nullable).sorted().joined(separator: ", ")
            throw ValidationError("There is no option \(name) to set; there are \(names).")
        }
        let present = try (group.map { $0[path[1]] } ?? object[name]).map {
            let data = try JSONSerialization.data(withJSONObject: $0, options: [.fragmentsAllowed, .sortedKeys])
            return String(decoding: data, as: UTF8.self)
        }
        let problem = ValidationError(
            "\(text) is no value for the option \(name), which is \(present ?? "nil") without it; "
                + "docs/training.md tells what it takes.")
        let value: Any? =
            text == "nil" && isNullable
            ? nil
            : (try? JSONSerialization.jsonObject(
                with: Data(text.utf8), options: .fragmentsAllowed)) ?? text
        if var group {
            group[path[1]] = value
            object[path[0]] = group
        } else {
            object[name] = value
        }
        do {
            return try JSONDecoder().decode(
                TrainingOptions.self, from: JSONSerialization.data(withJSONObject: object))
        } catch {
            throw problem
        }
    }
}
