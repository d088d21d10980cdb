import Testing

@testable import Tensors

/// Large images are convolved in bands of rows, which must not show.
@Suite struct ImageBandTests {
    @Test func bandsGiveTheSameImageAsTheWhole() {
        // 32 maps of 2008 columns leave 65 rows a band.
        let (width, height) = (2000, 150)
        var generator = RandomGenerator(seed: 1)
        let random = { (count: Int, generator: inout RandomGenerator) -> [Float] in
            (0..<count).map { _ in 2 * generator.nextFloat() - 1 }
        }
        let x = Tensor(planar: random(16 * width * height, &generator), shape: Shape(1, 16, height, width))
        let weight = Parameter(name: "weight", extents: [3, 16, 9, 9], values: random(3 * 16 * 81, &generator))
        let bias = Parameter(name: "bias", extents: [3], values: [1, -2, 3])
        let convolve = { (x: Tensor) in
            Tape(recording: false).imageConvolution(Variable(x), weight: weight, bias: bias).value.planarValues()
        }
        let whole = convolve(x)
        let values = x.planarValues()
        // Parts small enough for one band; their rows nearer than 4 to a cut differ, since they are reflected there.
        for (first, last) in [(0, 30), (45, 90), (110, 150)] {
            let rows = last - first
            let part = (0..<16).flatMap { channel -> ArraySlice<Float> in
                let start = channel * width * height
                return values[(start + first * width)..<(start + last * width)]
            }
            let image = convolve(Tensor(planar: part, shape: Shape(1, 16, rows, width)))
            let compared = (first == 0 ? 0 : first + 4)..<(last == height ? height : last - 4)
            var largest: Float = 0
            for channel in 0..<3 {
                for y in compared {
                    let a = whole[((channel * height + y) * width)..<((channel * height + y + 1) * width)]
                    let b = image[((channel * rows + y - first) * width)..<((channel * rows + y - first + 1) * width)]
                    for (p, q) in zip(a, b) { largest = max(largest, abs(p - q)) }
                }
            }
            #expect(largest <= 1e-4, "rows \(compared)")
        }
    }
}
