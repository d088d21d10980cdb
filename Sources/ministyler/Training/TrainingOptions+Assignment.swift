import ArgumentParser
import Engine
import Foundation

extension TrainingOptions {
    /// The options with one changed by `name=value`; the names are those of the run's configuration.json.
    func changed(by assignment: String) throws -> TrainingOptions {
        let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
        let encoder = JSONEncoder()
        guard parts.count == 2,
            var object = try JSONSerialization.jsonObject(with: encoder.encode(self)) as? [String: Any]
        else {
            throw ValidationError("--set takes name=value, not \(assignment).")
        }
        let (name, text) = (parts[0], parts[1])
        // Options that are nil are not in the object.
        let nullable = ["gradientLimit", "rewardLimit", "updates", "weightBounds"]
        let isNullable = nullable.contains(name)
        guard object[name] != nil || isNullable else {
            let names = Set(object.keys).union(nullable).sorted().joined(separator: ", ")
            throw ValidationError("There is no option \(name) to set; there are \(names).")
        }
        let present = try object[name].map {
            let data = try JSONSerialization.data(withJSONObject: $0, options: [.fragmentsAllowed, .sortedKeys])
            return String(decoding: data, as: UTF8.self)
        }
        let problem = ValidationError(
            "\(text) is no value for the option \(name), which is \(present ?? "nil") without it; "
                + "docs/training.md tells what it takes.")
        object[name] =
            text == "nil" && isNullable
            ? nil
            : (try? JSONSerialization.jsonObject(
                with: Data(text.utf8), options: .fragmentsAllowed)) ?? text
        do {
            return try JSONDecoder().decode(
                TrainingOptions.self, from: JSONSerialization.data(withJSONObject: object))
        } catch {
            throw problem
        }
    }
}
