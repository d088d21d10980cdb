import Foundation

/// The power of a plane's spatial frequencies: means over blocks of 16×16 pixels under a window, of which flat ones count most.
final class BlockSpectrum {
    static let side = 16
    /// Frequencies kept: rows 0…8, columns 0…15, cycles in 16 pixels; the rest are conjugates of these.
    static let count = rows * side
    private static let rows = side / 2 + 1

    /// Σ over a block of the squares of its window, (Σ sin⁴)²: with it white noise has its variance at every frequency.
    private static let energy: Float = 36

    /// Mean power at each frequency, row by row.
    private(set) var power = [Float](repeating: 0, count: count)

    private let plane: WindowedPlane
    private let blocks: [Block]
    /// Of each block, the real parts of its transform and then the imaginary ones.
    private var transforms: [Float]

    /// Where a block lies and what it counts; the sum over all is 1.
    struct Block {
        let left: Int, top: Int
        var weight: Float
    }

    /// Blocks that tile a plane, and those between four of them, weighed by 1/(σ² + 1e-3), σ² the variance of `luma` in a block.
    static func blocks(of luma: WindowedPlane) -> [Block] {
        var blocks: [Block] = []
        for shift in [0, side / 2] {
            for top in stride(from: shift, through: luma.height - side, by: side) {
                for left in stride(from: shift, through: luma.width - side, by: side) {
                    var (sum, squares): (Float, Float) = (0, 0)
                    for y in top..<top + side {
                        for x in left..<left + side {
                            let value = luma.values[y * luma.width + x]
                            sum += value
                            squares += value * value
                        }
                    }
                    let n = Float(side * side)
                    let variance = max(0, squares / n - (sum / n) * (sum / n))
                    blocks.append(Block(left: left, top: top, weight: 1 / (variance + 1e-3)))
                }
            }
        }
        let total = blocks.reduce(0) { $0 + $1.weight }
        for i in blocks.indices { blocks[i].weight /= total }
        return blocks
    }

    init(_ plane: WindowedPlane, _ blocks: [Block]) {
        (self.plane, self.blocks) = (plane, blocks)
        transforms = [Float](repeating: 0, count: blocks.count * 2 * Self.count)
        let basis = Basis.shared
        transforms.withUnsafeMutableBufferPointer { all in
            power.withUnsafeMutableBufferPointer { power in
                for (index, block) in blocks.enumerated() {
                    let real = all.baseAddress! + index * 2 * Self.count
                    let imaginary = real + Self.count
                    basis.transform(plane.values + block.top * plane.width + block.left, plane.width, real, imaginary)
                    let share = block.weight / Self.energy
                    for k in 0..<Self.count {
                        power[k] += share * (real[k] * real[k] + imaginary[k] * imaginary[k])
                    }
                }
            }
        }
    }

    /// Σ by[k] · d(power[k])/d(plane).
    func gradient(by: [Float]) -> WindowedPlane {
        let result = plane.unfilled()
        result.values.update(repeating: 0, count: result.count)
        let basis = Basis.shared
        var scaled = [Float](repeating: 0, count: 2 * Self.count)
        transforms.withUnsafeBufferPointer { all in
            for (index, block) in blocks.enumerated() {
                let from = all.baseAddress! + index * 2 * Self.count
                let share = 2 * block.weight / Self.energy
                for k in 0..<Self.count {
                    scaled[k] = share * by[k] * from[k]
                    scaled[Self.count + k] = share * by[k] * from[Self.count + k]
                }
                basis.addTransposed(scaled, to: result.values + block.top * plane.width + block.left, plane.width)
            }
        }
        return result
    }

    /// Windowed cosines and sines: e(k, i) = w(i)·exp(2πi·k·i/16), w(i) = sin²(π(i + ½)/16).
    private struct Basis {
        static let shared = Basis()
        /// 16×16, frequency by place.
        private let cosines: [Float]
        private let sines: [Float]

        private init() {
            let side = BlockSpectrum.side
            func table(_ function: (Double) -> Double) -> [Float] {
                (0..<side * side).map { index in
                    let (k, i) = (index / side, index % side)
                    let window = sin(.pi * (Double(i) + 0.5) / Double(side))
                    return Float(window * window * function(2 * .pi * Double(k * i % side) / Double(side)))
                }
            }
            (cosines, sines) = (table { cos($0) }, table { -sin($0) })
        }

        /// F = E·X·Eᵀ: rows 0…8 of E from the left, all from the right.
        func transform(
            _ x: UnsafePointer<Float>, _ stride: Int, _ real: UnsafeMutablePointer<Float>,
            _ imaginary: UnsafeMutablePointer<Float>
        ) {
            let side = BlockSpectrum.side
            withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * BlockSpectrum.count) { columns in
                // Down the columns: rows of frequencies by places.
                let (c, s) = (columns.baseAddress!, columns.baseAddress! + BlockSpectrum.count)
                columns.update(repeating: 0)
                for k in 0..<BlockSpectrum.rows {
                    for i in 0..<side {
                        let (a, b) = (cosines[k * side + i], sines[k * side + i])
                        let row = x + i * stride
                        for j in 0..<side {
                            c[k * side + j] += a * row[j]
                            s[k * side + j] += b * row[j]
                        }
                    }
                }
                real.update(repeating: 0, count: BlockSpectrum.count)
                imaginary.update(repeating: 0, count: BlockSpectrum.count)
                // The tables without their window are symmetrical, so frequencies run along the inner loop.
                for k in 0..<BlockSpectrum.rows {
                    let (toReal, toImaginary) = (real + k * side, imaginary + k * side)
                    for j in 0..<side {
                        let (p, q) = (c[k * side + j], s[k * side + j])
                        for l in 0..<side {
                            let (a, b) = (cosines[l * side + j], sines[l * side + j])
                            toReal[l] += p * a - q * b
                            toImaginary[l] += p * b + q * a
                        }
                    }
                }
            }
        }

        /// The transpose of `transform`, added.
        func addTransposed(_ values: [Float], to x: UnsafeMutablePointer<Float>, _ stride: Int) {
            let (side, count) = (BlockSpectrum.side, BlockSpectrum.count)
            withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * count) { columns in
                columns.update(repeating: 0)
                let (c, s) = (columns.baseAddress!, columns.baseAddress! + count)
                for k in 0..<BlockSpectrum.rows {
                    for l in 0..<side {
                        let (p, q) = (values[k * side + l], values[count + k * side + l])
                        for j in 0..<side {
                            let (a, b) = (cosines[l * side + j], sines[l * side + j])
                            c[k * side + j] += p * a + q * b
                            s[k * side + j] += q * a - p * b
                        }
                    }
                }
                for k in 0..<BlockSpectrum.rows {
                    for i in 0..<side {
                        let (a, b) = (cosines[k * side + i], sines[k * side + i])
                        let row = x + i * stride
                        for j in 0..<side { row[j] += a * c[k * side + j] + b * s[k * side + j] }
                    }
                }
            }
        }
    }
}
