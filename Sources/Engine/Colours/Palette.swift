import Dispatch
import Files
import Tensors

/// A picture's colours in order along the axes of random rotations of RGB: what a `ColourTable` moves other colours to.
package struct Palette: Sendable {
    /// Rotations.
    static let rounds = 24
    /// Pixels that are looked at, of a picture that has more.
    static let sampleCount = 65_536

    /// Three orthogonal directions of length 1 for each round, spread evenly over all rotations; the same in every program.
    static let axes: [[SIMD3<Float>]] = {
        var generator = RandomGenerator(seed: 0x5061_6C65_7474_6500)
        /// Of length 1, orthogonal to the others: drawn from the ball, so that only square roots, which are exact, are taken.
        func direction(orthogonalTo others: [SIMD3<Float>]) -> SIMD3<Float> {
            while true {
                var drawn = SIMD3(repeating: Float(0))
                for i in 0..<3 { drawn[i] = 2 * generator.nextFloat() - 1 }
                guard dot(drawn, drawn) <= 1 else { continue }
                // Twice: the first time leaves rounding errors of the length that goes.
                for _ in 0..<2 { for other in others { drawn -= dot(drawn, other) * other } }
                let length = dot(drawn, drawn).squareRoot()
                if length > 0.01 { return drawn / length }
            }
        }
        return (0..<rounds).map { _ in
            (0..<3).reduce(into: []) { axes, _ in axes.append(direction(orthogonalTo: axes)) }
        }
    }()

    /// Ascending, for each of the three axes of each round.
    let values: [[Float]]

    package init(_ picture: Picture) { self = FloatImage(picture).withPlanarView(Palette.init) }

    init(_ view: PlanarView) {
        let colours = view.samples(Self.sampleCount)
        values = Self.concurrently(3 * Self.rounds) { index in
            Self.ascending(colours, along: Self.axes[index / 3][index % 3])
        }
    }

    /// The places of colours along a direction, in order.
    static func ascending(_ colours: [SIMD3<Float>], along axis: SIMD3<Float>) -> [Float] {
        colours.withUnsafeBufferPointer { colours in
            RadixSort.ascending(count: colours.count) { dot(colours[$0], axis) }
        }
    }

    /// Always added up in this order.
    @inline(__always)
    static func dot(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float { a.x * b.x + a.y * b.y + a.z * b.z }

    /// The results of `body` for 0 ..< count.
    static func concurrently<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
        var results = [Value?](repeating: nil, count: count)
        results.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let buffer = buffer
            DispatchQueue.concurrentPerform(iterations: count) { buffer[$0] = body($0) }
        }
        return results.map { $0! }
    }
}
