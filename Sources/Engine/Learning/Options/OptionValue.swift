/// A value of a run's configuration.json of any type.
package enum OptionValue: Codable, Equatable, Sendable {
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case word(String)
    case list([OptionValue])
    case group([String: OptionValue])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let word = try? container.decode(String.self) {
            self = .word(word)
        } else if let list = try? container.decode([OptionValue].self) {
            self = .list(list)
        } else {
            self = .group(try container.decode([String: OptionValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .flag(let flag): try container.encode(flag)
        case .integer(let integer): try container.encode(integer)
        case .number(let number): try container.encode(number)
        case .word(let word): try container.encode(word)
        case .list(let list): try container.encode(list)
        case .group(let group): try container.encode(group)
        }
    }

    /// As `--set` reads it, without blanks.
    package var text: String {
        if case .word(let word) = self { word } else { json }
    }

    private var json: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .word(let word): "\"\(word)\""
        case .list(let list): "[\(list.map(\.json).joined(separator: ","))]"
        case .group(let values):
            "{\(values.sorted { $0.key < $1.key }.map { "\"\($0)\":\($1.json)" }.joined(separator: ","))}"
        }
    }
}
