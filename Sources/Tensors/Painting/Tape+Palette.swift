extension Tape {
    /// How far the colours of each image are from those of another, N×1: the squared sliced Wasserstein-2 distance. Along each
    /// direction the projected colours of both are sorted; the mean over ranks and directions of the squared differences.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped.
    ///   - target: N×3×H′×W′ likewise; no gradient flows to it.
    ///   - pixels: which pixels of x are looked at, row · width + column; at least 1.
    ///   - targetPixels: as many of the target.
    ///   - directions: unit vectors of `space.dimensions` coordinates.
    ///   - ends: where given, only the lowest and the highest ranks count, this share of all at either end, at most ½: in a
    ///     mean over all they weigh little, and a picture without its darks and lights is pale.
    package func paletteLoss(
        _ x: Variable, target: Tensor, pixels: [Int], targetPixels: [Int], directions: [[Float]], in space: ColourSpace,
        ends: Float? = nil
    ) -> Variable {
        let shape = x.shape
        precondition(
            shape.channels == 3 && target.shape.channels == 3 && target.shape.batch == shape.batch
                && x.value.block == 1 && target.block == 1 && !pixels.isEmpty && pixels.count == targetPixels.count
                && directions.allSatisfy { $0.count == space.dimensions },
            "the palette of \(shape) and \(target.shape) at \(pixels.count) and \(targetPixels.count) pixels")
        let count = pixels.count
        let few = ends.map { min(count / 2, max(1, Int($0 * Float(count)))) }
        let ranks = few.map { Array(0..<$0) + Array(count - $0..<count) } ?? Array(0..<count)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        let isWanted = isRecording && x.needsGradient
        // dloss/dx at the pixels, N×3×count.
        let slopes = Tensor(repeating: 0, shape: Shape(shape.batch, 3, 1, count))
        for image in 0..<shape.batch {
            let own = PaletteSample(x.value, image: image, pixels: pixels, space: space, hasJacobian: isWanted)
            let other = PaletteSample(target, image: image, pixels: targetPixels, space: space, hasJacobian: false)
            let scale = 1 / Float(ranks.count * directions.count)
            var total = 0.0
            for direction in directions {
                let (ranked, targets) = (own.ranked(along: direction), other.sorted(along: direction))
                for rank in ranks {
                    let difference = ranked[rank].value - targets[rank]
                    total += Double(difference * difference)
                    if isWanted {
                        own.add(2 * scale * difference, direction, at: ranked[rank].index)
                    }
                }
            }
            output.values[image] = Float(total) * scale
            if isWanted { own.storeGradient(slopes.values + 3 * image * count) }
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for image in 0..<shape.batch {
                for channel in 0..<3 {
                    let to = dx.values + (3 * image + channel) * shape.area
                    let from = slopes.values + (3 * image + channel) * count
                    for (i, pixel) in pixels.enumerated() { to[pixel] += d.values[image] * from[i] }
                }
            }
            x.accumulate(dx)
        }
    }
}

/// Some pixels of one image in a colour space.
private final class PaletteSample {
    private let count: Int
    private let dimensions: Int
    /// count × dimensions.
    private let coordinates: UnsafeMutablePointer<Float>
    /// count × 3 × dimensions; and dloss/dcoordinates, count × dimensions.
    private let jacobians: UnsafeMutablePointer<Float>?
    private let gradients: UnsafeMutablePointer<Float>?

    init(_ x: Tensor, image: Int, pixels: [Int], space: ColourSpace, hasJacobian: Bool) {
        (count, dimensions) = (pixels.count, space.dimensions)
        coordinates = .allocate(capacity: count * dimensions)
        jacobians = hasJacobian ? .allocate(capacity: 3 * count * dimensions) : nil
        gradients = hasJacobian ? .allocate(capacity: count * dimensions) : nil
        gradients?.update(repeating: 0, count: count * dimensions)
        let area = x.shape.area
        let red = x.values + 3 * image * area
        for (i, pixel) in pixels.enumerated() {
            precondition(pixel >= 0 && pixel < area, "pixel \(pixel) of \(x.shape)")
            space.convert(
                red[pixel], red[area + pixel], red[2 * area + pixel], to: coordinates + i * dimensions,
                jacobian: jacobians.map { $0 + 3 * i * dimensions })
        }
    }

    deinit {
        coordinates.deallocate()
        jacobians?.deallocate()
        gradients?.deallocate()
    }

    /// Projections in ascending order, with the pixels they are of.
    func ranked(along direction: [Float]) -> [(value: Float, index: Int)] {
        RadixSort.ranked(count: count) { projection($0, direction) }
    }

    /// The same without the pixels.
    func sorted(along direction: [Float]) -> [Float] {
        RadixSort.ascending(count: count) { projection($0, direction) }
    }

    private func projection(_ index: Int, _ direction: [Float]) -> Float {
        var value: Float = 0
        for j in 0..<dimensions { value += direction[j] * coordinates[index * dimensions + j] }
        return value
    }

    func add(_ slope: Float, _ direction: [Float], at index: Int) {
        guard let gradients else { return }
        for j in 0..<dimensions { gradients[index * dimensions + j] += slope * direction[j] }
    }

    /// dloss/d(red, green, blue), 3×count.
    func storeGradient(_ to: UnsafeMutablePointer<Float>) {
        guard let gradients, let jacobians else { return }
        for i in 0..<count {
            for channel in 0..<3 {
                var sum: Float = 0
                for j in 0..<dimensions {
                    sum += gradients[i * dimensions + j] * jacobians[(3 * i + channel) * dimensions + j]
                }
                to[channel * count + i] = sum
            }
        }
    }
}
