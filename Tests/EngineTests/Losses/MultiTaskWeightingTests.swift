import Foundation
import Testing

@testable import Engine

/// Eq. 7 in both forms: λ, where it starts, and what it is learned by.
@Suite struct MultiTaskWeightingTests {
    private static let losses: [Float] = [0.7, 2.5, 0.05]

    /// The objective written out in double precision.
    private static func objective(_ form: LossWeighting, _ parameters: [Double]) -> Double {
        zip(parameters, losses).reduce(0) { sum, pair in
            let (p, loss) = (pair.0, Double(pair.1))
            return sum + (form == .paper ? exp(-2 * p) * loss + p : 0.5 * loss / (p * p) + log(1 + p * p))
        }
    }

    @Test(arguments: [LossWeighting.paper, .released], [[0.3, -0.4, 1.2], [0.9, 1.4, 0.6]] as [[Float]])
    func theGradientIsThatOfTheObjective(_ form: LossWeighting, _ parameters: [Float]) {
        var weighting = MultiTaskWeighting(form)
        weighting.parameters = parameters
        let gradient = weighting.gradient(losses: Self.losses)
        for k in parameters.indices {
            let ends = [1e-5, -1e-5].map { step in
                var moved = parameters.map(Double.init)
                moved[k] += step
                return Self.objective(form, moved)
            }
            let right = (ends[0] - ends[1]) / 2e-5
            #expect(
                abs(Double(gradient[k]) - right) <= 1e-4 * max(1, abs(right)), "\(form) \(k): \(gradient[k]), \(right)")
        }
    }

    /// σ = 1 in both, so λ = 1 in the paper's form and ½ in the released one.
    @Test func bothStartAtAStandardDeviationOfOne() {
        #expect(MultiTaskWeighting(.paper).weights == [1, 1, 1])
        #expect(MultiTaskWeighting(.released).weights == [0.5, 0.5, 0.5])
        #expect(MultiTaskWeighting(.fixed(content: 1, style: 2, contrastive: 3)).weights == [1, 2, 3])
    }
}
