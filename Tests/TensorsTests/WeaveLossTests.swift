import Foundation
import Testing

@testable import Tensors

/// Fine texture that neither the style nor the content has, against the definition in double precision, value and derivative.
@Suite struct WeaveLossTests {
    private typealias Block = (left: Int, top: Int, weight: Double)

    private static func blocks(_ luma: [[Double]]) -> [Block] {
        var blocks: [Block] = []
        for shift in [0, 8] {
            for top in stride(from: shift, through: luma.count - 16, by: 16) {
                for left in stride(from: shift, through: luma[0].count - 16, by: 16) {
                    let values = (0..<256).map { luma[top + $0 / 16][left + $0 % 16] }
                    let mean = values.reduce(0, +) / 256
                    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 256
                    blocks.append((left, top, 1 / (variance + 1e-3)))
                }
            }
        }
        let total = blocks.reduce(0) { $0 + $1.weight }
        return blocks.map { ($0.left, $0.top, $0.weight / total) }
    }

    /// Power at `row` and `column` cycles in 16 pixels, by the definition of the transform.
    private static func power(_ plane: [[Double]], _ blocks: [Block], _ row: Int, _ column: Int) -> Double {
        blocks.reduce(0) { total, block in
            var (real, imaginary) = (0.0, 0.0)
            for y in 0..<16 {
                for x in 0..<16 {
                    let window = pow(sin(.pi * (Double(y) + 0.5) / 16) * sin(.pi * (Double(x) + 0.5) / 16), 2)
                    let angle = -2 * .pi * Double(row * y + column * x) / 16
                    let value = window * plane[block.top + y][block.left + x]
                    real += value * cos(angle)
                    imaginary += value * sin(angle)
                }
            }
            return total + block.weight * (real * real + imaginary * imaginary) / 36
        }
    }

    private static func planes(_ image: PlanarArray, _ n: Int) -> [[[Double]]] {
        [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]].map { factors in
            (0..<image.shape.height).map { y in
                (0..<image.shape.width).map { x in (0..<3).reduce(0.0) { $0 + factors[$1] * image[n, $1, y, x] } }
            }
        }
    }

    private static func weave(_ image: [[[Double]]], _ content: [[[Double]]], _ style: [[[Double]]]) -> Double {
        let (places, stylePlaces) = (blocks(content[0]), blocks(style[0]))
        return (0..<3).reduce(0.0) { sum, plane in
            var (total, count) = (0.0, 0.0)
            for k in 0...8 {
                for l in 0..<16 where max(k, min(l, 16 - l)) >= 2 {
                    let target = max(
                        power(content[plane], places, k, l), power(style[plane], stylePlaces, k, l))
                    let octaves = log2((power(image[plane], places, k, l) + 1e-4) / (target + 1e-4))
                    total += max(0, octaves) * max(0, octaves)
                    count += 1
                }
            }
            return sum + total / count / 3
        }
    }

    @Test func weaveAgreesWithTheDefinition() {
        let shape = Shape(2, 3, 24, 33)
        let content = PaintingLossTests.image(shape, seed: 9)
        let style = PaintingLossTests.image(Shape(2, 3, 20, 17), seed: 6).map { 0.5 + 0.3 * ($0 - 0.5) }
        verify([PaintingLossTests.image(shape, seed: 3)], coordinates: 6, tolerance: 3e-4) { tape, x, _ in
            [tape.weaveLoss(x[0], content: content.tensor(), style: style.tensor())]
        } reference: { operands in
            [
                PlanarArray(Shape(2, 1)) { n, _, _, _ in
                    Self.weave(Self.planes(operands[0], n), Self.planes(content, n), Self.planes(style, n))
                }
            ]
        }
    }

    /// Every period and direction, of a depth that is hardly seen.
    @Test(arguments: [(2, 0), (0, 4), (4, 4), (3, 2), (0, 8)])
    func aWeaveCosts(wave: (x: Int, y: Int)) {
        let shape = Shape(1, 3, 64, 64)
        let even = PlanarArray(shape) { _, _, _, x in 0.4 + 0.003 * Double(x) }
        let woven = PlanarArray(shape) { n, c, y, x in
            even[n, c, y, x] + 0.02 * cos(2 * .pi * Double(wave.x * x + wave.y * y) / 16)
        }
        let loss = { (image: PlanarArray, style: PlanarArray) in
            Tape(recording: false).weaveLoss(Variable(image.tensor()), content: even.tensor(), style: style.tensor())
                .value.scalar
        }
        #expect(loss(even, even) == 0 && loss(even, woven) == 0)
        #expect(loss(woven, even) > 0.3)
        #expect(loss(woven, woven) < 1e-6)
    }
}
