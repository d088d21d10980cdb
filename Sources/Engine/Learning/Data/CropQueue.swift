import Foundation
import Tensors

/// The part of a crop loader that its threads share: draws waiting for a worker, and finished pairs waiting for their turn.
final class CropQueue: @unchecked Sendable {
    private let contents: CropSource
    private let styles: CropSource
    private let ahead: Int
    // Guards everything below.
    private let condition = NSCondition()
    private var generator: RandomGenerator
    /// The generator's state after the draws of each pair that is not delivered yet, in order.
    private var positions: [RandomGenerator] = []
    private var waiting: [(serial: Int, content: CropDraw, style: CropDraw)] = []
    private var finished: [Int: Result<CropPair, any Error>] = [:]
    private var drawnCount = 0
    private var deliveredCount = 0
    private var secondsWaited = 0.0
    private var isClosed = false

    init(contents: CropSource, styles: CropSource, ahead: Int, generator: RandomGenerator) {
        self.contents = contents
        self.styles = styles
        self.ahead = ahead
        self.generator = generator
        draw()
    }

    /// How long `next` has waited for workers.
    var waited: Double {
        condition.lock()
        defer { condition.unlock() }
        return secondsWaited
    }

    /// The next pair in the order of the draws, and the state from which the one after is drawn.
    func next() throws -> (pair: CropPair, position: RandomGenerator) {
        condition.lock()
        defer { condition.unlock() }
        if finished[deliveredCount] == nil {
            let start = ContinuousClock.now
            while finished[deliveredCount] == nil { condition.wait() }
            let duration = (ContinuousClock.now - start).components
            secondsWaited += Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
        }
        guard let result = finished.removeValue(forKey: deliveredCount) else { preconditionFailure("a lost pair") }
        deliveredCount += 1
        let position = positions.removeFirst()
        draw()
        condition.broadcast()
        return (try result.get(), position)
    }

    /// Decides the pairs ahead; the caller holds the lock.
    private func draw() {
        while drawnCount < deliveredCount + ahead {
            let content = CropDraw(imageCount: contents.folder.images.count, using: &generator)
            let style = CropDraw(imageCount: styles.folder.images.count, using: &generator)
            waiting.append((drawnCount, content, style))
            positions.append(generator)
            drawnCount += 1
        }
    }

    /// Makes pairs until the queue is closed.
    func work() {
        condition.lock()
        defer { condition.unlock() }
        while true {
            while waiting.isEmpty, !isClosed { condition.wait() }
            if isClosed { return }
            let job = waiting.removeFirst()
            condition.unlock()
            let result = Result {
                let content = try contents.crop(job.content)
                let style = try styles.crop(job.style)
                return CropPair(
                    content: content.values, style: style.values, contentPath: content.path, stylePath: style.path)
            }
            condition.lock()
            finished[job.serial] = result
            condition.broadcast()
        }
    }

    /// Lets the workers end after the pair they are at.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
