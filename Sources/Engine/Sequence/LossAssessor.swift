import Foundation
import Tensors

/// Measures the frames of one content and style with a loss network.
///
/// Images are measured at a short side of at most 256 pixels, the size that agents learn at: the figures of pictures of all
/// sizes compare, and a step is measured in the same short time.
final class LossAssessor: @unchecked Sendable {
    /// The short side at which images are measured, pixels.
    static let shortSide = 256
    /// The least side that leaves a pixel at relu4_1.
    private static let minimumSide = 16

    private let network: LossNetwork
    private let content: FloatImage
    private let style: FloatImage
    // Guards the references, which is what makes the class sendable: they are made at the first measurement.
    private let lock = NSLock()
    private var references: References?

    private struct References {
        /// The content at relu4_1.
        let content: Variable
        let style: StyleStatistics
    }

    /// Nil where an image is too small for the network.
    init?(network: LossNetwork, content: FloatImage, style: FloatImage) {
        guard min(content.width, content.height, style.width, style.height) >= Self.minimumSide else { return nil }
        self.network = network
        self.content = content.reduced(shortSide: Self.shortSide)
        self.style = style.reduced(shortSide: Self.shortSide)
    }

    /// Style loss (eq. 5) against the style, content loss (the distance of eq. 4) and SSIM against the content.
    func losses(of image: FloatImage) -> (style: Float, content: Float, ssim: Float) {
        let references = lock.withLock { preparedReferences() }
        let tape = Tape(recording: false)
        let small = image.reduced(shortSide: Self.shortSide)
        let maps = features(of: small, on: tape)
        return (
            StyleStatistics(maps, on: tape).distance(to: references.style, on: tape).value.scalar,
            tape.meanSquaredError(maps[maps.count - 1], references.content).value.scalar,
            Float(StructuralSimilarity.mean(small.picture(), content.picture()))
        )
    }

    private func preparedReferences() -> References {
        if let references { return references }
        let tape = Tape(recording: false)
        let made = References(
            content: features(of: content, on: tape).last!,
            style: StyleStatistics(features(of: style, on: tape), on: tape))
        references = made
        return made
    }

    private func features(of image: FloatImage, on tape: Tape) -> [Variable] {
        network.features(Variable(image.tensor()), on: tape)
    }
}
