import Files

/// Files that were pasted, or dropped on the terminal, which pastes their names.
package enum PastedPaths {
    /// The paths in a text: absolute, in the home folder (`~/…`), as `file://` addresses, or with a slash or a picture's ending in
    /// the working folder; quoted, escaped by backslashes, several apart by blanks or lines. Empty where the text is anything else.
    ///
    /// - Parameters: absolute paths.
    package static func parse(_ text: String, home: String, working: String) -> [String] {
        let words = words(of: text)
        let paths = words.compactMap { path($0, home: home, working: working) }
        if paths.count == words.count { return paths }
        // One name with blanks that nobody quoted.
        let whole = text.trimmed
        return path(whole, home: home, working: working).map { [$0] } ?? []
    }

    /// As a shell takes a line apart.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var (word, quote, isEscaped) = (String?.none, Character?.none, false)
        for character in text {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    private static func path(_ word: String, home: String, working: String) -> String? {
        let address = "file://"
        if word.hasPrefix(address) {
            let rest = word.dropFirst(address.count)
            // A host's name may stand before the path.
            guard let slash = rest.firstIndex(of: "/") else { return nil }
            return unescaped(rest[slash...])
        }
        if word.hasPrefix("/") { return word.count > 1 ? word : nil }
        if word.hasPrefix("~/") { return PathText.joining(home, String(word.dropFirst(2))) }
        let isName = PictureEndings.read.contains(PathText.fileExtension(word)) && !PathText.stem(word).isEmpty
        return isName ? PathText.joining(working, word) : nil
    }

    /// `%20` and the like as the characters they stand for; nil where they are none.
    private static func unescaped(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = UInt8(String(decoding: Array(digits), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(systemBytes: bytes)
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return String(self[start..<end])
    }
}
