import Synchronization
import Testing

@testable import Terminal

struct ImageCacheTests {
    private func key(_ id: Int) -> ImageKey {
        ImageKey(
            bitmapID: id, source: PixelRect(x: 0, y: 0, width: 1, height: 1), samples: PixelSize(width: 1, height: 1),
            encoding: .blocks(trueColor: true, shapes: .halves))
    }

    private func image(_ bytes: Int) -> EncodedImage { .sequence([UInt8](repeating: 0, count: bytes)) }

    @Test func dropsWhatWasUsedLongestAgo() {
        var cache = ImageCache(capacity: 100)
        for id in 1...3 { cache.insert(image(30), for: key(id)) }
        #expect(cache.image(for: key(1)) != nil)
        cache.insert(image(30), for: key(4))
        #expect(cache.byteCount == 90 && cache.count == 3)
        #expect(cache.contains(key(1)) && !cache.contains(key(2)) && cache.contains(key(4)))
    }

    @Test func aRemovedPictureTakesNoRoom() {
        var cache = ImageCache(capacity: 100)
        for id in 1...2 { cache.insert(image(30), for: key(id)) }
        cache.remove(key(1))
        cache.remove(key(7))
        #expect(cache.byteCount == 30 && cache.count == 1 && cache.contains(key(2)))
    }

    @Test func countsAReplacedPictureOnce() {
        var cache = ImageCache(capacity: 100)
        cache.insert(image(60), for: key(1))
        cache.insert(image(40), for: key(1))
        #expect(cache.byteCount == 40)
    }

    @Test func keepsTheNewestEvenWhereItIsTooLarge() {
        var cache = ImageCache(capacity: 100)
        cache.insert(image(50), for: key(1))
        cache.insert(image(500), for: key(2))
        #expect(cache.count == 1 && cache.contains(key(2)))
    }

    @Test func tellsWhenAnAwaitedPictureIsReady() async throws {
        let placement = ImagePlacement(
            bitmap: ImageEncoderTests.pattern(width: 20, height: 20),
            rect: Rect(column: 0, row: 0, columns: 10, rows: 5))
        let capabilities = Capabilities(graphics: .sixel)
        let job = try #require(
            ImageJob(placement, layout: ImageLayout(placement, on: capabilities), on: capabilities))
        let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
        let queue = ImageEncodingQueue(capacity: 1 << 20, workers: 1) { continuation.yield() }
        #expect(queue.imageOrRequest(job) == nil)
        var iterator = ready.makeAsyncIterator()
        await iterator.next()
        #expect(queue.imageOrRequest(job) == job.encoded())
    }

    @Test func preparesWithoutTelling() async throws {
        let told = Mutex(0)
        let capabilities = Capabilities(graphics: .blocks)
        let queue = ImageEncodingQueue(capacity: 1 << 20, workers: 2) { told.withLock { $0 += 1 } }
        let jobs = try (0..<6).map { _ in
            let placement = ImagePlacement(
                bitmap: ImageEncoderTests.pattern(width: 20, height: 20),
                rect: Rect(column: 0, row: 0, columns: 10, rows: 5))
            return try #require(
                ImageJob(placement, layout: ImageLayout(placement, on: capabilities), on: capabilities))
        }
        for job in jobs { queue.prepare(job) }
        let deadline = ContinuousClock.now + .seconds(20)
        while jobs.contains(where: { queue.image(for: $0.key) == nil }), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(2))
        }
        #expect(jobs.allSatisfy { queue.image(for: $0.key) != nil })
        #expect(told.withLock { $0 } == 0)
    }
}
