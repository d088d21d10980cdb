import Foundation

extension Tape {
    /// How far pixels of each image are from any colour of another, N×1: mean over pixels of max(0, d − margin), d the
    /// Euclidean RGB distance to the nearest of the target's pixels. Which one is nearest is not differentiated.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped.
    ///   - target: N×3×H′×W′ likewise; no gradient flows to it.
    ///   - pixels: which pixels of x are looked at, row · width + column; at least 1.
    ///   - targetPixels: which colours the target is taken to have; at least 1.
    ///   - margin: distances up to this are free.
    package func foreignLoss(
        _ x: Variable, target: Tensor, pixels: [Int], targetPixels: [Int], margin: Float = 0.06
    ) -> Variable {
        let shape = x.shape
        precondition(
            shape.channels == 3 && target.shape.channels == 3 && target.shape.batch == shape.batch
                && x.value.block == 1 && target.block == 1 && !pixels.isEmpty && !targetPixels.isEmpty,
            "foreign colours of \(shape) against \(target.shape)")
        let count = targetPixels.count
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        // dloss/dx at the pixels, N×pixels×3.
        var slopes = [SIMD3<Float>](repeating: .zero, count: shape.batch * pixels.count)
        let palette = [UnsafeMutablePointer<Float>](unsafeUninitializedCapacity: 3) { buffer, initialized in
            for channel in 0..<3 { buffer[channel] = .allocate(capacity: count) }
            initialized = 3
        }
        defer { for plane in palette { plane.deallocate() } }
        let distances = UnsafeMutablePointer<Float>.allocate(capacity: count)
        defer { distances.deallocate() }
        for image in 0..<shape.batch {
            for (channel, plane) in palette.enumerated() {
                let from = target.values + (3 * image + channel) * target.shape.area
                for (i, pixel) in targetPixels.enumerated() { plane[i] = from[pixel] }
            }
            let red = x.value.values + 3 * image * shape.area
            var total = 0.0
            for (i, pixel) in pixels.enumerated() {
                let colour = SIMD3(red[pixel], red[shape.area + pixel], red[2 * shape.area + pixel])
                let nearest = Self.nearest(to: colour, palette, count, distances)
                let difference =
                    colour - SIMD3(palette[0][nearest], palette[1][nearest], palette[2][nearest])
                let distance = (difference * difference).sum().squareRoot()
                guard distance > margin else { continue }
                total += Double(distance - margin)
                slopes[image * pixels.count + i] = difference / (distance * Float(pixels.count))
            }
            output.values[image] = Float(total / Double(pixels.count))
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for image in 0..<shape.batch {
                let red = dx.values + 3 * image * shape.area
                for (i, pixel) in pixels.enumerated() {
                    let slope = d.values[image] * slopes[image * pixels.count + i]
                    for channel in 0..<3 { red[channel * shape.area + pixel] += slope[channel] }
                }
            }
            x.accumulate(dx)
        }
    }

    /// Index of the nearest colour; `distances` is room for as many values. Two passes, since only the first one vectorises.
    private static func nearest(
        to colour: SIMD3<Float>, _ palette: [UnsafeMutablePointer<Float>], _ count: Int,
        _ distances: UnsafeMutablePointer<Float>
    ) -> Int {
        let (red, green, blue) = (palette[0], palette[1], palette[2])
        for i in 0..<count {
            let (r, g, b) = (red[i] - colour.x, green[i] - colour.y, blue[i] - colour.z)
            distances[i] = r * r + g * g + b * b
        }
        var best = 0
        for i in 1..<max(1, count) where distances[i] < distances[best] { best = i }
        return best
    }

    /// How far values lie outside what can be shown, N×1: 10 · mean(max(0, y − 1.1) + max(0, −0.1 − y)).
    ///
    /// x: N×C×H×W, not blocked.
    package func rangeLoss(_ x: Variable) -> Variable {
        let source = x.value
        precondition(source.block == 1, "the range of \(x.shape)")
        let images = x.shape.batch
        let each = source.count / images
        let scale = 10 / Float(each)
        let output = Tensor(uninitialized: Shape(images, 1), block: 1)
        for image in 0..<images {
            let values = source.values + image * each
            var total = 0.0
            for i in 0..<each { total += Double(max(0, values[i] - 1.1) + max(0, -0.1 - values[i])) }
            output.values[image] = Float(total) * scale
        }
        return result(output, from: [x]) { d in
            let dx = source.uninitializedLike()
            for image in 0..<images {
                let (from, to) = (source.values + image * each, dx.values + image * each)
                let slope = d.values[image] * scale
                for i in 0..<each { to[i] = from[i] > 1.1 ? slope : from[i] < -0.1 ? -slope : 0 }
            }
            x.accumulate(dx)
        }
    }

    /// max(0, log2(bound/(x + 1e-8))), element-wise: how many times x would have to double. x: above −1e-8, not blocked.
    package func shortfall(_ x: Variable, below bound: Float) -> Variable {
        let source = x.value
        precondition(source.block == 1 && bound > 0, "the shortfall of \(x.shape) below \(bound)")
        let floor: Float = 1e-8
        let output = source.uninitializedLike()
        for i in 0..<source.count { output.values[i] = max(0, log2(bound / (source.values[i] + floor))) }
        return result(output, from: [x]) { d in
            let dx = source.uninitializedLike()
            for i in 0..<source.count {
                let slope = -1 / (Float(M_LN2) * (source.values[i] + floor))
                dx.values[i] = output.values[i] > 0 ? d.values[i] * slope : 0
            }
            x.accumulate(dx)
        }
    }

    /// Half the extent by means of 2×2 pixels. x: N×C×H×W, not blocked, H and W even → N×C×H/2×W/2.
    package func halved(_ x: Variable) -> Variable {
        let (shape, source) = (x.shape, x.value)
        precondition(source.block == 1 && shape.height % 2 == 0 && shape.width % 2 == 0, "halving \(shape)")
        let output = Tensor(
            uninitialized: Shape(shape.batch, shape.channels, shape.height / 2, shape.width / 2), block: 1)
        let width = shape.width
        let rows = shape.batch * shape.channels * shape.height / 2
        for row in 0..<rows {
            let (upper, to) = (source.values + 2 * row * width, output.values + row * width / 2)
            let lower = upper + width
            for i in 0..<width / 2 {
                to[i] = 0.25 * (upper[2 * i] + upper[2 * i + 1] + lower[2 * i] + lower[2 * i + 1])
            }
        }
        return result(output, from: [x]) { d in
            let dx = source.uninitializedLike()
            for row in 0..<rows {
                let (upper, from) = (dx.values + 2 * row * width, d.values + row * width / 2)
                let lower = upper + width
                for i in 0..<width / 2 {
                    let share = 0.25 * from[i]
                    (upper[2 * i], upper[2 * i + 1], lower[2 * i], lower[2 * i + 1]) = (share, share, share, share)
                }
            }
            x.accumulate(dx)
        }
    }
}
