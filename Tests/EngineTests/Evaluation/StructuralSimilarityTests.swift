import Files
import Testing

@testable import Engine

/// SSIM against its definition, pixel by pixel.
@Suite struct StructuralSimilarityTests {
    private static func picture(_ luma: (Int, Int) -> Int) -> Picture {
        let (width, height) = (11, 9)
        let values = (0..<height).flatMap { y in (0..<width).map { UInt8(luma($0, y)) } }
        return Picture(width: width, height: height, rgb: values.flatMap { [$0, $0, $0] })
    }

    /// Sample variances and covariance: n − 1 in place of n.
    private static func reference(_ a: Picture, _ b: Picture) -> Double {
        let (c1, c2) = (2.55 * 2.55, 7.65 * 7.65)
        var total = 0.0
        for top in 0...a.height - 7 {
            for left in 0...a.width - 7 {
                let places = (0..<49).map { 3 * ((top + $0 / 7) * a.width + left + $0 % 7) }
                let (x, y) = (places.map { Double(a.rgb[$0]) }, places.map { Double(b.rgb[$0]) })
                let (mx, my) = (x.reduce(0, +) / 49, y.reduce(0, +) / 49)
                let vx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) } / 48
                let vy = y.reduce(0) { $0 + ($1 - my) * ($1 - my) } / 48
                let k = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / 48
                total += (2 * mx * my + c1) * (2 * k + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2))
            }
        }
        return total / Double((a.height - 6) * (a.width - 6))
    }

    @Test func itIsThatOfTheDefinition() {
        // Contrasts about as large as the constants, which a wrong variance would stand out against.
        let a = Self.picture { 100 + ($0 * 5 + $1 * 3) % 17 }
        let b = Self.picture { 104 + ($0 * 5 + $1 * 2) % 13 }
        let right = Self.reference(a, b)
        #expect(right > 0.1 && right < 0.9)
        #expect(abs(StructuralSimilarity.mean(a, b) - right) < 1e-9)
        #expect(StructuralSimilarity.mean(a, a) == 1)
    }
}
