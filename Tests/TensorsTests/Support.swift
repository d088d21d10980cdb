import Testing

@testable import Tensors

/// A reproducible stream of uniform values.
struct RandomSource {
    private var state: UInt64

    init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// In [−1, 1), exact in single precision.
    mutating func uniform() -> Double { Double(next() >> 41) / Double(1 << 22) - 1 }
}

/// N×C×H×W values in plain order and double precision: what the references compute on.
struct PlanarArray {
    let shape: Shape
    var values: [Double]

    init(zeros shape: Shape) {
        self.shape = shape
        values = [Double](repeating: 0, count: shape.count)
    }

    init(random shape: Shape, seed: Int, scale: Double = 1, offset: Double = 0) {
        var source = RandomSource(seed: seed)
        self.shape = shape
        values = (0..<shape.count).map { _ in Double(Float(offset + scale * source.uniform())) }
    }

    init(_ tensor: Tensor) {
        shape = tensor.shape
        values = tensor.planarValues().map(Double.init)
    }

    /// Every position computed by `element` (image, channel, row, column).
    init(_ shape: Shape, _ element: (Int, Int, Int, Int) -> Double) {
        self.init(zeros: shape)
        var index = 0
        for n in 0..<shape.batch {
            for c in 0..<shape.channels {
                for y in 0..<shape.height {
                    for x in 0..<shape.width {
                        values[index] = element(n, c, y, x)
                        index += 1
                    }
                }
            }
        }
    }

    subscript(n: Int, c: Int, y: Int, x: Int) -> Double {
        get { values[((n * shape.channels + c) * shape.height + y) * shape.width + x] }
        set { values[((n * shape.channels + c) * shape.height + y) * shape.width + x] = newValue }
    }

    func map(_ transform: (Double) -> Double) -> PlanarArray {
        var result = self
        result.values = values.map(transform)
        return result
    }

    var rectified: PlanarArray { map { max($0, 0) } }
    var floats: [Float] { values.map { Float($0) } }

    /// The values of image n and channel c.
    func plane(_ n: Int, _ c: Int) -> ArraySlice<Double> {
        let start = (n * shape.channels + c) * shape.area
        return values[start..<start + shape.area]
    }

    func tensor(block: Int? = nil) -> Tensor {
        let result = Tensor(uninitialized: shape, block: block)
        for (index, value) in blocked(result.block).enumerated() { result.values[index] = value }
        return result
    }

    /// In the order [N][C/block][H][W][block].
    func blocked(_ block: Int) -> [Float] {
        var result = [Float](repeating: 0, count: shape.count)
        for (plain, index) in Self.blockedIndices(shape, block).enumerated() { result[index] = Float(values[plain]) }
        return result
    }

    init(blocked source: [Float], shape: Shape, block: Int) {
        self.init(zeros: shape)
        for (plain, index) in Self.blockedIndices(shape, block).enumerated() { values[plain] = Double(source[index]) }
    }

    private static func blockedIndices(_ shape: Shape, _ block: Int) -> [Int] {
        (0..<shape.batch * shape.channels).flatMap { plane in
            (0..<shape.area).map { plane / block * block * shape.area + $0 * block + plane % block }
        }
    }
}

/// Expects values within tolerance·(1 + the largest expected magnitude).
func expectClose(
    _ found: PlanarArray, _ expected: PlanarArray, tolerance: Double = 1e-5, _ name: String = "values",
    sourceLocation: SourceLocation = #_sourceLocation
) {
    guard found.shape == expected.shape else {
        Issue.record("\(name): \(found.shape) instead of \(expected.shape)", sourceLocation: sourceLocation)
        return
    }
    let limit = tolerance * (1 + expected.values.reduce(0) { max($0, abs($1)) })
    let wrong = (0..<found.values.count).filter { !(abs(found.values[$0] - expected.values[$0]) <= limit) }
    #expect(
        wrong.isEmpty,
        """
        \(name): \(wrong.count) of \(found.values.count) of \(found.shape) are off, first at \(wrong.first ?? 0): \
        \(found.values[wrong.first ?? 0]) instead of \(expected.values[wrong.first ?? 0])
        """, sourceLocation: sourceLocation)
}

/// Checks an operation against a reference, and its derivatives against central differences of the reference.
///
/// Operands are the inputs, then the parameters. With random weights on the outputs, the derivative with respect to
/// every operand is compared along a random direction and at single values: the first, the last and random ones.
/// The differences are taken in double precision with a step so small that no kink of ReLU or max lies within.
func verify(
    _ inputs: [PlanarArray], parameters: [PlanarArray] = [], block: Int? = nil, coordinates: Int = 10,
    tolerance: Double = 1e-5, sourceLocation: SourceLocation = #_sourceLocation,
    operation: (Tape, [Variable], [Parameter]) -> [Variable], reference: @escaping ([PlanarArray]) -> [PlanarArray]
) {
    let variables = inputs.map { Variable($0.tensor(block: block), needsGradient: true) }
    let learnables = parameters.map { array in
        let shape = array.shape
        return Parameter(
            name: "parameter",
            extents: shape.batch == 1 && shape.area == 1
                ? [shape.channels] : [shape.batch, shape.channels, shape.height, shape.width],
            values: array.floats)
    }
    let tape = Tape()
    let outputs = operation(tape, variables, learnables)
    let operands = inputs + parameters
    let expected = reference(operands)
    for (output, array) in zip(outputs, expected) {
        expectClose(
            PlanarArray(output.value), array, tolerance: tolerance, "result", sourceLocation: sourceLocation)
    }

    let weights = expected.indices.map { PlanarArray(random: expected[$0].shape, seed: 7001 + $0) }
    tape.backward(
        from: zip(outputs, weights).map { (variable: $0, gradient: $1.tensor(block: $0.value.block)) })
    let loss = { (operands: [PlanarArray]) -> Double in
        zip(reference(operands), weights).reduce(0) { $0 + dot($1.0.values, $1.1.values) }
    }
    let gradients = variables.map(\.gradient) + learnables.map(\.gradient)
    for (position, gradient) in gradients.enumerated() {
        let name = "derivative with respect to operand \(position)"
        guard let gradient else {
            Issue.record("\(name): missing", sourceLocation: sourceLocation)
            continue
        }
        let found = gradient.planarValues().map(Double.init)
        let count = found.count
        let scale = 1 + found.reduce(0) { max($0, abs($1)) }
        let check = { (direction: [Double], label: String, length: Double) in
            let step = 1e-6
            var forwards = operands
            var backwards = operands
            for i in 0..<count where direction[i] != 0 {
                forwards[position].values[i] += step * direction[i]
                backwards[position].values[i] -= step * direction[i]
            }
            let numeric = (loss(forwards) - loss(backwards)) / (2 * step)
            let analytic = dot(found, direction)
            #expect(
                abs(numeric - analytic) <= 4 * tolerance * scale * length,
                "\(name), \(label): \(analytic) instead of \(numeric)", sourceLocation: sourceLocation)
        }
        var source = RandomSource(seed: 31 + position)
        check((0..<count).map { _ in source.uniform() }, "random direction", Double(count).squareRoot())
        let chosen = Set([0, count - 1] + (0..<coordinates).map { _ in Int(source.next() % UInt64(count)) })
        for index in chosen.sorted() {
            var direction = [Double](repeating: 0, count: count)
            direction[index] = 1
            check(direction, "value \(index) of \(operands[position].shape)", 1)
        }
    }
}

func dot(_ a: [Double], _ b: [Double]) -> Double {
    a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
            var sum = 0.0
            for i in 0..<a.count { sum += a[i] * b[i] }
            return sum
        }
    }
}
