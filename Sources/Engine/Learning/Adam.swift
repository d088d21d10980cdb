import CKernels
import Foundation
import Tensors

/// Adam (Kingma and Ba 2015) over one set of parameters, β = (0.5, 0.9) and ε = 1e-8 by default. Parameters without a
/// gradient are skipped, moments and step count too.
final class Adam {
    /// Moments and steps of one parameter.
    struct Moments {
        var first: Tensor
        var second: Tensor
        var steps: Int
    }

    let beta1: Float
    let beta2: Float
    let epsilon: Float
    /// By parameter name.
    private(set) var moments: [String: Moments] = [:]
    let parameters: [Parameter]

    init(_ parameters: [Parameter], beta1: Float = 0.5, beta2: Float = 0.9, epsilon: Float = 1e-8) {
        self.parameters = parameters
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
    }

    /// w ← w − rate · m̂/(√v̂ + ε) for every parameter with a gradient, times `scale` on the gradient; then the gradients are
    /// forgotten.
    func step(rate: Float, scale: Float = 1) {
        for parameter in parameters {
            guard let gradient = parameter.gradient else { continue }
            if scale != 1 { ms_scale(gradient.values, gradient.values, scale, gradient.count) }
            var state =
                moments[parameter.name]
                ?? Moments(
                    first: Tensor(repeating: 0, shape: Shape(1, parameter.count)),
                    second: Tensor(repeating: 0, shape: Shape(1, parameter.count)), steps: 0)
            state.steps += 1
            let correction1 = 1 - pow(Double(beta1), Double(state.steps))
            let correction2 = 1 - pow(Double(beta2), Double(state.steps))
            ms_adam(
                parameter.values, state.first.values, state.second.values, gradient.values, beta1, beta2,
                Float(Double(rate) / correction1), Float(1 / correction2.squareRoot()), epsilon, parameter.count)
            moments[parameter.name] = state
            parameter.markChanged()
        }
        clearGradients()
    }

    /// Forgets the gradients of all parameters.
    func clearGradients() {
        for parameter in parameters { parameter.clearGradient() }
    }

    /// Forgets all moments, as before the first step.
    func forget() { moments = [:] }

    /// The norm of all gradients together.
    var gradientNorm: Double {
        parameters.reduce(0.0) { total, parameter in
            guard let gradient = parameter.gradient else { return total }
            var sum = 0.0
            for i in 0..<gradient.count { sum += Double(gradient.values[i]) * Double(gradient.values[i]) }
            return total + sum
        }.squareRoot()
    }

    /// Restores moments, for a resumed run.
    func restore(_ name: String, first: [Float], second: [Float], steps: Int) {
        moments[name] = Moments(
            first: Tensor(planar: first, shape: Shape(1, first.count)),
            second: Tensor(planar: second, shape: Shape(1, second.count)), steps: steps)
    }
}

/// Adam for a few numbers that are no network's: log α and σ.
struct ScalarAdam: Codable, Equatable {
    var first: [Double]
    var second: [Double]
    var steps = 0

    init(count: Int) {
        first = [Double](repeating: 0, count: count)
        second = first
    }

    mutating func step(
        _ values: inout [Float], gradient: [Float], rate: Float, beta1: Double = 0.5, beta2: Double = 0.9
    ) {
        steps += 1
        for i in values.indices {
            let g = Double(gradient[i])
            first[i] = beta1 * first[i] + (1 - beta1) * g
            second[i] = beta2 * second[i] + (1 - beta2) * g * g
            let m = first[i] / (1 - pow(beta1, Double(steps)))
            let v = second[i] / (1 - pow(beta2, Double(steps)))
            values[i] -= Float(Double(rate) * m / (v.squareRoot() + 1e-8))
        }
    }
}
