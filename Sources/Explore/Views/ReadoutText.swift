import Engine
import Foundation
import Screens

/// Numbers as the read-out shows them.
enum ReadoutText {
    /// "412 ms", "1.83 s", "1 min 12 s".
    static func seconds(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.9995: return "\(Int((seconds * 1000).rounded())) ms"
        case ..<59.95: return String(format: "%.2f s", seconds)
        default:
            let whole = Int(seconds.rounded())
            return "\(whole / 60) min \(whole % 60) s"
        }
    }

    /// Four significant digits and a true minus sign; "–" for what is not known.
    static func measure(_ value: Float?) -> String {
        guard let value else {
            return "–"
        }
        guard value.isFinite else {
            return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞"
        }
        let magnitude = abs(value)
        let text: String
        switch magnitude {
        case 0: text = "0"
        case ..<0.0001: text = String(format: "%.2e", magnitude)
        case ..<0.1: text = String(format: "%.5f", magnitude)
        case ..<10: text = String(format: "%.3f", magnitude)
        case ..<1000: text = String(format: "%.1f", magnitude)
        default: text = String(format: "%.3g", magnitude)
        }
        return value < 0 ? "−" + text : text
    }

    /// The same with as many decimals less as a place of so many columns asks for.
    static func measure(_ value: Float?, columns: Int) -> String {
        let text = measure(value)
        let excess = text.count - columns
        guard excess > 0, let value, value.isFinite, let point = text.firstIndex(of: "."), !text.contains("e") else {
            return text
        }
        let decimals = max(0, text.distance(from: point, to: text.endIndex) - 1 - excess)
        return (value < 0 ? "−" : "") + String(format: "%.\(decimals)f", abs(value))
    }

    /// Two decimals below 1: "0.85".
    static func alpha(_ value: Float) -> String {
        let percent = Int((value * 100).rounded())
        return percent == 100 ? "1" : "0.\(percent < 10 ? "0" : "")\(percent)"
    }

    /// How a step was made.
    static func options(_ options: StepOptions) -> String {
        switch options.action {
        case .mean: "α \(alpha(options.alpha)) mean"
        case .sample(let seed): "α \(alpha(options.alpha)) seed \(seed)"
        }
    }

    /// Without a decimal point where there is nothing behind it.
    static func number(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value))" : String(format: "%.1f", value)
    }

    /// "3.2 MB".
    static func bytes(_ count: Int) -> String {
        switch count {
        case ..<1000: "\(count) B"
        case ..<999_500: "\(Int((Double(count) / 1000).rounded())) kB"
        case ..<999_500_000: String(format: "%.1f MB", Double(count) / 1e6)
        default: String(format: "%.1f GB", Double(count) / 1e9)
        }
    }
}
