import Foundation

/// Numbers as short text.
package enum NumberText {
    /// A value for legends: four significant digits.
    package static func value(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "−∞" : "∞" }
        let size = abs(value)
        if size == 0 { return "0" }
        let text: String
        if size >= 1e6 || size < 1e-4 {
            text = exponential(value, digits: 2)
        } else {
            let digits = max(0, min(7, 3 - Int(floor(log10(size)))))
            text = String(format: "%.\(digits)f", value)
        }
        return withMinus(text)
    }

    /// A tick's value: as many digits as the distance between ticks asks for.
    package static func tick(_ value: Double, step: Double) -> String {
        if value == 0 { return "0" }
        let size = abs(value)
        if size >= 1e6 || size < 1e-4 { return withMinus(exponential(value, digits: 1)) }
        // A tick by itself shows all that it has.
        if step <= 0 { return withMinus(trimmed(value)) }
        let digits = max(0, min(6, Int(ceil(-log10(step) - 1e-9))))
        if size >= 10_000 && digits == 0 { return withMinus(thousands(value)) }
        return withMinus(String(format: "%.\(digits)f", value))
    }

    /// A count with its thousands apart: 12,345.
    package static func count(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0 && (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return value < 0 ? "−" + text : text
    }

    /// A count with what is counted: 1 tag, 12,345 tags.
    /// - Parameter noun: in the singular; its plural has an s more.
    package static func count(_ value: Int, _ noun: String) -> String {
        "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
    }

    /// A step for an axis: 0, 500, 12k, 1.5M.
    package static func step(_ value: Double) -> String {
        let size = abs(value)
        if size >= 1e9 { return withMinus(trimmed(value / 1e9) + "G") }
        if size >= 1e6 { return withMinus(trimmed(value / 1e6) + "M") }
        if size >= 1e4 { return withMinus(trimmed(value / 1e3) + "k") }
        return withMinus(trimmed(value))
    }

    private static func thousands(_ value: Double) -> String { trimmed(value / 1e3) + "k" }

    private static func trimmed(_ value: Double) -> String {
        var text = String(format: "%.3f", value)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    private static func exponential(_ value: Double, digits: Int) -> String {
        let exponent = Int(floor(log10(abs(value))))
        let mantissa = value / pow(10, Double(exponent))
        var text = String(format: "%.\(digits)f", mantissa)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return "\(text)e\(exponent)"
    }

    private static func withMinus(_ text: String) -> String {
        text.replacing("-", with: "−")
    }
}
