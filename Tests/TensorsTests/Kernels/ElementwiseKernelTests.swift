import CKernels
import Foundation
import Testing

@testable import Tensors

/// The kernels over plain runs of floats that no tape operation covers. 20,011 values are several threads' chunks and a
/// remainder that fills no vector.
@Suite struct ElementwiseKernelTests {
    private let count = 20_011
    private func random(_ seed: Int, scale: Double = 1) -> [Double] {
        PlanarArray(random: Shape(1, count), seed: seed, scale: scale).values
    }

    private func expectClose(_ found: [Float], _ expected: [Double], _ tolerance: Double = 1e-6) {
        let worst = zip(found, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1) / (1 + abs($1.1))) }
        #expect(worst <= tolerance && found.allSatisfy(\.isFinite))
    }

    @Test func products() {
        let (a, b, c) = (random(1), random(2), random(3))
        var y = c.map { Float($0) }
        ms_multiply_accumulate(&y, a.map { Float($0) }, b.map { Float($0) }, count)
        expectClose(y, (0..<count).map { c[$0] + a[$0] * b[$0] })
        ms_multiply(&y, a.map { Float($0) }, b.map { Float($0) }, count)
        expectClose(y, (0..<count).map { a[$0] * b[$0] })
    }

    @Test(arguments: [1, 15, 4096, 4097, 20_011, 300_001]) func sumsAddEveryValueOnce(n: Int) {
        let a = PlanarArray(random: Shape(1, n), seed: 1, offset: 0.5).values
        let b = PlanarArray(random: Shape(1, n), seed: 2).values
        let (left, right) = (a.map { Float($0) }, b.map { Float($0) })
        let pairs = zip(a, b)
        let limit = 1e-6 * Double(n)
        #expect(abs(ms_sum(left, n) - a.reduce(0, +)) <= limit)
        #expect(abs(ms_sum_squared_difference(left, right, n) - pairs.reduce(0) { $0 + pow($1.0 - $1.1, 2) }) <= limit)
        #expect(abs(ms_sum_absolute_difference(left, right, n) - pairs.reduce(0) { $0 + abs($1.0 - $1.1) }) <= limit)
    }

    @Test func averageMovesTheTargetByAFraction() {
        let (target, source) = (random(1), random(2))
        var y = target.map { Float($0) }
        ms_average(&y, source.map { Float($0) }, 0.25, count)
        expectClose(y, (0..<count).map { target[$0] + 0.25 * (source[$0] - target[$0]) })
    }

    /// Kingma and Ba's update with both bias corrections, three steps.
    @Test func adamFollowsItsDefinition() {
        let (beta1, beta2, rate, epsilon) = (0.9, 0.999, 0.01, 1e-8)
        var w = random(1)
        var (m, v) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        var weights = w.map { Float($0) }
        var (first, second) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
        for step in 1...3 {
            let g = random(10 + step, scale: 0.1)
            let (correction1, correction2) = (1 - pow(beta1, Double(step)), 1 - pow(beta2, Double(step)))
            for i in 0..<count {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i]
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
                w[i] -= rate * (m[i] / correction1) / ((v[i] / correction2).squareRoot() + epsilon)
            }
            ms_adam(
                &weights, &first, &second, g.map { Float($0) }, Float(beta1), Float(beta2), Float(rate / correction1),
                Float(1 / correction2.squareRoot()), Float(epsilon), count)
        }
        expectClose(first, m)
        expectClose(second, v)
        expectClose(weights, w, 1e-5)
    }

    @Test func gaussianActionNeedsNoDensity() {
        let (mean, raw, noise) = (random(1), random(2, scale: 2), random(3, scale: 2))
        var action = [Float](repeating: .nan, count: count)
        ms_gaussian(&action, nil, mean.map { Float($0) }, raw.map { Float($0) }, noise.map { Float($0) }, count)
        expectClose(action, (0..<count).map { mean[$0] + exp(-10 + 6 * (tanh(raw[$0]) + 1)) * noise[$0] }, 1e-5)
    }

    @Test func fullShiftedSumIsTheTransposeOfTheValidOne() {
        let (height, width, taps) = (4, 6, 9)
        for block in [8, 16] {
            let maps = PlanarArray(random: Shape(2, 32, height, width), seed: 1)
            let output = Tensor(uninitialized: Shape(2, 3, height, width + taps - 1), block: 1)
            ms_shifted_full_sum(
                output.values, maps.tensor(block: block).values, 2, 3, 32, Int32(height), Int32(width), Int32(taps),
                Int32(block))
            var expected = PlanarArray(zeros: output.shape)
            for n in 0..<2 {
                for map in 0..<3 * taps {
                    for y in 0..<height {
                        for x in 0..<width { expected[n, map / taps, y, x + map % taps] += maps[n, map, y, x] }
                    }
                }
            }
            TensorsTests.expectClose(PlanarArray(output), expected)
        }
    }
}
