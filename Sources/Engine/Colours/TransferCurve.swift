import Foundation

/// The sRGB transfer curve (IEC 61966-2-1) in one direction, from 0…1 to 0…1, by lines between 4,097 of its points: less than a
/// hundredth of a step of 8 bits away.
struct TransferCurve: Sendable {
    private static let parts = 4096
    private let points: [Float]

    /// Light of a colour as it is stored.
    static let linear = TransferCurve { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    /// How light is stored.
    static let encoded = TransferCurve { $0 <= 0.0031308 ? 12.92 * $0 : 1.055 * pow($0, 1 / 2.4) - 0.055 }

    private init(_ curve: (Double) -> Double) {
        // Once more at the end, for 1 itself.
        points = (0...Self.parts + 1).map { Float(curve(min(1, Double($0) / Double(Self.parts)))) }
    }

    func withUnsafe<Result>(_ body: (UnsafeTransferCurve) throws -> Result) rethrows -> Result {
        try points.withUnsafeBufferPointer { points in
            try body(UnsafeTransferCurve(points: points.baseAddress!, parts: Float(Self.parts)))
        }
    }
}

/// A `TransferCurve` for inner loops.
struct UnsafeTransferCurve {
    fileprivate let points: UnsafePointer<Float>
    fileprivate let parts: Float

    /// At `value`, which is clamped to 0…1.
    @inline(__always)
    subscript(value: Float) -> Float {
        let place = min(max(0, value), 1) * parts
        let index = Int(place)
        return points[index] + (place - Float(index)) * (points[index + 1] - points[index])
    }
}
