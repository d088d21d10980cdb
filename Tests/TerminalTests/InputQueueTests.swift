import Testing

@testable import Terminal

@Suite struct InputQueueTests {
    private static func key(_ number: Int) -> InputEvent { .resize(Size(columns: number, rows: 1)) }

    @Test func eventsComeInTheirOrder() {
        var queue = InputQueue()
        #expect(queue.isEmpty && queue.last == nil && queue.popFirst() == nil)
        queue.append(contentsOf: (0..<5).map(Self.key))
        #expect(queue.popFirst() == Self.key(0) && queue.popFirst() == Self.key(1) && queue.last == Self.key(4))
        queue.removeAll { $0 == Self.key(2) }
        queue.append(Self.key(9))
        var rest: [InputEvent] = []
        while let event = queue.popFirst() { rest.append(event) }
        #expect(rest == [Self.key(3), Self.key(4), Self.key(9)])
        #expect(queue.isEmpty && queue.last == nil)
    }

    /// A paste into a terminal that does not mark pastes. Moving all that wait for each one took half a minute.
    @Test(.timeLimit(.minutes(1))) func manyEventsAreTakenQuickly() {
        var queue = InputQueue()
        queue.append(contentsOf: (0..<300_000).map(Self.key))
        var sum = 0
        while case .resize(let size)? = queue.popFirst() { sum += size.columns }
        #expect(sum == 300_000 * 299_999 / 2)
    }
}
