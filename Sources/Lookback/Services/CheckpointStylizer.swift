import Engine
import Files
import Foundation
import Screens
import Synchronization
import Terminal

/// Makes the frames of checkpoints on a thread of its own: always those that are wanted most, every frame reported as soon as it
/// is there. A checkpoint that is no longer wanted is given up between two steps.
final class CheckpointStylizer: Sendable {
    private struct Wanted {
        var keys: [StripKey] = []
        var isStopping = false
    }

    private let wanted = Mutex(Wanted())
    private let arrived = DispatchSemaphore(value: 0)
    private let post: @Sendable (LookbackEvent) -> Void

    init(post: @escaping @Sendable (LookbackEvent) -> Void) {
        self.post = post
    }

    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "looking back"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// What is wanted now, the most urgent first; takes the place of what was wanted before.
    func make(_ keys: [StripKey]) {
        wanted.withLock { $0.keys = keys }
        arrived.signal()
    }

    /// Ends the thread after its present step; does not wait for it.
    func stop() {
        wanted.withLock { $0.isStopping = true }
        arrived.signal()
    }

    private func run() {
        var pictures = PictureMemory()
        while true {
            guard let key = next() else {
                if wanted.withLock({ $0.isStopping }) { return }
                arrived.wait()
                continue
            }
            do {
                try make(key, &pictures)
            } catch {
                finish(key)
                post(.failed(key, "\(error)"))
            }
        }
    }

    private func next() -> StripKey? {
        wanted.withLock { $0.isStopping ? nil : $0.keys.first }
    }

    private func finish(_ key: StripKey) {
        wanted.withLock { $0.keys.removeAll { $0 == key } }
    }

    private func make(_ key: StripKey, _ pictures: inout PictureMemory) throws {
        let content = try pictures.image(key.content, shortSide: key.shortSide)
        let style = try pictures.image(key.style, shortSide: key.shortSide)
        post(.frame(key, step: 0, BitmapMaker.bitmap(content.picture())))
        var sequence = try StyleSequence(agent: Agent.load(key.weights), content: content, style: style)
        for step in 1...LookbackState.lastStep {
            // Something else is more urgent: what was made stays, the rest is made when it is wanted again.
            guard next() == key else { return }
            let frame = try sequence.step(StepOptions(isAssessed: false))
            post(.frame(key, step: step, BitmapMaker.bitmap(frame.picture())))
        }
        finish(key)
    }
}

/// The pictures used last, decoded and reduced.
private struct PictureMemory {
    private static let limit = 6
    private var entries: [(path: String, shortSide: Int, image: FloatImage)] = []

    mutating func image(_ path: String, shortSide: Int) throws -> FloatImage {
        if let place = entries.firstIndex(where: { $0.path == path && $0.shortSide == shortSide }) {
            let entry = entries.remove(at: place)
            entries.append(entry)
            return entry.image
        }
        let image = FloatImage(try Picture.read(path).resized(shortSide: shortSide))
        entries.append((path, shortSide, image))
        if entries.count > Self.limit { entries.removeFirst() }
        return image
    }
}
