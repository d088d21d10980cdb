import ArgumentParser
import Engine
import Foundation

extension TrainingOptions {
    /// The options with one changed by `name=value`; the names are those of the run's configuration.json, `group.name` where an
    /// option stands in a group, which may be left out.
    func changed(by assignment: String) throws -> TrainingOptions {
        let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("--set takes name=value, not \(assignment).") }
        let (name, text) = (parts[0], parts[1])
        guard let fullName = try Self.fullName(of: name) else {
            throw ValidationError("There is no option \(name) to set; there are \(try Self.namesInGroups()).")
        }
        let present = try namedValues()[fullName]?.text ?? "nil"
        let value: OptionValue? =
            text == "nil" && Self.nullable.contains(fullName)
            ? nil : (try? JSONDecoder().decode(OptionValue.self, from: Data(text.utf8))) ?? .word(text)
        do {
            return try changed(fullName, to: value)
        } catch {
            throw ValidationError(
                "\(text) is no value for the option \(name), which is \(present) without it; "
                    + "docs/training.md tells what it takes.")
        }
    }

    /// The names of all options, group after group.
    static func namesInGroups() throws -> String {
        let names = Set(try TrainingOptions.standard.namedValues().keys).union(nullable)
        let alone = names.filter { !$0.contains(".") }.sorted().joined(separator: ", ")
        return try ([alone] + groups.map { try namesInGroup($0) }).joined(separator: "; ")
    }

    /// “group: name, name”.
    static func namesInGroup(_ group: String) throws -> String {
        let names = Set(try TrainingOptions.standard.namedValues().keys).union(nullable)
        let members = names.filter { $0.hasPrefix(group + ".") }.map { $0.dropFirst(group.count + 1) }.sorted()
        return "\(group): \(members.joined(separator: ", "))"
    }
}
