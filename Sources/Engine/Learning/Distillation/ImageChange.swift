import Tensors

/// Simple ways to change an image, for distances that no agent's frames have.
enum ImageChange {
    /// Colours moved towards another image's by `colour`, `detail` of the other one's detail, noise of that amplitude.
    case mix(colour: Float, detail: Float, noise: Float)
    /// (1 − share)·image + share·other.
    case blend(share: Float)
    /// The mean of (2·radius + 1)² pixels.
    case blur(radius: Int)

    /// One of them, with random strength.
    static func random(_ generator: inout RandomGenerator) -> ImageChange {
        switch generator.index(below: 4) {
        case 0: .blend(share: 0.05 + 0.9 * generator.nextFloat())
        case 1: .blur(radius: 1 + generator.index(below: 4))
        case 2: .mix(colour: 0, detail: 0, noise: 0.5 * generator.nextFloat())
        default:
            .mix(
                colour: generator.nextFloat(), detail: 0.4 * generator.nextFloat(),
                noise: 0.1 * generator.nextFloat())
        }
    }

    /// The changed image in [0, 1]; both 1×3×H×W, planar.
    func applied(to image: Tensor, with other: Tensor, _ generator: inout RandomGenerator) -> Tensor {
        let area = image.shape.area
        let result = Tensor(uninitialized: image.shape, block: 1)
        switch self {
        case .blend(let share):
            for i in 0..<image.count {
                result.values[i] = image.values[i] + share * (other.values[i] - image.values[i])
            }
        case .blur(let radius):
            for channel in 0..<3 {
                Self.blur(
                    image.values + channel * area, into: result.values + channel * area, height: image.shape.height,
                    width: image.shape.width, radius: radius)
            }
        case .mix(let colour, let detail, let noise):
            for channel in 0..<3 {
                let (own, foreign) = (image.values + channel * area, other.values + channel * area)
                let mean = { (values: UnsafeMutablePointer<Float>) in
                    (0..<area).reduce(Float(0)) { $0 + values[$1] } / Float(area)
                }
                let (m, n) = (mean(own), mean(foreign))
                for i in 0..<area {
                    result.values[channel * area + i] =
                        own[i] + colour * (n - m) + detail * (foreign[i] - n) + noise * (generator.nextFloat() - 0.5)
                }
            }
        }
        for i in 0..<result.count { result.values[i] = min(max(0, result.values[i]), 1) }
        return result
    }

    /// A box filter, edges reflected, rows first.
    private static func blur(
        _ source: UnsafeMutablePointer<Float>, into target: UnsafeMutablePointer<Float>, height: Int, width: Int,
        radius: Int
    ) {
        let reflected = { (i: Int, count: Int) in i < 0 ? -i : i >= count ? 2 * count - 2 - i : i }
        let share = 1 / Float(2 * radius + 1)
        var rows = [Float](repeating: 0, count: height * width)
        for y in 0..<height {
            for x in 0..<width {
                var sum: Float = 0
                for k in -radius...radius { sum += source[y * width + reflected(x + k, width)] }
                rows[y * width + x] = sum * share
            }
        }
        for y in 0..<height {
            for x in 0..<width {
                var sum: Float = 0
                for k in -radius...radius { sum += rows[reflected(y + k, height) * width + x] }
                target[y * width + x] = sum * share
            }
        }
    }
}
