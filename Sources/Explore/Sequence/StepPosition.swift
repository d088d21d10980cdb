import Screens

/// A place on the slider of steps in tenths of a step, so that equal places compare equal.
struct StepPosition: Equatable, Hashable, Comparable, Sendable {
    /// Ten times the step.
    var tenths: Int

    static let zero = StepPosition(tenths: 0)

    init(tenths: Int) {
        self.tenths = tenths
    }

    init(step: Int) {
        tenths = step * 10
    }

    /// The nearest tenth to `value`, which counts in steps.
    init(nearest value: Double) {
        tenths = value.isFinite ? Int((min(max(value, 0), 100_000) * 10).rounded()) : 0
    }

    /// In steps.
    var value: Double { Double(tenths) / 10 }

    /// The step at or below this place.
    var lowerStep: Int { tenths / 10 }

    /// How far towards the next step, 0…9.
    var fractionTenths: Int { tenths % 10 }

    var isWhole: Bool { fractionTenths == 0 }

    /// The step that is closest; halves go up.
    var nearestStep: Int { (tenths + 5) / 10 }

    func clamped(toLastStep last: Int) -> StepPosition {
        StepPosition(tenths: min(max(tenths, 0), last * 10))
    }

    static func < (a: StepPosition, b: StepPosition) -> Bool { a.tenths < b.tenths }

    /// "3" or "3.4".
    var label: String { isWhole ? "\(lowerStep)" : "\(lowerStep).\(fractionTenths)" }
}
