import Foundation
import Testing

@testable import Tensors

/// The losses that make an agent paint, against their definitions in double precision, value and derivative.
@Suite struct PaintingLossTests {
    private static let luma = [0.299, 0.587, 0.114]

    /// Smooth enough for windows to have edges, rough enough for all bands to have something.
    private static func image(_ shape: Shape, seed: Int) -> PlanarArray {
        let rough = PlanarArray(random: shape, seed: seed, scale: 0.25)
        return PlanarArray(shape) { n, c, y, x in
            0.5 + 0.25 * sin(0.4 * Double(x) + Double(n + seed)) * cos(0.3 * Double(y) + Double(c)) + rough[n, c, y, x]
        }
    }

    private static func lumas(_ image: PlanarArray, _ n: Int) -> [[Double]] {
        (0..<image.shape.height).map { y in
            (0..<image.shape.width).map { x in (0..<3).reduce(0.0) { $0 + luma[$1] * image[n, $1, y, x] } }
        }
    }

    // MARK: Edges

    private static func edges(_ a: [[Double]], _ b: [[Double]]) -> Double {
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

    private static func halved(_ a: [[Double]]) -> [[Double]] {
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
        func fringes(_ a: [Double], _ b: [[Double]], width: Int) -> Double {
            var (total, weight) = (0.0, 0.0)
            for top in 0...b.count - 7 {
                for left in 0...width - 7 {
                    let places = (0..<49).map { (top + $0 / 7, left + $0 % 7) }
                    let (x, y) = (places.map { a[$0.0 * width + $0.1] }, places.map { b[$0.0][$0.1] })
                    let (m, t) = (x.reduce(0, +) / 49, y.reduce(0, +) / 49)
                    let k = zip(x, y).reduce(0) { $0 + ($1.0 - m) * ($1.1 - t) } / 49
                    let v = x.reduce(0) { $0 + ($1 - m) * ($1 - m) } / 49
                    let u = y.reduce(0) { $0 + ($1 - t) * ($1 - t) } / 49
                    total += u * (v - k * k / (u + 1e-4)) / (v + 1e-3)
                    weight += u
                }
            }
            return total / weight
        }
        verify([Self.image(shape, seed: 3)], tolerance: 3e-5) { tape, x, _ in
            [tape.fringeLoss(x[0], content: content.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    let luma = Self.lumas(content, n)
                    return (0..<3).reduce(0.0) { $0 + fringes(Array(operands[0].plane(n, $1)), luma, width: 11) / 3 }
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

    // MARK: Colours

    /// a and b of OKLab, times 4, with cube roots of value + 1e-3.
    private static func chroma(_ rgb: [Double]) -> [Double] {
        let linear = rgb.map { value -> Double in
            let value = min(1, max(0, value))
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let mix = { (row: [Double]) in cbrt(zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } + 1e-3) }
        let l = mix([0.4122214708, 0.5363325363, 0.0514459929])
        let m = mix([0.2119034982, 0.6806995451, 0.1073969566])
        let s = mix([0.0883024619, 0.2817188376, 0.6299787005])
        return [
            4 * (1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s),
            4 * (0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s),
        ]
    }

    @Test(arguments: [(ColourSpace.rgb, nil), (.chroma, nil), (.rgb, Float(0.3))])
    func palettesAgreeWithTheDefinition(space: ColourSpace, ends: Float?) {
        let shape = Shape(2, 3, 6, 5)
        let style = Self.image(Shape(2, 3, 4, 9), seed: 6)
        let (pixels, stylePixels) = ([0, 3, 7, 12, 20, 29, 7], [1, 5, 9, 33, 35, 14, 20])
        let directions: [[Float]] =
            space == .rgb ? [[0.6, 0, 0.8], [0, -1, 0], [0.36, 0.48, 0.8]] : [[0.6, 0.8], [0, 1]]
        func projections(_ image: PlanarArray, _ n: Int, _ pixels: [Int], _ direction: [Float]) -> [Double] {
            pixels.map { pixel in
                let rgb = (0..<3).map { image.plane(n, $0)[image.plane(n, $0).startIndex + pixel] }
                return zip(space == .rgb ? rgb : Self.chroma(rgb), direction).reduce(0) { $0 + $1.0 * Double($1.1) }
            }.sorted()
        }
        // Values below 0 and above 1 too, where chroma has no slope.
        let image = Self.image(shape, seed: 2).map { 1.4 * $0 - 0.2 }
        verify([image], coordinates: 30) { tape, x, _ in
            [
                tape.paletteLoss(
                    x[0], target: style.tensor(), pixels: pixels, targetPixels: stylePixels, directions: directions,
                    in: space, ends: ends)
            ]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    directions.reduce(0.0) { sum, direction in
                        let own = projections(operands[0], n, pixels, direction)
                        let other = projections(style, n, stylePixels, direction)
                        // Of seven ranks the two lowest and the two highest.
                        let ranks = ends == nil ? Array(0..<7) : [0, 1, 5, 6]
                        return sum + ranks.reduce(0) { $0 + pow(own[$1] - other[$1], 2) } / Double(ranks.count)
                    } / Double(directions.count)
                }
            ]
        }
    }

    @Test func chromaIsBlindToLightness() {
        var grey: [Float] = [1, 1]
        for value in [Float(0), 0.2, 0.7, 1] {
            ColourSpace.chroma.convert(value, value, value, to: &grey)
            #expect(abs(grey[0]) < 1e-4 && abs(grey[1]) < 1e-4)
        }
    }

    @Test func foreignColoursAgreeWithTheDefinition() {
        let shape = Shape(2, 3, 6, 5)
        let style = Self.image(Shape(2, 3, 4, 9), seed: 7)
        let (pixels, stylePixels) = ([0, 3, 7, 12, 20, 29, 7], [1, 5, 9, 33, 35])
        func colour(_ image: PlanarArray, _ n: Int, _ pixel: Int) -> [Double] {
            (0..<3).map { image.plane(n, $0)[image.plane(n, $0).startIndex + pixel] }
        }
        verify([Self.image(shape, seed: 2)], coordinates: 30) { tape, x, _ in
            [tape.foreignLoss(x[0], target: style.tensor(), pixels: pixels, targetPixels: stylePixels)]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    pixels.reduce(0.0) { sum, pixel in
                        let own = colour(operands[0], n, pixel)
                        let nearest =
                            stylePixels.map { stylePixel in
                                zip(own, colour(style, n, stylePixel)).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
                                    .squareRoot()
                            }.min() ?? 0
                        return sum + max(0, nearest - 0.06) / 7
                    }
                }
            ]
        }
    }

    @Test func coloursOfTheStyleCostNothing() {
        let style = Self.image(Shape(1, 3, 5, 4), seed: 1).tensor()
        let all = Array(0..<20)
        let tape = Tape(recording: false)
        let shuffled = Array(all.reversed())
        #expect(
            tape.paletteLoss(
                Variable(style), target: style, pixels: all, targetPixels: shuffled, directions: [[0, 0, 1]], in: .rgb
            ).value.scalar == 0)
        #expect(
            tape.foreignLoss(Variable(style), target: style, pixels: all, targetPixels: shuffled).value.scalar == 0)
    }

    @Test func aShortfallCountsDoublings() {
        let values = PlanarArray(Shape(4, 1)) { n, _, _, _ in [0.001, 0.0041, 0.0039, 0.02][n] }
        verify([values]) { tape, x, _ in
            [tape.shortfall(x[0], below: 0.004)]
        } reference: { operands in
            [operands[0].map { max(0, log2(0.004 / ($0 + 1e-8))) }]
        }
    }

    @Test func rangeAndHalvingAgreeWithTheirDefinitions() {
        let shape = Shape(2, 3, 4, 6)
        let image = PlanarArray(random: shape, seed: 12, scale: 1, offset: 0.5)
        #expect(image.values.contains { $0 > 1.1 } && image.values.contains { $0 < -0.1 })
        verify([image]) { tape, x, _ in
            [tape.rangeLoss(x[0]), tape.halved(x[0])]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ -> Double in
                    let values: [Double] = (0..<3).flatMap { operands[0].plane(n, $0) }
                    let beyond: [Double] = values.map { max(0, $0 - 1.1) + max(0, -0.1 - $0) }
                    return beyond.reduce(0, +) * 10 / 72
                },
                PlanarArray(Shape(2, 3, 2, 3)) { n, c, y, x -> Double in
                    let four: [Double] = (0..<4).map { operands[0][n, c, 2 * y + $0 / 2, 2 * x + $0 % 2] }
                    return four.reduce(0, +) / 4
                },
            ]
        }
    }
}
