import Tensors

/// The crop loader as a trainer's source of images.
package final class CropImages: TrainingImages {
    private let make: (RandomGenerator) -> CropLoader
    private var loader: CropLoader

    /// From folders; the seed decides order and crops.
    package init(content: ImageFolder, style: ImageFolder, options: CropOptions, seed: UInt64) {
        make = { CropLoader(content: content, style: style, options: options, position: $0) }
        loader = make(RandomGenerator(seed: seed))
    }

    /// The next pair; waits only where it is asked for pairs faster than they can be made.
    package func next() throws -> (content: [Float], style: [Float]) {
        let pair = try loader.next()
        return (pair.content, pair.style)
    }

    /// The random state that the next pair is drawn from, as text.
    package var state: String { loader.position.state.map(String.init).joined(separator: " ") }

    /// Goes on from a state; throws `EngineError` where it is damaged.
    package func restore(state: String) throws {
        guard let generator = RandomGenerator(state: state.split(separator: " ").compactMap { UInt64($0) }) else {
            throw EngineError.failed("The checkpoint's position in the images is damaged; resume from an earlier one.")
        }
        loader = make(generator)
    }

    /// Images that could not be decoded when their turn came.
    package var skipped: [SkippedImage] { loader.skipped }
    /// Seconds that the trainer has waited for images.
    package var secondsWaited: Double { loader.secondsWaited }
}
