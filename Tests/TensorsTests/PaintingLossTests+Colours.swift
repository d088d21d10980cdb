import Foundation
import Testing

@testable import Tensors

/// The losses of colours.
extension PaintingLossTests {
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
