/// A condition over the last values of a run's tags: comparisons joined by && and ||, as `reward/step > -0.2 && last(loss/style)
/// < 1`.
package struct WaitCondition: Sendable, Equatable {
    /// As it was typed.
    package let text: String
    /// Every tag in it, each once, in the order of their appearance.
    package let tags: [String]
    private let expression: Expression

    indirect enum Expression: Sendable, Equatable {
        case comparison(Operand, Operator, Operand)
        case all(Expression, Expression)
        case any(Expression, Expression)
    }

    enum Operand: Sendable, Equatable {
        case number(Double)
        case last(tag: String)
    }

    enum Operator: String, CaseIterable, Sendable {
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        case equal = "=="
        case unequal = "!="

        func holds(_ a: Double, _ b: Double) -> Bool {
            switch self {
            case .less: a < b
            case .atMost: a <= b
            case .greater: a > b
            case .atLeast: a >= b
            case .equal: a == b
            case .unequal: a != b
            }
        }
    }

    /// Reads a condition.
    /// - Throws: `Problem` where it is none.
    package init(_ text: String) throws {
        self.text = text
        var parser = WaitConditionParser(text)
        expression = try parser.parse()
        tags = parser.tags
    }

    /// Why a text is no condition: one sentence without its end.
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
    }

    /// Whether it holds for a run. A comparison with a tag that has no value yet, or with one that is NaN, does not.
    /// - Parameter last: a tag's last value; nil where it has none.
    func holds(_ last: (String) -> Double?) -> Bool { Self.holds(expression, last) }

    private static func holds(_ expression: Expression, _ last: (String) -> Double?) -> Bool {
        switch expression {
        case .all(let one, let other): holds(one, last) && holds(other, last)
        case .any(let one, let other): holds(one, last) || holds(other, last)
        case .comparison(let left, let comparison, let right):
            if let left = value(left, last), let right = value(right, last), !left.isNaN, !right.isNaN {
                comparison.holds(left, right)
            } else {
                false
            }
        }
    }

    private static func value(_ operand: Operand, _ last: (String) -> Double?) -> Double? {
        switch operand {
        case .number(let number): number
        case .last(let tag): last(tag)
        }
    }
}
