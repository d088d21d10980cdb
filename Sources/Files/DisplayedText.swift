/// Text from outside for people: names, recipes, metadata, tags. A terminal obeys some characters, and takes others as an order to
/// write from right to left; what is shown goes through here, or is drawn by the `Frame` of Terminal, which has the same rule.
extension String {
    /// On one line: bytes that are no text as �, control characters, line ends and marks of direction by their number, as \u{1B}.
    package var displayed: String { displayed(keeping: []) }

    /// The same with line feeds and tabs as they are.
    package var displayedLines: String { displayed(keeping: ["\n", "\t"]) }

    private func displayed(keeping kept: Set<Unicode.Scalar>) -> String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if FileSystemName.byte(of: scalar) != nil {
                result.append("\u{FFFD}")
            } else if scalar.isOrder, !kept.contains(scalar) {
                let name = scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
                result.append(contentsOf: name.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether it is no letter or sign but tells a terminal what to do.
    fileprivate var isOrder: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0: true
        case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
