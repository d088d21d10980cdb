/// Reads conditions: `&&` binds closer than `||`, parentheses closest.
struct WaitConditionParser {
    private enum Token: Equatable {
        case name(String)
        case last(String)
        case comparison(WaitCondition.Operator)
        case and
        case or
        case open
        case close

        var text: String {
            switch self {
            case .name(let name): name
            case .last(let tag): "last(\(tag))"
            case .comparison(let comparison): comparison.rawValue
            case .and: "&&"
            case .or: "||"
            case .open: "("
            case .close: ")"
            }
        }
    }

    /// Parentheses within each other, at most.
    private static let depthLimit = 64
    private static let example = "a condition looks like 'reward/step > -0.2 && last(loss/style) < 1'"

    private(set) var tags: [String] = []
    private let text: String
    private var tokens: [Token] = []
    private var place = 0

    init(_ text: String) { self.text = text }

    mutating func parse() throws -> WaitCondition.Expression {
        tokens = try Self.tokens(text)
        let expression = try any(depth: 0)
        if place < tokens.count { throw problem("“\(tokens[place].text)” stands where && or || should") }
        return expression
    }

    private mutating func any(depth: Int) throws -> WaitCondition.Expression {
        var expression = try all(depth: depth)
        while take(.or) { expression = .any(expression, try all(depth: depth)) }
        return expression
    }

    private mutating func all(depth: Int) throws -> WaitCondition.Expression {
        var expression = try comparison(depth: depth)
        while take(.and) { expression = .all(expression, try comparison(depth: depth)) }
        return expression
    }

    private mutating func comparison(depth: Int) throws -> WaitCondition.Expression {
        if take(.open) {
            if depth == Self.depthLimit { throw problem("there are too many parentheses") }
            let expression = try any(depth: depth + 1)
            if !take(.close) { throw problem("a parenthesis is not closed") }
            return expression
        }
        let left = try operand()
        guard place < tokens.count, case .comparison(let comparison) = tokens[place] else {
            throw problem("a comparison (<, <=, >, >=, ==, !=) is missing")
        }
        place += 1
        let right = try operand()
        if case .number = left, case .number = right { throw problem("a comparison of two numbers has no tag") }
        return .comparison(left, comparison, right)
    }

    private mutating func operand() throws -> WaitCondition.Operand {
        guard place < tokens.count else { throw problem("it ends where a tag or number should be") }
        defer { place += 1 }
        switch tokens[place] {
        case .last(let tag): return last(tag)
        case .name(let name):
            if let first = name.first, first.isNumber || "+-.".contains(first), let number = Double(name) {
                return .number(number)
            }
            return last(name)
        default: throw problem("“\(tokens[place].text)” stands where a tag or number should")
        }
    }

    private mutating func last(_ tag: String) -> WaitCondition.Operand {
        if !tags.contains(tag) { tags.append(tag) }
        return .last(tag: tag)
    }

    private mutating func take(_ token: Token) -> Bool {
        guard place < tokens.count, tokens[place] == token else { return false }
        place += 1
        return true
    }

    private func problem(_ what: String) -> WaitCondition.Problem { Self.problem(text, what) }

    private static func problem(_ text: String, _ what: String) -> WaitCondition.Problem {
        WaitCondition.Problem(description: "“\(text)” is no condition: \(what); \(example)")
    }

    // MARK: Tokens

    private static func tokens(_ text: String) throws -> [Token] {
        var rest = text[...]
        var tokens: [Token] = []
        // Of operators that begin alike the longer one.
        let comparisons = WaitCondition.Operator.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
            } else if let (token, length) = sign(rest, comparisons) {
                tokens.append(token)
                rest.removeFirst(length)
            } else if rest.hasPrefix("last(") {
                guard let end = rest.firstIndex(of: ")") else { throw problem(text, "a parenthesis is not closed") }
                tokens.append(.last(String(rest.dropFirst(5)[..<end])))
                rest = rest[rest.index(after: end)...]
            } else {
                let name = rest.prefix { !$0.isWhitespace && !"<>=!&|()".contains($0) }
                if name.isEmpty { throw problem(text, "“\(first)” is no operator") }
                tokens.append(.name(String(name)))
                rest.removeFirst(name.count)
            }
        }
        return tokens
    }

    private static func sign(_ rest: Substring, _ comparisons: [WaitCondition.Operator]) -> (Token, Int)? {
        for (text, token) in [("&&", Token.and), ("||", .or), ("(", .open), (")", .close)] where rest.hasPrefix(text) {
            return (token, text.count)
        }
        return comparisons.first { rest.hasPrefix($0.rawValue) }.map { (.comparison($0), $0.rawValue.count) }
    }
}
