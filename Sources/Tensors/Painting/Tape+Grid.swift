extension Tape {
    /// How much of each image repeats with the grid of places that the networks work on, N×1: 1000 times the mean over blocks of
    /// 32×32 pixels and over channels of the mean square, over the 16 places of a 4×4 cell, of the band x − gauss(x, σ = 1)
    /// averaged over the block's cells. A texture averages out; a weave of 4 pixels, as networks that halve and double twice
    /// are prone to, does not.
    ///
    /// x: N×C×H×W, planar, at least 32×32; what is left of the last whole block is not looked at.
    package func gridLoss(_ x: Variable) -> Variable {
        let shape = x.shape
        precondition(
            x.value.block == 1 && min(shape.height, shape.width) >= GridMap.block, "the grid of \(shape)")
        let maps = (0..<shape.batch * shape.channels).map { GridMap(x.value.values + $0 * shape.area, shape) }
        let scale = 1000 / Float(shape.channels)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        for image in 0..<shape.batch {
            let own = maps[image * shape.channels..<(image + 1) * shape.channels]
            output.values[image] = scale * own.reduce(0) { $0 + $1.meanSquare }
        }
        return result(output, from: [x]) { d in
            let dx = x.value.uninitializedLike()
            for (plane, map) in maps.enumerated() {
                map.writeGradient(to: dx.values + plane * shape.area, scale: scale * d.values[plane / shape.channels])
            }
            x.accumulate(dx)
        }
    }
}

/// The grid of one channel of one image.
private final class GridMap {
    static let block = 32
    private static let cell = 4

    private let width: Int
    private let height: Int
    /// For each block, the mean of the band at each place of the cells.
    private let means: [Float]
    let meanSquare: Float

    init(_ values: UnsafePointer<Float>, _ shape: Shape) {
        (width, height) = (shape.width, shape.height)
        let plane = WindowedPlane(width: width, height: height)
        plane.values.update(from: values, count: plane.count)
        let blurred = plane.blurred()
        let (rows, columns, places) = (height / Self.block, width / Self.block, Self.cell * Self.cell)
        var means = [Float](repeating: 0, count: rows * columns * places)
        let share = Float(places) / Float(Self.block * Self.block)
        for y in 0..<rows * Self.block {
            for x in 0..<columns * Self.block {
                let index = Self.index(x, y, columns)
                means[index] += share * (plane.values[y * width + x] - blurred.values[y * width + x])
            }
        }
        self.means = means
        meanSquare = means.reduce(0) { $0 + $1 * $1 } / Float(means.count)
    }

    private static func index(_ x: Int, _ y: Int, _ columns: Int) -> Int {
        (y / block * columns + x / block) * cell * cell + y % cell * cell + x % cell
    }

    /// Writes scale·d(meanSquare)/dx.
    func writeGradient(to dx: UnsafeMutablePointer<Float>, scale: Float) {
        let dBand = WindowedPlane(width: width, height: height)
        dBand.values.update(repeating: 0, count: dBand.count)
        let (rows, columns) = (height / Self.block, width / Self.block)
        let factor =
            scale * 2 / Float(means.count) * Float(Self.cell * Self.cell) / Float(Self.block * Self.block)
        for y in 0..<rows * Self.block {
            for x in 0..<columns * Self.block {
                dBand.values[y * width + x] = factor * means[Self.index(x, y, columns)]
            }
        }
        let spread = dBand.blurTransposed()
        for i in 0..<dBand.count { dx[i] = dBand.values[i] - spread.values[i] }
    }
}
