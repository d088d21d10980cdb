import Engine
import Foundation

extension TrainingOptions {
    /// The words of `train` that make `reference` these options: `--set name=value` for each option that differs, in the
    /// order of the names.
    func settings(from reference: TrainingOptions) -> [String] {
        guard let own = try? values(), let others = try? reference.values() else { return [] }
        return Set(own.keys).union(others.keys).sorted().filter { own[$0] != others[$0] }
            .flatMap { ["--set", "\($0)=\(own[$0]?.text ?? "nil")"] }
    }

    /// Every option that is not nil, under its name in configuration.json.
    private func values() throws -> [String: OptionValue] {
        try JSONDecoder().decode([String: OptionValue].self, from: JSONEncoder().encode(self))
    }
}

/// The value of an option of any type.
private enum OptionValue: Decodable, Equatable {
    case flag(Bool)
    case integer(Int)
    case number(Float)
    case word(String)
    case group([String: OptionValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Float.self) {
            self = .number(number)
        } else if let word = try? container.decode(String.self) {
            self = .word(word)
        } else {
            self = .group(try container.decode([String: OptionValue].self))
        }
    }

    /// As `--set` reads it, without blanks.
    var text: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .word(let word): word
        case .group(let values):
            "{\(values.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1.json)" }.joined(separator: ","))}"
        }
    }

    private var json: String {
        if case .word(let word) = self { "\"\(word)\"" } else { text }
    }
}
