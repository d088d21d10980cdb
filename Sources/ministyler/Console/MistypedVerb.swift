import ArgumentParser
import Foundation

/// A first argument that was meant as a verb: a bare word that names neither a verb nor anything on disk. Without this
/// it would be taken for a picture of the explorer's.
struct MistypedVerb: CustomStringConvertible {
    let word: String
    let verbs: [String]

    /// - Parameter arguments: those after the program's name.
    init?(arguments: [String], verbs: [String], exists: (String) -> Bool = FileManager.default.fileExists(atPath:)) {
        guard let word = arguments.first, !word.hasPrefix("-"), !word.isEmpty, !word.contains("."),
            !word.contains("/"), !verbs.contains(word), !exists(word)
        else { return nil }
        self.word = word
        self.verbs = verbs
    }

    var description: String {
        let remedy =
            meant.map { "did you mean ministyler \($0)?" }
            ?? "the subcommands are \(verbs.joined(separator: ", "))."
        return "\(word) is neither a subcommand nor a picture or folder here; \(remedy)"
    }

    /// The verb that begins with the word, or the nearest within two slips.
    var meant: String? {
        let begun = verbs.filter { word.count > 1 && $0.hasPrefix(word) }
        if begun.count == 1 { return begun[0] }
        return verbs.map { (verb: $0, edits: Self.edits(from: word, to: $0)) }
            .filter { $0.edits <= 2 }.min { $0.edits < $1.edits }?.verb
    }

    /// The characters to insert, delete, replace or swap with their neighbour to get one word from the other.
    static func edits(from word: String, to other: String) -> Int {
        let (a, b) = (Array(word), Array(other))
        var before: [Int] = []
        var above = Array(0...b.count)
        for row in 0..<a.count {
            var line = [row + 1]
            for column in 0..<b.count {
                var least = min(line[column], above[column + 1]) + 1
                least = min(least, above[column] + (a[row] == b[column] ? 0 : 1))
                if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                    least = min(least, before[column - 1] + 1)
                }
                line.append(least)
            }
            (before, above) = (above, line)
        }
        return above[b.count]
    }
}
