import Foundation

/// Numbers as short text.
package enum NumberText {
    /// A value for legends: four significant digits.
    package static func value(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "−∞" : "∞" }
        let size = abs(value)
        if size == 0 { return "0" }
        // The exponent of what is shown: 9.9996 is 10.00, and 1e−4 as a float, a little less, is 1e−4.
        let exponent = parts(value, digits: 3).exponent
        if size >= 999_999.5 || exponent < -4 { return withMinus(exponential(value, digits: 2)) }
        if exponent == -4 { return withMinus(exponential(value, digits: 3)) }
        return withMinus(String(format: "%.\(max(0, 3 - exponent))f", value))
    }

    /// A tick's value: as many digits as the distance between ticks asks for.
    package static func tick(_ value: Double, step: Double) -> String {
        if value == 0 { return "0" }
        let size = abs(value)
        // A tick is a multiple of the step and may lie a little beside the number meant.
        let small = 1e-4 * (1 - 1e-9)
        if size >= 1e6 || size < small || step > 0 && step < small && size < 1e-3 {
            // As many digits as tell it from its neighbours.
            let digits = step > 0 ? parts(value, digits: 6).exponent - parts(step, digits: 0).exponent : 3
            return withMinus(exponential(value, digits: min(max(digits, 0), 6)))
        }
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
        // Rounded to three decimals, 999,999.9999 is a million, not a thousand thousands.
        for (unit, letter, least) in [(1e9, "G", 1e9), (1e6, "M", 1e6), (1e3, "k", 1e4)]
        where size >= least - 0.0005 * unit / 1e3 {
            return withMinus(trimmed(value / unit) + letter)
        }
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
        var (text, exponent) = parts(value, digits: digits)
        if text.contains(".") {
            while text.hasSuffix("0") { text.removeLast() }
            if text.hasSuffix(".") { text.removeLast() }
        }
        return "\(text)e\(exponent)"
    }

    /// Mantissa, rounded to some digits behind the point, and the exponent that goes with it: after rounding, for
    /// 9.9999e−5 in three digits is 1e−4.
    private static func parts(_ value: Double, digits: Int) -> (mantissa: String, exponent: Int) {
        let parts = String(format: "%.\(digits)e", value).split(separator: "e")
        return (String(parts[0]), Int(parts[1]) ?? 0)
    }

    private static func withMinus(_ text: String) -> String {
        text.replacing("-", with: "−")
    }
}
