import Engine

/// The measure that colours the slider's ticks: reward where it is known, else Q, else the size of the action, else
/// the policy's entropy.
struct TickSeries: Equatable {
    let name: String
    /// By step; nil for the content and wherever the measure is not known.
    let values: [Float?]

    init?(_ reports: [StepReport?]) {
        // Mean actions all have the size 0, which tells nothing.
        let isSampled = reports.contains { ($0?.actionSize ?? 0) > 0 }
        let measures: [(name: String, value: (StepReport) -> Float?)] = [
            ("reward", { $0.reward }), ("Q", { $0.q }), ("action size", { isSampled ? $0.actionSize : nil }),
            ("entropy", { $0.entropy }),
        ]
        for measure in measures {
            let values = reports.map { report in report.flatMap(measure.value).flatMap { $0.isFinite ? $0 : nil } }
            if values.contains(where: { $0 != nil }) {
                name = measure.name
                self.values = values
                return
            }
        }
        return nil
    }

    private var known: [Float] { values.compactMap { $0 } }

    var least: Float { known.min() ?? 0 }
    var greatest: Float { known.max() ?? 0 }

    /// Where the value of a step lies between the least (0) and the greatest (1); a half where all are equal.
    func fraction(at step: Int) -> Double? {
        guard values.indices.contains(step), let value = values[step] else {
            return nil
        }
        return greatest > least ? Double((value - least) / (greatest - least)) : 0.5
    }
}
