import Files

/// SSIM (Wang et al. 2004) as style transfer papers measure it with scikit-image: grey 8-bit images (ITU-R 601), uniform 7×7
/// window, range 255, sample covariance, the border of 3 pixels left out of the mean.
package enum StructuralSimilarity {
    private static let window = 7

    /// The mean SSIM of two pictures of one extent, at least 7×7: 1 for equal ones.
    package static func mean(_ a: Picture, _ b: Picture) -> Double {
        precondition(a.width == b.width && a.height == b.height, "SSIM of two extents")
        precondition(a.width >= window && a.height >= window, "SSIM needs at least 7×7 pixels")
        let (width, height) = (a.width, a.height)
        let (x, y) = (grey(a), grey(b))
        let count = Double(window * window)
        let (c1, c2) = (pow2(0.01 * 255), pow2(0.03 * 255))
        // Running sums down each column, then along each row: exact, since all terms are whole numbers.
        var columns = [[Double]](repeating: [Double](repeating: 0, count: width), count: 5)
        let add = { (row: Int, sign: Double, columns: inout [[Double]]) in
            for i in 0..<width {
                let (p, q) = (x[row * width + i], y[row * width + i])
                columns[0][i] += sign * p
                columns[1][i] += sign * q
                columns[2][i] += sign * p * p
                columns[3][i] += sign * q * q
                columns[4][i] += sign * p * q
            }
        }
        for row in 0..<window - 1 { add(row, 1, &columns) }
        var total = 0.0
        for top in 0...height - window {
            add(top + window - 1, 1, &columns)
            var sums = [Double](repeating: 0, count: 5)
            for i in 0..<width {
                for k in 0..<5 { sums[k] += columns[k][i] }
                guard i >= window - 1 else { continue }
                let (mx, my) = (sums[0] / count, sums[1] / count)
                let sample = count / (count - 1)
                let vx = sample * (sums[2] / count - mx * mx)
                let vy = sample * (sums[3] / count - my * my)
                let covariance = sample * (sums[4] / count - mx * my)
                total += (2 * mx * my + c1) * (2 * covariance + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2))
                for k in 0..<5 { sums[k] -= columns[k][i - window + 1] }
            }
            add(top, -1, &columns)
        }
        return total / Double((width - window + 1) * (height - window + 1))
    }

    private static func pow2(_ x: Double) -> Double { x * x }

    /// ITU-R 601 luma, rounded to 8 bits.
    static func grey(_ picture: Picture) -> [Double] {
        picture.rgb.withUnsafeBufferPointer { rgb in
            (0..<picture.width * picture.height).map { i in
                let luma = 19595 * Int(rgb[3 * i]) + 38470 * Int(rgb[3 * i + 1]) + 7471 * Int(rgb[3 * i + 2])
                return Double((luma + 0x8000) >> 16)
            }
        }
    }
}
