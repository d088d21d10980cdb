import Glibc
import Tensors

extension ReplayMemory {
    /// What can be read of a transition.
    package enum Field: Sendable, CaseIterable {
        /// y: `layout.imageCount` values.
        case moving
        /// What is cached of y: `layout.featureCount` values.
        case movingFeatures
        /// y′: `layout.imageCount` values.
        case nextMoving
        /// What is cached of y′: `layout.featureCount` values.
        case nextFeatures
        /// The content that the episode began with: `layout.imageCount` values.
        case origin
        /// What is cached of that content: `layout.featureCount` values.
        case originFeatures
        /// The style image: `layout.imageCount` values.
        case style
        /// What is cached of the style image: `layout.statisticCount` values, not rounded.
        case styleStatistics
        /// x: `layout.actionCount` values.
        case action
    }

    /// Draws `batch` positions uniformly without replacement, in random order; 0 is the oldest transition.
    ///
    /// They are valid until the next transition is appended. `batch` is at most `count`.
    package func sample(_ batch: Int, using generator: inout RandomGenerator) -> [Int] {
        precondition(batch >= 0 && batch <= count, "\(batch) of \(count) transitions")
        return Self.draw(batch, below: count, using: &generator)
    }

    /// Like `sample`, with `first` positions of the batch drawn from the transitions at step 0, whose moving image is an
    /// untouched content, as far as there are any, and the rest from all others than those drawn.
    ///
    /// `latest` limits the draw to that many of the newest transitions.
    package func sample(
        _ batch: Int, first: Int, latest: Int = .max, using generator: inout RandomGenerator
    ) -> [Int] {
        let oldest = Swift.max(0, count - latest)
        precondition(batch >= 0 && batch <= count - oldest, "\(batch) of \(count - oldest) transitions")
        let beginnings = transitions.indices.dropFirst(oldest).filter { transitions[$0].step == 0 }
        let fresh = Self.draw(min(first, batch, beginnings.count), below: beginnings.count, using: &generator)
            .map { beginnings[$0] }
        let taken = fresh.sorted()
        let rest = Self.draw(batch - fresh.count, below: count - oldest - fresh.count, using: &generator)
            .map { $0 + oldest }
        // A rank among those not taken becomes a position by stepping over those taken.
        return fresh
            + rest.map { rank in
                taken.reduce(rank) { position, passed in passed <= position ? position + 1 : position }
            }
    }

    /// Floyd's algorithm and a shuffle: `count` distinct numbers below `bound`.
    private static func draw(_ count: Int, below bound: Int, using generator: inout RandomGenerator) -> [Int] {
        var chosen: [Int] = []
        chosen.reserveCapacity(count)
        for last in bound - count..<bound {
            let candidate = generator.index(below: last + 1)
            chosen.append(chosen.contains(candidate) ? last : candidate)
        }
        for index in stride(from: count - 1, to: 0, by: -1) {
            chosen.swapAt(index, generator.index(below: index + 1))
        }
        return chosen
    }

    /// r of the transition at `position`.
    package func reward(_ position: Int) -> Float { transitions[position].reward }
    /// r of the step that made the moving image at `position`; nil for an untouched content, and where it is forgotten.
    package func priorReward(_ position: Int) -> Float? {
        guard transitions[position].step > 0, position > 0,
            transitions[position - 1].episode == transitions[position].episode,
            transitions[position - 1].step + 1 == transitions[position].step
        else { return nil }
        return transitions[position - 1].reward
    }
    /// The mask of the transition at `position`: 1 where y′ has a future.
    package func mask(_ position: Int) -> Float { transitions[position].mask }
    /// How many steps the moving image at `position` is from its content.
    package func step(_ position: Int) -> Int { Int(transitions[position].step) }
    /// The episode of the transition at `position`, counted from 1.
    package func episode(_ position: Int) -> Int { Int(transitions[position].episode) }

    /// The number of values of a field.
    package func count(of field: Field) -> Int {
        switch field {
        case .moving, .nextMoving, .origin, .style: layout.imageCount
        case .movingFeatures, .nextFeatures, .originFeatures: layout.featureCount
        case .styleStatistics: layout.statisticCount
        case .action: layout.actionCount
        }
    }

    /// Asks the disk for the records at `positions` ahead of `read`; without effect where they are in memory.
    package func willNeed(_ positions: [Int]) {
        for position in positions {
            let transition = transitions[position]
            frames.willNeed(Int(transition.frame))
            frames.willNeed(Int(transition.nextFrame))
            frames.willNeed(Int(transition.origin))
            actions.willNeed(Int(transition.action))
            styles.willNeed(Int(transition.style))
        }
    }

    /// Reads a field of several transitions, one after the other, into `buffer`: positions.count × count(of: field).
    package func read(_ field: Field, at positions: [Int], into buffer: UnsafeMutableBufferPointer<Float>) {
        let each = count(of: field)
        precondition(
            buffer.count == each * positions.count,
            "room for \(buffer.count) values of \(positions.count) × \(each)")
        guard each > 0 else { return }
        for (row, position) in positions.enumerated() {
            let transition = transitions[position]
            let values = UnsafeMutableBufferPointer(rebasing: buffer[row * each..<(row + 1) * each])
            switch field {
            case .moving: load(values, from: frames.payload(Int(transition.frame)))
            case .nextMoving: load(values, from: frames.payload(Int(transition.nextFrame)))
            case .movingFeatures:
                load(values, from: frames.payload(Int(transition.frame)) + 2 * layout.imageCount)
            case .nextFeatures:
                load(values, from: frames.payload(Int(transition.nextFrame)) + 2 * layout.imageCount)
            case .origin: load(values, from: frames.payload(Int(transition.origin)))
            case .originFeatures:
                load(values, from: frames.payload(Int(transition.origin)) + 2 * layout.imageCount)
            case .style: load(values, from: styles.payload(Int(transition.style)))
            case .styleStatistics:
                let tail = styles.payload(Int(transition.style)) + 2 * (layout.imageCount + layout.imageCount % 2)
                UnsafeMutableRawBufferPointer(values).copyMemory(
                    from: UnsafeRawBufferPointer(start: tail, count: 4 * each))
            case .action: load(values, from: actions.payload(Int(transition.action)))
            }
        }
    }

    /// Reads a field of one transition as an array.
    package func values(_ field: Field, at position: Int) -> [Float] {
        let count = count(of: field)
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            read(field, at: [position], into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
            initialized = count
        }
    }
}
