import Dispatch
import Foundation
import Tensors

/// The quantiles (k + ½)/1024 of a picture's colours along fixed directions of OKLab: what sliced Wasserstein distances of
/// colours are measured by.
struct ColourQuantiles {
    /// Quantiles of each direction.
    static let levels = 1024

    /// A direction (L, a, b) of length 1.
    typealias Direction = SIMD3<Float>

    /// 64 directions spread over the sphere: z = 1 − 2(i + ½)/64, azimuth π(1 + √5)(i + ½).
    static let sphere: [Direction] = (0..<64).map { i in
        let z = 1 - 2 * (Double(i) + 0.5) / 64
        let azimuth = Double.pi * (1 + 5.0.squareRoot()) * (Double(i) + 0.5)
        let radius = (1 - z * z).squareRoot()
        return Direction(Float(radius * cos(azimuth)), Float(radius * sin(azimuth)), Float(z))
    }
    /// 16 directions of the plane of a and b, at π·i/16.
    static let hues: [Direction] = (0..<16).map { i in
        Direction(0, Float(cos(.pi * Double(i) / 16)), Float(sin(.pi * Double(i) / 16)))
    }

    /// `levels` values for each direction.
    private let values: [[Float]]

    init(_ colours: OKLabColours, directions: [Direction]) {
        var values = [[Float]](repeating: [], count: directions.count)
        values.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let buffer = buffer
            DispatchQueue.concurrentPerform(iterations: directions.count) { index in
                buffer[index] = Self.quantiles(colours, directions[index])
            }
        }
        self.values = values
    }

    /// Interpolated between the values of rank q·(n − 1), as is usual.
    private static func quantiles(_ colours: OKLabColours, _ direction: Direction) -> [Float] {
        let sorted = RadixSort.ascending(count: colours.count) {
            direction.x * colours.lightness[$0] + direction.y * colours.a[$0] + direction.z * colours.b[$0]
        }
        return (0..<levels).map { k in
            let place = (Double(k) + 0.5) / Double(levels) * Double(sorted.count - 1)
            let lower = Int(place)
            let share = Float(place - Double(lower))
            return sorted[lower] + share * (sorted[min(lower + 1, sorted.count - 1)] - sorted[lower])
        }
    }

    /// Mean over directions of the root of the mean square between quantiles, times 100; both of the same directions.
    func distance(to other: ColourQuantiles) -> Double {
        precondition(values.count == other.values.count, "quantiles of other directions")
        let distances = zip(values, other.values).map { own, theirs in
            (zip(own, theirs).reduce(0.0) { $0 + pow(Double($1.0 - $1.1), 2) } / Double(own.count)).squareRoot()
        }
        return 100 * distances.reduce(0, +) / Double(distances.count)
    }
}
