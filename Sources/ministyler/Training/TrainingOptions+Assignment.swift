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
            throw CommandError("--set takes name=value, not \(assignment).")
        }
        let (name, text) = (parts[0], parts[1])
        // Options that are nil are not in the object.
        let isNullable = ["gradientLimit", "rewardLimit", "updates", "weightBounds"].contains(name)
        guard object[name] != nil || isNullable else {
            let names = object.keys.sorted().joined(separator: ", ")
            throw CommandError("There is no option \(name) to set; there are \(names).")
        }
        let problem = CommandError("\(text) is no value for the option \(name).")
        object[name] =
            text == "nil" && isNullable
            ? nil
            : (try? JSONSerialization.jsonObject(
                with: Data(text.utf8), options: .fragmentsAllowed)) ?? text
        do {
            let options = try JSONDecoder().decode(
                TrainingOptions.self, from: JSONSerialization.data(withJSONObject: object))
            guard options.isSensible else { throw problem }
            return options
        } catch {
            throw problem
        }
    }
}
