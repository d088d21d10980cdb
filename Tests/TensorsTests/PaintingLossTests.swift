import Foundation
import Testing

@testable import Tensors

/// The losses that make an agent paint, against their definitions in double precision, value and derivative.
@Suite struct PaintingLossTests {
    private static let luma = [0.299, 0.587, 0.114]

    /// Smooth enough for windows to have edges, rough enough for all bands to have something.
    static func image(_ shape: Shape, seed: Int) -> PlanarArray {
        let rough = PlanarArray(random: shape, seed: seed, scale: 0.25)
        return PlanarArray(shape) { n, c, y, x in
            0.5 + 0.25 * sin(0.4 * Double(x) + Double(n + seed)) * cos(0.3 * Double(y) + Double(c)) + rough[n, c, y, x]
        }
    }

    static func lumas(_ image: PlanarArray, _ n: Int) -> [[Double]] {
        (0..<image.shape.height).map { y in
            (0..<image.shape.width).map { x in (0..<3).reduce(0.0) { $0 + luma[$1] * image[n, $1, y, x] } }
        }
    }

    // MARK: Edges

    static func edges(_ a: [[Double]], _ b: [[Double]]) -> Double {
        var (total, weight) = (0.0, 0.0)
        for top in 0...a.count - 7 {
            for left in 0...a[0].count - 7 {
                let places = (0..<49).map { (top + $0 / 7, left + $0 % 7) }
                let (x, y) = (places.map { a[$0.0][$0.1] }, places.map { b[$0.0][$0.1] })
                let (m, t) = (x.reduce(0, +) / 49, y.reduce(0, +) / 49)
                let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - m) * ($1.1 - t) } / 49
                let (s, u) = (
                    (x.reduce(0) { $0 + ($1 - m) * ($1 - m) } / 49 + 1e-10).squareRoot(),
                    (y.reduce(0) { $0 + ($1 - t) * ($1 - t) } / 49).squareRoot()
                )
                total += u * (1 - (covariance + 2e-4) / (s * u + 2e-4))
                weight += u
            }
        }
        return total / weight
    }

    static func halved(_ a: [[Double]]) -> [[Double]] {
        (0..<a.count / 2).map { y -> [Double] in
            let (upper, lower) = (a[2 * y], a[2 * y + 1])
            return (0..<upper.count / 2).map { x -> Double in
                let top: Double = upper[2 * x] + upper[2 * x + 1]
                let bottom: Double = lower[2 * x] + lower[2 * x + 1]
                return (top + bottom) / 4
            }
        }
    }

    @Test(arguments: [Shape(2, 3, 15, 20), Shape(1, 3, 14, 17)])
    func edgesAgreeWithTheDefinition(shape: Shape) {
        let content = Self.image(shape, seed: 9)
        verify([Self.image(shape, seed: 3)], tolerance: 3e-5) { tape, x, _ in
            [tape.edgeLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(shape.batch, 1)) { n, _, _, _ in
                    let (a, b) = (Self.lumas(operands[0], n), Self.lumas(content, n))
                    return (Self.edges(a, b) + Self.edges(Self.halved(a), Self.halved(b))) / 2
                }
            ]
        }
    }

    @Test func edgesOfOtherContrastAndColourAreFreeAndANegativeCostsTwo() {
        let content = Self.image(Shape(1, 3, 16, 16), seed: 5)
        let loss = { (image: PlanarArray) in
            Tape(recording: false).edgeLoss(Variable(image.tensor()), content: content.tensor()).value.scalar
        }
        #expect(loss(content) < 1e-3)
        #expect(loss(content.map { 0.3 + 0.5 * $0 }) < 2e-2)
        #expect(loss(content.map { 1 - $0 }) > 1.9)
    }

    @Test func fringesAgreeWithTheDefinition() {
        let shape = Shape(2, 3, 9, 11)
        let content = Self.image(shape, seed: 9)
        verify([Self.image(shape, seed: 3)], tolerance: 3e-5) { tape, x, _ in
            [tape.fringeLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    ColourWindowReference.fringes(
                        (0..<3).map { Array(operands[0].plane(n, $0)) }, (0..<3).map { Array(content.plane(n, $0)) },
                        width: 11)
                }
            ]
        }
    }

    // MARK: Strokes

    private static func blurred(_ x: [[Double]]) -> [[Double]] {
        let weights = (-4...4).map { exp(-0.5 * Double($0 * $0)) }
        let kernel = weights.map { $0 / weights.reduce(0, +) }
        func mirrored(_ i: Int, _ n: Int) -> Int {
            var i = i
            while i < 0 || i >= n { i = i < 0 ? -1 - i : 2 * n - 1 - i }
            return i
        }
        let (height, width) = (x.count, x[0].count)
        let rows = x.map { row in
            (0..<width).map { column in
                (-4...4).reduce(0.0) { $0 + kernel[$1 + 4] * row[mirrored(column + $1, width)] }
            }
        }
        return (0..<height).map { row in
            (0..<width).map { column in
                (-4...4).reduce(0.0) { $0 + kernel[$1 + 4] * rows[mirrored(row + $1, height)][column] }
            }
        }
    }

    private static func deviations(_ luma: [[Double]]) -> [Double] {
        var x = luma
        return (0..<4).map { _ in
            let (height, width) = (x.count, x[0].count)
            let blurred = blurred(x)
            let band = zip(x, blurred).flatMap { zip($0, $1).map { $0 - $1 } }
            let mean = band.reduce(0, +) / Double(band.count)
            let deviation = (band.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(band.count)).squareRoot()
            x = stride(from: 0, to: height, by: 2).map { row in
                stride(from: 0, to: width, by: 2).map { blurred[row][$0] }
            }
            return deviation
        }
    }

    @Test(arguments: [Shape(2, 3, 20, 33), Shape(1, 3, 9, 12)])
    func strokesAgreeWithTheDefinition(shape: Shape) {
        let style = Self.image(Shape(shape.batch, 3, 24, 18), seed: 8)
        let target = Tape.strokeDeviations(style.tensor())
        for n in 0..<shape.batch {
            for (found, expected) in zip(target[n], Self.deviations(Self.lumas(style, n))) {
                #expect(abs(Double(found) - expected) < 1e-6)
            }
        }
        verify([Self.image(shape, seed: 4)], tolerance: 3e-5) { tape, x, _ in
            [tape.strokeLoss(x[0], target: target)]
        } reference: { operands in
            [
                PlanarArray(Shape(shape.batch, 1)) { n, _, _, _ in
                    let own = Self.deviations(Self.lumas(operands[0], n))
                    return zip(own, Self.deviations(Self.lumas(style, n))).reduce(0) {
                        $0 + pow(log2(($1.0 + 1e-3) / ($1.1 + 1e-3)), 2) / 4
                    }
                }
            ]
        }
    }

    @Test(arguments: [0, 1])
    func strokesOfColourAgreeWithTheDefinition(chroma: Int) {
        let plane = ColourPlane.chroma[chroma]
        let style = Self.image(Shape(1, 3, 24, 18), seed: 8)
        let target = Tape.strokeDeviations(style.tensor(), of: plane)
        func deviations(_ image: PlanarArray) -> [Double] {
            Self.deviations(
                (0..<image.shape.height).map { y in
                    (0..<image.shape.width).map { x in
                        (0..<3).reduce(0.0) { $0 + Double(plane.factors[$1]) * image[0, $1, y, x] }
                    }
                })
        }
        verify([Self.image(Shape(1, 3, 20, 33), seed: 4)], tolerance: 3e-5) { tape, x, _ in
            [tape.strokeLoss(x[0], of: plane, target: target)]
        } reference: { operands in
            [
                PlanarArray(Shape(1, 1)) { _, _, _, _ in
                    zip(deviations(operands[0]), deviations(style)).reduce(0) {
                        $0 + pow(log2(($1.0 + 1e-3) / ($1.1 + 1e-3)), 2) / 4
                    }
                }
            ]
        }
    }

    @Test func theGridAgreesWithTheDefinition() {
        let shape = Shape(2, 2, 35, 66)
        verify([Self.image(shape, seed: 3)], coordinates: 4) { tape, x, _ in
            [tape.gridLoss(x[0])]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    var total = 0.0
                    for channel in 0..<2 {
                        let plane = Array(operands[0].plane(n, channel))
                        let rows = (0..<35).map { Array(plane[$0 * 66..<($0 + 1) * 66]) }
                        let soft = Self.blurred(rows)
                        for block in 0..<2 {
                            for place in 0..<16 {
                                var sum = 0.0
                                for cell in 0..<64 {
                                    let (y, x) = (cell / 8 * 4 + place / 4, 32 * block + cell % 8 * 4 + place % 4)
                                    sum += (rows[y][x] - soft[y][x]) / 64
                                }
                                total += sum * sum / 64
                            }
                        }
                    }
                    return 1000 * total
                }
            ]
        }
    }

    @Test func aWeaveCostsAndItsShiftAsMuchButATextureDoesNot() {
        let shape = Shape(1, 3, 64, 64)
        let loss = { (image: PlanarArray) in
            Tape(recording: false).gridLoss(Variable(image.tensor())).value.scalar
        }
        let weave = PlanarArray(shape) { _, _, y, x in (x % 4 == 0) == (y % 4 == 0) ? 0.55 : 0.45 }
        let shifted = PlanarArray(shape) { _, _, y, x in (x % 4 == 1) == (y % 4 == 2) ? 0.55 : 0.45 }
        let texture = PlanarArray(random: shape, seed: 3, scale: 0.09, offset: 0.5)
        #expect(loss(weave) > 0.5 && abs(loss(weave) - loss(shifted)) < 0.05 * loss(weave))
        #expect(loss(texture) < 0.05 * loss(weave))
    }
}
