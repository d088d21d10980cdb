import Foundation

/// Values as one line of JSON.
enum JSONLine {
    /// Keys in alphabetical order, slashes as they are.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
