import Foundation
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

/// Random pairs of a content and a style crop, made ahead of their use by background threads.
///
/// The order and the crops depend on the generator alone, not on the threads: the same state gives the same pairs. One
/// thread at a time may use a loader.
package final class CropLoader {
    /// The state from which the next pair is drawn: what a checkpoint keeps, so that a loader made with it goes on with the
    /// same pairs.
    package private(set) var position: RandomGenerator
    private let contents: CropSource
    private let styles: CropSource
    private let queue: CropQueue

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - content: where contents are drawn from, uniformly.
    ///   - style: where styles are drawn from, uniformly.
    ///   - options: how crops are cut.
    ///   - position: the state that decides everything random, of a fresh generator or from a checkpoint.
    ///   - workers: threads that decode, at least 1.
    ///   - ahead: pairs made ahead of their use, at least 1.
    ///   - cacheLimit: bytes of decoded images to keep for the next time they are drawn.
    package init(
        content: ImageFolder, style: ImageFolder, options: CropOptions, position: RandomGenerator, workers: Int = 2,
        ahead: Int = 16, cacheLimit: Int = 512 << 20
    ) {
        precondition(workers > 0 && ahead > 0, "\(workers) workers, \(ahead) pairs ahead")
        let cache = PictureCache(limit: cacheLimit)
        contents = CropSource(folder: content, options: options, cache: cache)
        styles = CropSource(folder: style, options: options, cache: cache)
        self.position = position
        let queue = CropQueue(contents: contents, styles: styles, ahead: ahead, generator: position)
        self.queue = queue
        for number in 1...workers {
            let thread = Thread { queue.work() }
            thread.name = "images \(number)"
            thread.start()
        }
    }

    deinit { queue.close() }

    /// The next pair; waits only where it is asked for pairs faster than they can be made.
    ///
    /// - Throws: `RunError.unreadableImages` where image after image cannot be decoded.
    package func next() throws -> CropPair {
        let (pair, position) = try queue.next()
        self.position = position
        return pair
    }

    /// Images whose header was in order but that could not be decoded when their turn came, contents first, in name order.
    /// Others took their place.
    package var skipped: [SkippedImage] { contents.skipped + styles.skipped }

    /// Seconds that `next` has waited for images so far.
    package var secondsWaited: Double { queue.waited }
}
