import CKernels

extension Tape {
    /// a + b, of one shape.
    package func sum(_ a: Variable, _ b: Variable) -> Variable {
        precondition(a.shape == b.shape, "adding \(a.shape) and \(b.shape)")
        let output = a.value.uninitializedLike()
        ms_add(output.values, a.value.values, b.value.values, output.count)
        return result(output, from: [a, b]) { d in
            a.accumulate(d, shared: true)
            b.accumulate(d, shared: true)
        }
    }

    /// scale·x.
    package func scaled(_ x: Variable, by scale: Float) -> Variable {
        let output = x.value.uninitializedLike()
        ms_scale(output.values, x.value.values, scale, output.count)
        return result(output, from: [x]) { d in x.accumulate(scaled: d, by: scale) }
    }

    /// max(x, 0).
    package func rectified(_ x: Variable) -> Variable {
        let output = x.value.uninitializedLike()
        ms_rectify(output.values, x.value.values, output.count)
        return result(output, rectified: true, from: [x]) { x.accumulate($0, shared: true) }
    }

    /// Channels of a, then channels of b. N×A×H×W, N×B×H×W → N×(A+B)×H×W; blocks must not straddle.
    package func concatenated(_ a: Variable, _ b: Variable) -> Variable {
        let (first, second) = (a.value, b.value)
        precondition(
            a.shape.batch == b.shape.batch && a.shape.area == b.shape.area && first.block == second.block,
            "concatenating \(a.shape) and \(b.shape)")
        let batch = a.shape.batch
        let output = Tensor(
            uninitialized: Shape(batch, a.shape.channels + b.shape.channels, a.shape.height, a.shape.width),
            block: first.block)
        let (countA, countB) = (first.count / batch, second.count / batch)
        for image in 0..<batch {
            let to = output.values + image * (countA + countB)
            to.update(from: first.values + image * countA, count: countA)
            (to + countA).update(from: second.values + image * countB, count: countB)
        }
        return result(output, from: [a, b]) { d in
            let (dA, dB) = (first.uninitializedLike(), second.uninitializedLike())
            for image in 0..<batch {
                let from = d.values + image * (countA + countB)
                (dA.values + image * countA).update(from: from, count: countA)
                (dB.values + image * countB).update(from: from + countA, count: countB)
            }
            a.accumulate(dA)
            b.accumulate(dB)
        }
    }

    /// Images `range` of the batch.
    package func images(_ x: Variable, _ range: Range<Int>) -> Variable {
        let source = x.value
        return result(source.images(range), from: [x]) { d in
            let dx = source.uninitializedLike()
            ms_fill(dx.values, 0, dx.count)
            let each = source.count / source.shape.batch
            (dx.values + range.lowerBound * each).update(from: d.values, count: d.count)
            x.accumulate(dx)
        }
    }

    /// a·x per image and channel. x: N×C×H×W, factors: C, constant.
    package func channelScaled(_ x: Variable, factors: [Float]) -> Variable {
        let source = x.value
        precondition(factors.count == x.shape.channels, "\(factors.count) factors for \(x.shape)")
        let vector = Tensor(
            planar: (0..<x.shape.batch).flatMap { _ in factors }, shape: Shape(x.shape.batch, x.shape.channels))
        let scale = { (from: Tensor) -> Tensor in
            let to = source.uninitializedLike()
            ms_combine(
                to.values, nil, nil, from.values, vector.values, nil, nil, source.planes, source.shape.area,
                source.laneCount)
            return to
        }
        return result(scale(source), from: [x]) { d in x.accumulate(scale(d)) }
    }
}
