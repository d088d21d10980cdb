/// Events in their order. A paste of many keys waits here, so that taking one must not move the others.
struct InputQueue {
    private var events: [InputEvent] = []
    /// How many of them are taken.
    private var taken = 0

    var isEmpty: Bool { taken == events.count }
    /// The newest one that waits.
    var last: InputEvent? { isEmpty ? nil : events.last }

    /// Those of `events` behind the others.
    mutating func append(contentsOf events: [InputEvent]) { for event in events { append(event) } }

    mutating func append(_ event: InputEvent) { events.append(event) }

    /// Those of `new` behind the others; moves that follow one another as the last of them.
    mutating func join(_ new: [InputEvent]) {
        for event in new {
            if case .mouse(let move) = event, case .drag = move.action, case .mouse(let last)? = self.last,
                last.action == move.action, last.modifiers == move.modifiers
            {
                events[events.count - 1] = event
            } else {
                append(event)
            }
        }
    }

    /// The oldest one that waits; nil where there is none.
    mutating func popFirst() -> InputEvent? {
        if isEmpty { return nil }
        defer {
            taken += 1
            if isEmpty {
                events.removeAll(keepingCapacity: taken < 1024)
                taken = 0
            }
        }
        return events[taken]
    }

    mutating func removeAll(where isUnwanted: (InputEvent) -> Bool) {
        events.removeFirst(taken)
        taken = 0
        events.removeAll(where: isUnwanted)
    }
}
