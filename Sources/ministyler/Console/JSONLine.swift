import Files
import Foundation

/// Values as one line of JSON.
enum JSONLine {
    /// Keys in alphabetical order, slashes as they are. JSON is UTF-8: what stands for other bytes of names stays, by number, so
    /// that standard output does not take it for these bytes.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        guard !text.isText else { return text }
        return text.unicodeScalars.map { scalar in
            guard FileSystemName.byte(of: scalar) != nil else { return String(scalar) }
            return UTF16.encode(scalar).map { $0.map { "\\u" + String($0, radix: 16) }.joined() } ?? ""
        }.joined()
    }
}
