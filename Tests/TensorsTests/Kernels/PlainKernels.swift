@testable import Tensors

/// The kernels of `CKernels/blocked.h` as plain loops over N×C×H×W in double precision: what the fast ones are compared with.
/// Forward passes that the tests of the operations have as a reference already are not repeated here.
enum PlainKernels {
    /// A grouped 3×3 convolution as a list of wires, one for each channel of the side with more of them.
    struct Grouped {
        let fan: ChannelFan
        let stride: Int
        let input: Shape

        var wires: Int { fan == .twoOut ? 2 * input.channels : input.channels }
        var output: Shape {
            Shape(
                input.batch, fan == .twoIn ? input.channels / 2 : wires, (input.height - 1) / stride + 1,
                (input.width - 1) / stride + 1)
        }

        /// Calls `body` with every product that the convolution consists of: wire, tap, and places of input and output.
        private func forEachProduct(_ body: (_ wire: Int, _ tap: Int, _ from: Place, _ to: Place) -> Void) {
            for n in 0..<input.batch {
                for wire in 0..<wires {
                    for y in 0..<output.height {
                        for x in 0..<output.width {
                            for tap in 0..<9 {
                                body(
                                    wire, tap,
                                    Place(
                                        n: n, c: fan == .twoOut ? wire / 2 : wire,
                                        y: mirrored(y * stride + tap / 3 - 1, input.height),
                                        x: mirrored(x * stride + tap % 3 - 1, input.width)),
                                    Place(n: n, c: fan == .twoIn ? wire / 2 : wire, y: y, x: x))
                            }
                        }
                    }
                }
            }
        }

        /// weights: 1×wires×3×3; bias: 1×O.
        func forward(_ x: PlanarArray, weights: PlanarArray, bias: PlanarArray, rectified: Bool) -> PlanarArray {
            var result = PlanarArray(output) { _, c, _, _ in bias.values[c] }
            forEachProduct { wire, tap, from, to in result[to] += weights[0, wire, tap / 3, tap % 3] * x[from] }
            return rectified ? result.rectified : result
        }

        /// Derivatives with respect to x and to the weights.
        func backward(_ d: PlanarArray, x: PlanarArray, weights: PlanarArray) -> (x: PlanarArray, weights: PlanarArray)
        {
            var dx = PlanarArray(zeros: input)
            var dWeights = PlanarArray(zeros: weights.shape)
            forEachProduct { wire, tap, from, to in
                dx[from] += weights[0, wire, tap / 3, tap % 3] * d[to]
                dWeights[0, wire, tap / 3, tap % 3] += x[from] * d[to]
            }
            return (dx, dWeights)
        }
    }

    /// Mean and √(unbiased variance + epsilon) of each plane, N×C.
    static func statistics(_ x: PlanarArray, epsilon: Double) -> (mean: PlanarArray, deviation: PlanarArray) {
        let mean = perPlane(x.shape) { x.plane($0, $1).reduce(0, +) / Double(x.shape.area) }
        let deviation = perPlane(x.shape) { n, c in
            let squares = x.plane(n, c).reduce(0) { $0 + ($1 - mean[n, c, 0, 0]) * ($1 - mean[n, c, 0, 0]) }
            return (squares / Double(x.shape.area - 1) + epsilon).squareRoot()
        }
        return (mean, deviation)
    }

    /// Σ a·(b − centre) of each plane, N×C.
    static func moment(_ a: PlanarArray, _ b: PlanarArray, centre: PlanarArray?) -> PlanarArray {
        perPlane(a.shape) { n, c in
            zip(a.plane(n, c), b.plane(n, c)).reduce(0) { $0 + $1.0 * ($1.1 - (centre?[n, c, 0, 0] ?? 0)) }
        }
    }

    /// A value for each image and channel, N×C.
    static func perPlane(_ shape: Shape, _ value: (Int, Int) -> Double) -> PlanarArray {
        PlanarArray(Shape(shape.batch, shape.channels)) { n, c, _, _ in value(n, c) }
    }

    /// The transpose of `bilinearDoubled`: every output's gradient goes to the four values that it was made of.
    static func upsamplingBackward(_ d: PlanarArray) -> PlanarArray {
        let shape = d.shape
        var result = PlanarArray(zeros: Shape(shape.batch, shape.channels, shape.height / 2, shape.width / 2))
        let sources = { (index: Int, count: Int) -> [(place: Int, weight: Double)] in
            let centre = max(0, (Double(index) + 0.5) / 2 - 0.5)
            let (low, share) = (Int(centre), centre - centre.rounded(.down))
            return [(low, 1 - share), (min(low + 1, count - 1), share)]
        }
        forEachPlace(shape) { place in
            for (y, v) in sources(place.y, result.shape.height) {
                for (x, h) in sources(place.x, result.shape.width) {
                    result[Place(n: place.n, c: place.c, y: y, x: x)] += v * h * d[place]
                }
            }
        }
        return result
    }

    /// The transpose of max pooling 2×2 with stride 2: to the first largest of the window, which may stick out.
    static func maxPoolingBackward(_ d: PlanarArray, x: PlanarArray) -> PlanarArray {
        var result = PlanarArray(zeros: x.shape)
        forEachPlace(d.shape) { place in
            result[largest(of: x, at: Place(n: place.n, c: place.c, y: 2 * place.y, x: 2 * place.x))] += d[place]
        }
        return result
    }

    /// The transpose of `blurred`: each tap's share to the first largest of its window in the mirrored map of maxima.
    static func blurPoolingBackward(_ d: PlanarArray, x: PlanarArray, filter: [Float]) -> PlanarArray {
        var result = PlanarArray(zeros: x.shape)
        forEachPlace(d.shape) { place in
            for tap in 0..<9 {
                let window = Place(
                    n: place.n, c: place.c, y: mirrored(2 * place.y + tap / 3 - 1, x.shape.height - 1),
                    x: mirrored(2 * place.x + tap % 3 - 1, x.shape.width - 1))
                result[largest(of: x, at: window)] += Double(filter[tap]) * d[place]
            }
        }
        return result
    }

    /// The transpose of `reflectionPadded`.
    static func reflectionFolded(_ padded: PlanarArray, side: Int) -> PlanarArray {
        let shape = padded.shape
        var result = PlanarArray(
            zeros: Shape(shape.batch, shape.channels, shape.height - 2 * side, shape.width - 2 * side))
        forEachPlace(shape) { place in
            result[
                Place(
                    n: place.n, c: place.c, y: mirrored(place.y - side, result.shape.height),
                    x: mirrored(place.x - side, result.shape.width))] += padded[place]
        }
        return result
    }

    /// The first largest of the 2×2 values from `corner` on, in reading order, as far as they are within the plane.
    private static func largest(of x: PlanarArray, at corner: Place) -> Place {
        var best = corner
        for y in corner.y..<min(corner.y + 2, x.shape.height) {
            for column in corner.x..<min(corner.x + 2, x.shape.width) {
                let place = Place(n: corner.n, c: corner.c, y: y, x: column)
                if x[place] > x[best] { best = place }
            }
        }
        return best
    }

    private static func forEachPlace(_ shape: Shape, _ body: (Place) -> Void) {
        for n in 0..<shape.batch {
            for c in 0..<shape.channels {
                for y in 0..<shape.height {
                    for x in 0..<shape.width { body(Place(n: n, c: c, y: y, x: x)) }
                }
            }
        }
    }
}

/// Image, channel, row and column of a value.
struct Place {
    var n: Int, c: Int, y: Int, x: Int
}

extension PlanarArray {
    subscript(place: Place) -> Double {
        get { self[place.n, place.c, place.y, place.x] }
        set { self[place.n, place.c, place.y, place.x] = newValue }
    }
}
