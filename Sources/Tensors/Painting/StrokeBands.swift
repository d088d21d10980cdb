import Foundation

/// How much a plane varies in each of four octaves, the size of strokes: of octave k the band x − gauss(x, σ = 1), after which x
/// becomes every second sample of the blurred one.
final class StrokeBands {
    /// Octaves measured.
    static let octaves = 4

    private let bands: [WindowedPlane]
    /// Population standard deviation of each band.
    let deviations: [Float]

    init(_ luma: WindowedPlane) {
        var bands: [WindowedPlane] = []
        var deviations: [Float] = []
        var x = luma
        for octave in 0..<Self.octaves {
            let blurred = x.blurred()
            let band = x.unfilled()
            var (sum, squares) = (0.0, 0.0)
            for i in 0..<band.count {
                let value = x.values[i] - blurred.values[i]
                band.values[i] = value
                sum += Double(value)
                squares += Double(value) * Double(value)
            }
            let n = Double(band.count)
            let mean = sum / n
            for i in 0..<band.count { band.values[i] -= Float(mean) }
            bands.append(band)
            deviations.append(Float(max(0, squares / n - mean * mean).squareRoot()))
            if octave + 1 < Self.octaves { x = blurred.everySecond() }
        }
        (self.bands, self.deviations) = (bands, deviations)
    }

    /// Σ dDeviations·d(deviations)/d(luma).
    func gradient(_ dDeviations: [Float]) -> WindowedPlane {
        var dNext: WindowedPlane?
        for (octave, band) in bands.enumerated().reversed() {
            // A band without any variation has no direction to grow in.
            let scale = deviations[octave] > 0 ? dDeviations[octave] / (Float(band.count) * deviations[octave]) : 0
            let dBand = band.unfilled()
            let dBlurred = band.unfilled()
            for i in 0..<band.count {
                dBand.values[i] = scale * band.values[i]
                dBlurred.values[i] = -dBand.values[i]
            }
            dNext?.addBetween(to: dBlurred)
            let spread = dBlurred.blurTransposed()
            for i in 0..<band.count { dBand.values[i] += spread.values[i] }
            withExtendedLifetime(spread) { dNext = dBand }
        }
        guard let dNext else { preconditionFailure("bands of no octave") }
        return dNext
    }
}

extension Tape {
    /// Population standard deviations of a plane's four octaves (see `StrokeBands`), one row an image: what `strokeLoss` takes
    /// as its target. x: N×3×H×W planar.
    package static func strokeDeviations(_ x: Tensor, of plane: ColourPlane = .luma) -> [[Float]] {
        (0..<x.shape.batch).map { StrokeBands(WindowedPlane(x, $0, plane)).deviations }
    }

    /// How far the sizes of each image's strokes are from those of another, N×1: mean over four octaves of
    /// (log2(d + 1e-3) − log2(d_target + 1e-3))², d the standard deviation of the plane's band.
    ///
    /// - Parameters:
    ///   - x: N×3×H×W, planar RGB, nominally in [0, 1] and not clamped.
    ///   - plane: the luma, or Cb or Cr for strokes and grain of colour.
    ///   - target: N rows of `strokeDeviations` of the same plane.
    package func strokeLoss(_ x: Variable, of plane: ColourPlane = .luma, target: [[Float]]) -> Variable {
        let shape = x.shape
        precondition(
            shape.channels == 3 && x.value.block == 1
                && target.count == shape.batch && target.allSatisfy { $0.count == StrokeBands.octaves },
            "strokes of \(shape) for \(target.count) targets")
        let floor: Float = 1e-3
        let images = (0..<shape.batch).map { StrokeBands(WindowedPlane(x.value, $0, plane)) }
        let share = 1 / Float(StrokeBands.octaves)
        let output = Tensor(uninitialized: Shape(shape.batch, 1), block: 1)
        var slopes: [[Float]] = []
        for (image, bands) in images.enumerated() {
            let ratios = zip(bands.deviations, target[image]).map { log2(($0 + floor) / ($1 + floor)) }
            output.values[image] = share * ratios.reduce(0) { $0 + $1 * $1 }
            slopes.append(
                zip(ratios, bands.deviations).map { 2 * share * $0 / (Float(M_LN2) * ($1 + floor)) })
        }
        return result(output, from: [x]) { d in
            let dx = Tensor(repeating: 0, shape: shape)
            for (image, bands) in images.enumerated() {
                bands.gradient(slopes[image]).addGradient(
                    to: dx, image: image, plane: plane, scale: d.values[image])
            }
            x.accumulate(dx)
        }
    }
}
