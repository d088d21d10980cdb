import CKernels

extension Tape {
    /// Σ (a − b)² ÷ count over all values, a scalar; a, b: alike in shape. Gradients flow to both.
    package func meanSquaredError(_ a: Variable, _ b: Variable) -> Variable { mean(meanSquaredErrors(a, b)) }

    /// The same of each image by itself: N×1.
    package func meanSquaredErrors(_ a: Variable, _ b: Variable) -> Variable {
        let (first, second) = (a.value, b.value)
        precondition(a.shape == b.shape && first.block == second.block, "comparing \(a.shape) with \(b.shape)")
        let images = first.shape.batch
        let each = first.count / images
        let errors = Tensor(uninitialized: Shape(images, 1))
        for image in 0..<images {
            let start = image * each
            let sum = ms_sum_squared_difference(first.values + start, second.values + start, each)
            errors.values[image] = Float(sum / Double(each))
        }
        return result(errors, from: [a, b]) { d in
            let difference = first.uninitializedLike()
            for image in 0..<images {
                let start = image * each
                ms_difference(
                    difference.values + start, first.values + start, second.values + start,
                    2 * d.values[image] / Float(each), each)
            }
            a.accumulate(difference, shared: true)
            if b.needsGradient { b.accumulate(scaled: difference, by: -1) }
        }
    }

    /// Mean over all values: a scalar.
    package func mean(_ x: Variable) -> Variable {
        let source = x.value
        let value = Float(ms_sum(source.values, source.count) / Double(source.count))
        return result(Tensor(repeating: value, shape: Shape(1, 1)), from: [x]) { d in
            let dx = source.uninitializedLike()
            ms_fill(dx.values, d.scalar / Float(source.count), dx.count)
            x.accumulate(dx)
        }
    }

    /// Σ weight·x over all values: a scalar. x: as many values as weights, not blocked.
    package func weightedSum(_ x: Variable, weights: [Float]) -> Variable {
        let source = x.value
        precondition(
            source.count == weights.count && source.block == 1, "\(weights.count) weights for \(source.shape)")
        let value = weights.indices.reduce(Float(0)) { $0 + weights[$1] * source.values[$1] }
        return result(Tensor(repeating: value, shape: Shape(1, 1)), from: [x]) { d in
            let dx = source.uninitializedLike()
            for (i, weight) in weights.enumerated() { dx.values[i] = d.scalar * weight }
            x.accumulate(dx)
        }
    }

    /// Smaller of two, element-wise; the gradient goes to the smaller (to a where equal).
    package func minimum(_ a: Variable, _ b: Variable) -> Variable {
        let (first, second) = (a.value, b.value)
        let output = first.uninitializedLike()
        let n = output.count
        for i in 0..<n { output.values[i] = Swift.min(first.values[i], second.values[i]) }
        return result(output, from: [a, b]) { d in
            let (dA, dB) = (first.uninitializedLike(), first.uninitializedLike())
            for i in 0..<n {
                let takesFirst = first.values[i] <= second.values[i]
                dA.values[i] = takesFirst ? d.values[i] : 0
                dB.values[i] = takesFirst ? 0 : d.values[i]
            }
            a.accumulate(dA)
            b.accumulate(dB)
        }
    }

    /// A scalar function of scalars with its partial derivatives.
    package func scalar(
        _ inputs: [Variable], _ function: ([Float]) -> (value: Float, partials: [Float])
    ) -> Variable {
        let (value, partials) = function(inputs.map { $0.value.scalar })
        precondition(partials.count == inputs.count)
        return result(Tensor(repeating: value, shape: Shape(1, 1)), from: inputs) { d in
            for (input, partial) in zip(inputs, partials) {
                input.accumulate(Tensor(repeating: d.scalar * partial, shape: Shape(1, 1)))
            }
        }
    }
}
