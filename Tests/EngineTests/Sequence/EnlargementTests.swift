import Files
import Tensors
import Testing

@testable import Engine

/// Moving images handed up from one size to a larger one.
@Suite struct EnlargementTests {
    private static func padded(_ image: FloatImage) -> PaddedImage {
        PaddedImage(tensor: image.tensor(multiple: 4), width: image.width, height: image.height)
    }

    private let content = padded(AssessmentTests.image(width: 30, height: 21, seed: 1))

    @Test func windowMeansAreThoseOfTheWindowWithinThePicture() {
        let (width, height, radius) = (9, 5, GuidedFilter.radius)
        let plane = AssessmentTests.image(width: width, height: height, seed: 2).planes.prefix(width * height)
        let means = GuidedFilter.windowMeans(Array(plane), width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                var (sum, count) = (0.0, 0.0)
                for v in max(0, y - radius)...min(height - 1, y + radius) {
                    for u in max(0, x - radius)...min(width - 1, x + radius) {
                        sum += Double(plane[v * width + u])
                        count += 1
                    }
                }
                #expect(abs(Double(means[y * width + x]) - sum / count) < 1e-6)
            }
        }
    }

    /// The sum of the weights is 1, and a ramp stays one away from the ends.
    @Test(arguments: [Interpolation.Kernel.linear, .cubic]) func aRampStaysARamp(_ kernel: Interpolation.Kernel) {
        let (source, target) = (20, 33)
        let interpolation = Interpolation(kernel, from: source, to: target)
        let scale = Double(source) / Double(target)
        for i in 0..<target {
            let taps = i * interpolation.taps..<(i + 1) * interpolation.taps
            #expect(abs(interpolation.weights[taps].reduce(0, +) - 1) < 1e-6)
            let value = taps.reduce(0.0) { $0 + Double(interpolation.weights[$1]) * Double(interpolation.indices[$1]) }
            let position = (Double(i) + 0.5) * scale - 0.5
            if position > 1, position < Double(source) - 3 { #expect(abs(value - position) < 1e-5) }
        }
    }

    /// Size after size, as by an agent that changes nothing.
    @Test func withAllDetailTheContentComesBack() {
        let schedule = CoarseToFineSchedule(brush: 2.5, detail: 1, steps: 6)
        let copies = (0..<schedule.levels).map { content.reduced(to: schedule.extent(30, 21, level: $0)) }
        var moving = copies[0]
        for level in 1..<schedule.levels {
            moving = moving.enlarged(besides: copies[level - 1], to: copies[level], detail: 1)
            #expect(moving.image == copies[level].image)
        }
        #expect(moving.tensor.planarValues() == content.tensor.planarValues())
    }

    @Test func withoutDetailItIsABicubicEnlargement() {
        let small = content.reduced(to: (14, 10))
        let moving = Self.padded(AssessmentTests.image(width: 14, height: 10, seed: 5))
        let result = moving.enlarged(besides: small, to: content, detail: 0)
        let plain = PlainEnlargement(
            moving: moving.image, small: small.image, content: content.image, detail: 0)
        #expect(largestDifference(result.image, plain.result) < 1e-5)
    }

    @Test(arguments: [(0.5, 14, 10), (1, 21, 15), (0.3, 8, 21)])
    func theFormulaInDoublePrecision(detail: Double, width: Int, height: Int) {
        let small = content.reduced(to: (width, height))
        let moving = Self.padded(AssessmentTests.image(width: width, height: height, seed: 6))
        let result = moving.enlarged(besides: small, to: content, detail: Float(detail))
        let plain = PlainEnlargement(
            moving: moving.image, small: small.image, content: content.image, detail: detail)
        #expect(largestDifference(result.image, plain.result) < 1e-4)
        #expect(result.tensor.planarValues() == result.image.tensor(multiple: 4).planarValues())
    }

    private func largestDifference(_ image: FloatImage, _ expected: [Double]) -> Double {
        zip(image.planes, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
    }
}

/// `PaddedImage.enlarged` pixel by pixel.
private struct PlainEnlargement {
    let moving: FloatImage
    let small: FloatImage
    let content: FloatImage
    let detail: Double

    var result: [Double] {
        let (width, height) = (small.width, small.height)
        let area = width * height
        let luma = self.luma(small)
        let whole = self.luma(content)
        let mean = box(luma)
        let variance = zip(box(luma.map { $0 * $0 }), mean).map { $0 - $1 * $1 }
        let edges = box(variance.map { $0 / ($0 + 3e-3) })
        return (0..<3).flatMap { channel -> [Double] in
            let x = (0..<area).map { Double(moving.planes[channel * area + $0]) }
            let change = (0..<area).map { x[$0] - Double(small.planes[channel * area + $0]) }
            let means = box(change)
            let products = box(zip(change, luma).map { $0 * $1 })
            let slope = (0..<area).map { (products[$0] - mean[$0] * means[$0]) / (variance[$0] + 1e-3) }
            let constant = (0..<area).map { means[$0] - slope[$0] * mean[$0] }
            let (a, b) = (box(slope), box(constant))
            return (0..<content.width * content.height).map { place in
                let (u, v) = (place % content.width, place / content.width)
                let m = sample(edges, u, v, cubic: false)
                let guided = sample(a, u, v, cubic: false) * whole[place] + sample(b, u, v, cubic: false)
                let own = Double(content.planes[channel * content.width * content.height + place])
                return (1 - detail) * sample(x, u, v, cubic: true)
                    + detail * (own + (1 - m) * sample(change, u, v, cubic: true) + m * guided)
            }
        }
    }

    private func luma(_ image: FloatImage) -> [Double] {
        let area = image.width * image.height
        return (0..<area).map {
            0.299 * Double(image.planes[$0]) + 0.587 * Double(image.planes[area + $0])
                + 0.114 * Double(image.planes[2 * area + $0])
        }
    }

    /// Mean of 7×7 within the picture.
    private func box(_ plane: [Double]) -> [Double] {
        plane.indices.map { place in
            let (x, y) = (place % small.width, place / small.width)
            let window = (max(0, y - 3)...min(small.height - 1, y + 3)).flatMap { v in
                (max(0, x - 3)...min(small.width - 1, x + 3)).map { plane[v * small.width + $0] }
            }
            return window.reduce(0, +) / Double(window.count)
        }
    }

    private func sample(_ plane: [Double], _ u: Int, _ v: Int, cubic: Bool) -> Double {
        let x = (Double(u) + 0.5) * Double(small.width) / Double(content.width) - 0.5
        let y = (Double(v) + 0.5) * Double(small.height) / Double(content.height) - 0.5
        var sum = 0.0
        for j in Int(y.rounded(.down)) - 1...Int(y.rounded(.down)) + 2 {
            for i in Int(x.rounded(.down)) - 1...Int(x.rounded(.down)) + 2 {
                let weight = kernel(abs(x - Double(i)), cubic) * kernel(abs(y - Double(j)), cubic)
                let (column, row) = (min(max(i, 0), small.width - 1), min(max(j, 0), small.height - 1))
                sum += weight * plane[row * small.width + column]
            }
        }
        return sum
    }

    /// Keys 1981 with a = −½, or a triangle.
    private func kernel(_ x: Double, _ cubic: Bool) -> Double {
        guard cubic else { return max(0, 1 - x) }
        if x < 1 { return 1.5 * x * x * x - 2.5 * x * x + 1 }
        return x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0
    }
}
