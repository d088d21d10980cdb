import Files
import Tensors
import Testing

@testable import Engine

/// Features normalised over photographs.
@Suite struct CalibrationTests {
    private static let image = FloatImage(
        Picture(width: 20, height: 16, rgb: (0..<960).map { UInt8(truncatingIfNeeded: $0 * 37 % 251) }))

    private static func means(_ network: LossNetwork) -> [[Double]] {
        let tape = Tape(recording: false)
        return network.features(Variable(image.tensor()), taps: network.tapCount, on: tape).map {
            tape.globalAverage($0).value.planarValues().map(Double.init)
        }
    }

    /// n_c is the channel's mean, and no less than the layer's: channels that hardly answer are not blown up.
    @Test func channelsAreDividedByTheirMeansOrTheLayers() throws {
        let network = try LearnerTests.lossNetwork()
        let calibrated = try network.calibrated(on: [Self.image])
        for (before, after) in zip(Self.means(network), Self.means(calibrated)) {
            let layer = before.reduce(0, +) / Double(before.count)
            // There are channels on both sides.
            #expect(before.contains { $0 < 0.8 * layer } && before.contains { $0 > 1.2 * layer })
            for (raw, normalised) in zip(before, after) {
                #expect(abs(normalised - raw / max(raw, layer)) <= 1e-4, "\(raw), \(layer): \(normalised)")
            }
        }
    }
}
