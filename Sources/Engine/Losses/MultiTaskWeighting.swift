import Foundation

/// How the three generative losses are weighed against each other.
package enum LossWeighting: Codable, Sendable, Equatable {
    /// eq. 7: Σ λ_k L_k + log(σ1σ2σ3) with λ_k = 1/σ_k², learned through log σ_k.
    case paper
    /// The released code's: Σ ½ L_k/σ_k² + log(1 + σ_k²), learned through σ_k; λ_k = ½/σ_k².
    case released
    /// Fixed λ (the ablation 'manual').
    case fixed(content: Float, style: Float, contrastive: Float)
}

/// Uncertainty-aware multi-task weighting (AML) of content, style and contrastive loss, in this order.
struct MultiTaskWeighting {
    let form: LossWeighting
    /// log σ_k (paper) or σ_k (released).
    var parameters: [Float]

    /// σ_k = 1.
    init(_ form: LossWeighting) {
        self.form = form
        parameters = form == .released ? [1, 1, 1] : [0, 0, 0]
    }

    /// λ_k: what each loss's gradient is multiplied by.
    var weights: [Float] {
        switch form {
        case .paper: parameters.map { exp(-2 * $0) }
        case .released: parameters.map { 0.5 / ($0 * $0) }
        case .fixed(let content, let style, let contrastive): [content, style, contrastive]
        }
    }

    /// d(objective)/d(parameters) at these losses; zero where the weights are fixed.
    func gradient(losses: [Float]) -> [Float] {
        switch form {
        case .paper: zip(parameters, losses).map { -2 * exp(-2 * $0) * $1 + 1 }
        case .released: zip(parameters, losses).map { s, loss in -loss / (s * s * s) + 2 * s / (1 + s * s) }
        case .fixed: [0, 0, 0]
        }
    }
}
