import Foundation
import Screens

/// How values become heights.
enum VerticalScale: String, CaseIterable, Sendable {
    case linear
    /// Powers of ten evenly spaced; values of 0 and below lie at the lower edge.
    case logarithmic
    /// As logarithmic away from zero, linear near it, and the same below zero.
    case symmetric

    var title: String {
        switch self {
        case .linear: "linear"
        case .logarithmic: "log"
        case .symmetric: "symlog"
        }
    }

    var next: VerticalScale {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}

/// A vertical axis: a scale over a range of values.
struct VerticalAxis: Equatable, Sendable {
    let scale: VerticalScale
    /// Values at the lower and upper edge.
    let range: ClosedRange<Double>
    /// Values nearer to zero than this are shown linearly by the symmetric scale.
    let threshold: Double
    private let low: Double
    private let high: Double

    /// An axis that shows all of `values` with a little room; with `exact`, just them.
    init(scale: VerticalScale, showing values: ClosedRange<Double>, isExact: Bool = false) {
        self.scale = scale
        let greatest = max(abs(values.lowerBound), abs(values.upperBound))
        // Three powers of ten on each side of zero.
        threshold = greatest > 0 ? pow(10, floor(log10(greatest)) - 2) : 1e-3
        var lower = values.lowerBound
        var upper = values.upperBound
        switch scale {
        case .linear, .symmetric:
            if lower == upper {
                let room = lower == 0 ? 1 : abs(lower) * 0.1
                lower -= room
                upper += room
            } else if !isExact {
                let forward = Self.transform(scale, threshold)
                let room = (forward(upper) - forward(lower)) * 0.05
                lower = Self.inverse(scale, threshold)(forward(lower) - room)
                upper = Self.inverse(scale, threshold)(forward(upper) + room)
            }
        case .logarithmic:
            if upper <= 0 { upper = 1 }
            if lower <= 0 { lower = upper * 1e-6 }
            if lower == upper {
                lower /= 2
                upper *= 2
            } else if !isExact {
                let room = pow(upper / lower, 0.05)
                lower /= room
                upper *= room
            }
        }
        // Beyond the largest double there is no room to add.
        if !lower.isFinite || !upper.isFinite || lower >= upper {
            lower = -Double.greatestFiniteMagnitude / 4
            upper = Double.greatestFiniteMagnitude / 4
        }
        range = lower...upper
        let forward = Self.transform(scale, threshold)
        low = forward(lower)
        high = forward(upper)
    }

    /// The place of a value between the lower edge (0) and the upper one (1); outside it lies beyond.
    func fraction(of value: Double) -> Double {
        switch scale {
        case .linear:
            // Halved, for the extent of the largest doubles is infinite.
            return (value / 2 - low / 2) / (high / 2 - low / 2)
        case .logarithmic:
            return value > 0 ? (log10(value) - low) / (high - low) : -0.01
        case .symmetric:
            return (Self.symmetric(value, threshold) - low) / (high - low)
        }
    }

    /// The value at a place.
    func value(at fraction: Double) -> Double {
        Self.inverse(scale, threshold)(low + fraction * (high - low))
    }

    /// Values to mark, at most about `count`.
    func ticks(count: Int) -> [Double] {
        switch scale {
        case .linear: TickMarks.linear(in: range, count: count)
        case .logarithmic: TickMarks.logarithmic(in: range, count: count)
        case .symmetric: TickMarks.symmetric(in: range, threshold: threshold, count: count)
        }
    }

    private static func symmetric(_ value: Double, _ threshold: Double) -> Double {
        let size = log10(1 + abs(value) / threshold)
        return value < 0 ? -size : size
    }

    private static func transform(_ scale: VerticalScale, _ threshold: Double) -> (Double) -> Double {
        switch scale {
        case .linear: { $0 }
        case .logarithmic: { log10(max($0, .leastNonzeroMagnitude)) }
        case .symmetric: { symmetric($0, threshold) }
        }
    }

    private static func inverse(_ scale: VerticalScale, _ threshold: Double) -> (Double) -> Double {
        switch scale {
        case .linear: { $0 }
        case .logarithmic: { pow(10, $0) }
        case .symmetric: { $0 < 0 ? -threshold * (pow(10, -$0) - 1) : threshold * (pow(10, $0) - 1) }
        }
    }
}
