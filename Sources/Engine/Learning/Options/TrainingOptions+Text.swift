import Foundation

/// Options as people write them: a name and a text.
extension TrainingOptions {
    /// The options with one changed.
    ///
    /// - Parameters:
    ///   - name: as in the run's configuration.json, `group.name` where an option stands in a group, which may be left out.
    ///   - text: the value as JSON writes it; words may do without quotes; `nil` for none.
    /// - Throws: `OptionError`.
    package func changed(_ name: String, toText text: String) throws -> TrainingOptions {
        guard let fullName = try Self.fullName(of: name) else {
            throw OptionError(description: "There is no option \(name) to set; there are \(try Self.namesInGroups()).")
        }
        let present = try namedValues()[fullName]?.text ?? "nil"
        let value: OptionValue? =
            text == "nil" && Self.nullable.contains(fullName)
            ? nil : (try? JSONDecoder().decode(OptionValue.self, from: Data(text.utf8))) ?? .word(text)
        do {
            return try changed(fullName, to: value)
        } catch {
            throw OptionError(
                description: "\(text) is no value for the option \(name), which is \(present) without it; "
                    + "docs/training.md tells what it takes.")
        }
    }

    /// The names of all options, group after group.
    private static func namesInGroups() throws -> String {
        let names = Set(try TrainingOptions.standard.namedValues().keys).union(nullable)
        let alone = names.filter { !$0.contains(".") }.sorted().joined(separator: ", ")
        return try ([alone] + groups.map { try namesInGroup($0) }).joined(separator: "; ")
    }

    /// “group: name, name”.
    package static func namesInGroup(_ group: String) throws -> String {
        let names = Set(try TrainingOptions.standard.namedValues().keys).union(nullable)
        let members = names.filter { $0.hasPrefix(group + ".") }.map { $0.dropFirst(group.count + 1) }.sorted()
        return "\(group): \(members.joined(separator: ", "))"
    }
}

/// Why options are not those of a run: one sentence that names the option and what it takes.
package struct OptionError: Error, CustomStringConvertible, Equatable {
    /// The sentence.
    package let description: String
}
