import Testing

@testable import Tensors

/// Hues that are to stay apart, against the definition in double precision, value and derivative.
@Suite struct SeparationLossTests {
    static func separation(_ image: [[Double]], _ content: [[Double]], width: Int) -> Double {
        let chroma = [[-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]].map { factors in
            content[0].indices.map { i in (0..<3).reduce(0.0) { $0 + factors[$1] * content[$1][i] } }
        }
        var (total, weight, windows) = (0.0, 0.0, 0.0)
        for top in 0...image[0].count / width - 7 {
            for left in 0...width - 7 {
                let centred = { ColourWindowReference.centred($0, width: width, top: top, left: left) }
                let (x, y) = (image.map(centred), chroma.map(centred))
                let variances = y.map(ColourWindowReference.variance)
                let u = (variances[0] + variances[1]) / 2
                for (y, v) in zip(y, variances) {
                    total += u / 2 * (v - ColourWindowReference.explained(y, by: x, ridge: 1e-3)) / (v + 1e-4)
                }
                weight += u
                windows += 1
            }
        }
        return total / max(weight, 1e-4 * windows)
    }

    @Test(arguments: [1.0, 0.01])
    func separationAgreesWithTheDefinition(colour: Double) {
        let shape = Shape(2, 3, 9, 11)
        let content = PaintingLossTests.image(shape, seed: 9).map { 0.5 + colour * ($0 - 0.5) }
        verify([PaintingLossTests.image(shape, seed: 3)], tolerance: 3e-5) { tape, x, _ in
            [tape.separationLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    Self.separation(
                        (0..<3).map { Array(operands[0].plane(n, $0)) }, (0..<3).map { Array(content.plane(n, $0)) },
                        width: 11)
                }
            ]
        }
    }

    @Test func huesThatMergeCostAndOnesThatChangeDoNot() {
        let shape = Shape(1, 3, 32, 32)
        let content = PlanarArray(shape) { _, c, y, x in c == (x / 8 + y / 8) % 2 ? 0.7 : 0.3 }
        let loss = { (image: PlanarArray) in
            Tape(recording: false).separationLoss(Variable(image.tensor()), content: content.tensor()).value.scalar
        }
        let other = PlanarArray(shape) { _, c, y, x in c == 1 + (x / 8 + y / 8) % 2 ? 0.9 : 0.2 }
        #expect(loss(content) < 0.1 && loss(other) < 0.1)
        #expect(loss(content.map { _ in 0.5 }) > 0.9)
    }
}

/// A local linear model in double precision.
enum ColourWindowReference {
    /// Deviations from the mean of a 7×7 window.
    static func centred(_ plane: [Double], width: Int, top: Int, left: Int) -> [Double] {
        let values = (0..<49).map { plane[(top + $0 / 7) * width + left + $0 % 7] }
        let mean = values.reduce(0, +) / 49
        return values.map { $0 - mean }
    }

    static func variance(_ centred: [Double]) -> Double { centred.reduce(0) { $0 + $1 * $1 } / 49 }

    /// Of three planes and the three of the content, all of one width.
    static func fringes(_ image: [[Double]], _ content: [[Double]], width: Int) -> Double {
        var (total, weight) = (0.0, 0.0)
        for top in 0...image[0].count / width - 7 {
            for left in 0...width - 7 {
                let c = content.map { centred($0, width: width, top: top, left: left) }
                let u = c.reduce(0) { $0 + variance($1) } / 3
                for plane in image {
                    let x = centred(plane, width: width, top: top, left: left)
                    let v = variance(x)
                    total += u / 3 * (v - explained(x, by: c, ridge: 1e-4)) / (v + 1e-3)
                }
                weight += u
            }
        }
        return total / weight
    }

    /// (C + ridge·I) s = k by elimination: kᵀs.
    static func explained(_ x: [Double], by channels: [[Double]], ridge: Double) -> Double {
        func covariance(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / 49 }
        var rows = (0..<3).map { p in
            (0..<3).map { covariance(channels[p], channels[$0]) + ($0 == p ? ridge : 0) } + [covariance(channels[p], x)]
        }
        let k = rows.map { $0[3] }
        for p in 0..<3 {
            for q in 0..<3 where q != p {
                let factor = rows[q][p] / rows[p][p]
                for r in 0..<4 { rows[q][r] -= factor * rows[p][r] }
            }
        }
        return (0..<3).reduce(0) { $0 + k[$1] * rows[$1][3] / rows[$1][$1] }
    }
}
