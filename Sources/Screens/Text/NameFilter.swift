import Foundation

/// Type-ahead matching: every word of the query has to occur in the name, whole or as a subsequence of its letters.
/// Case and accents do not matter.
package struct NameFilter {
    private let words: [String]

    package init(_ query: String) {
        words = Self.folded(query).split(separator: " ").map(String.init)
    }

    package var isEmpty: Bool { words.isEmpty }

    /// How well the name matches, larger is better; nil where it does not.
    package func score(_ name: String) -> Int? {
        let folded = Self.folded(name)
        var total = 0
        for word in words {
            guard let score = Self.score(word, in: folded) else {
                return nil
            }
            total += score
        }
        return total
    }

    private static func folded(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    private static func score(_ word: String, in name: String) -> Int? {
        if let range = name.range(of: word) {
            if range.lowerBound == name.startIndex {
                return 400
            }
            let before = name[name.index(before: range.lowerBound)]
            return before.isLetter || before.isNumber ? 200 : 300
        }
        // Letters too far apart are a coincidence, not a match.
        return gapsOfSubsequence(word, in: name).flatMap { $0 <= word.count ? 100 - $0 : nil }
    }

    /// Letters skipped between the first and the last letter of `word` when it is read off `name` in order.
    private static func gapsOfSubsequence(_ word: String, in name: String) -> Int? {
        var remaining = word[...]
        var gaps = 0
        for character in name {
            if character == remaining.first {
                remaining.removeFirst()
            } else if remaining.count < word.count {
                gaps += 1
            }
            if remaining.isEmpty {
                return gaps
            }
        }
        return nil
    }
}
