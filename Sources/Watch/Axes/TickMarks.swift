import Foundation
import Screens

/// Round numbers inside a range.
enum TickMarks {
    /// Multiples of 1, 2 or 5 times a power of ten.
    static func linear(in range: ClosedRange<Double>, count: Int) -> [Double] {
        let extent = range.upperBound - range.lowerBound
        guard extent > 0, extent.isFinite, count > 0 else { return [] }
        return multiples(of: roundStep(extent / Double(max(1, count))), in: range)
    }

    /// Whole seconds, minutes, hours and days of usual size.
    static func times(in range: ClosedRange<Double>, count: Int) -> [Double] {
        let extent = range.upperBound - range.lowerBound
        guard extent > 0, extent.isFinite, count > 0 else { return [] }
        let wanted = extent / Double(max(1, count))
        let usual: [Double] = [
            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172_800,
            604_800,
        ]
        if wanted < 1 { return linear(in: range, count: count) }
        return multiples(of: usual.first { $0 >= wanted } ?? roundStep(wanted / 86400) * 86400, in: range)
    }

    /// Powers of ten, with twos and fives between them where there is room.
    static func logarithmic(in range: ClosedRange<Double>, count: Int) -> [Double] {
        guard range.lowerBound > 0, count > 0 else { return [] }
        if log10(range.upperBound / range.lowerBound) < 1 { return linear(in: range, count: count) }
        let first = Int(floor(log10(range.lowerBound)))
        let last = Int(floor(log10(range.upperBound)))
        let decades = max(1, last - Int(ceil(log10(range.lowerBound))) + 1)
        let step = max(1, Int((Double(decades) / Double(count)).rounded(.up)))
        let between: [Double] = count >= 3 * decades ? [1, 2, 5] : [1]
        var marks: [Double] = []
        for exponent in first...last where exponent % step == 0 {
            for factor in between {
                let mark = factor * pow(10, Double(exponent))
                if range.contains(mark) { marks.append(mark) }
            }
        }
        return marks
    }

    /// Zero and powers of ten on both sides of it.
    static func symmetric(in range: ClosedRange<Double>, threshold: Double, count: Int) -> [Double] {
        var marks: Set<Double> = []
        if range.contains(0) { marks.insert(0) }
        let sides = (range.lowerBound < 0 ? 1 : 0) + (range.upperBound > 0 ? 1 : 0)
        let greatest = max(abs(range.lowerBound), abs(range.upperBound))
        guard greatest > 0, threshold > 0 else { return marks.sorted() }
        let first = Int(floor(log10(threshold)))
        let last = Int(floor(log10(greatest)))
        let room = max(1, (count - 1) / max(1, sides))
        let step = max(1, Int((Double(last - first + 1) / Double(room)).rounded(.up)))
        for exponent in stride(from: last, through: first, by: -step) {
            let mark = pow(10, Double(exponent))
            if range.contains(mark) { marks.insert(mark) }
            if range.contains(-mark) { marks.insert(-mark) }
        }
        if marks.count < 2 { return linear(in: range, count: count) }
        return marks.sorted()
    }

    private static func roundStep(_ wanted: Double) -> Double {
        let power = pow(10, floor(log10(wanted)))
        let factor = wanted / power
        return (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10) * power
    }

    private static func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
        guard step > 0, step.isFinite else { return [] }
        let first = (range.lowerBound / step).rounded(.up)
        let last = (range.upperBound / step).rounded(.down)
        guard first <= last, last - first < 1000 else { return [] }
        // "+ 0" makes a negative zero a plain one.
        return stride(from: first, through: last, by: 1).map { $0 * step + 0 }
    }
}
