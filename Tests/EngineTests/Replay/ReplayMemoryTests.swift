import Files
import Foundation
import Tensors
import Testing

@testable import Engine

@Suite struct ReplayMemoryTests {
    static let layout = ReplayLayout(
        capacity: 20, imageCount: 3 * 8 * 4, actionCount: 64 * 2, featureCount: 10, statisticCount: 7)

    /// Values that tell whose they are; halves hold them exactly.
    static func values(_ count: Int, _ kind: Int, _ episode: Int, _ step: Int) -> [Float] {
        (0..<count).map { Float(($0 * 7 + kind * 31 + episode * 13 + step * 5) % 2048) }
    }

    /// Plays an episode: `steps` transitions with reward −episode − step/100.
    static func play(_ memory: ReplayMemory, episode: Int, steps: Int) throws {
        try begin(memory, episode: episode)
        for step in 0..<steps { try append(memory, episode: episode, step: step) }
    }

    static func begin(_ memory: ReplayMemory, episode: Int) throws {
        let layout = memory.layout
        try values(layout.imageCount, 0, episode, 0).withUnsafeBufferPointer { style in
            try values(layout.statisticCount, 1, episode, 0).map { $0 + 0.1 }.withUnsafeBufferPointer { statistics in
                try values(layout.imageCount, 2, episode, 0).withUnsafeBufferPointer { moving in
                    try values(layout.featureCount, 3, episode, 0).withUnsafeBufferPointer { features in
                        try memory.beginEpisode(
                            style: style, statistics: statistics, moving: moving, features: features)
                    }
                }
            }
        }
    }

    static func append(_ memory: ReplayMemory, episode: Int, step: Int) throws {
        let layout = memory.layout
        try values(layout.actionCount, 4, episode, step).withUnsafeBufferPointer { action in
            try values(layout.imageCount, 2, episode, step + 1).withUnsafeBufferPointer { next in
                try values(layout.featureCount, 3, episode, step + 1).withUnsafeBufferPointer { features in
                    try memory.append(
                        action: action, reward: -Float(episode) - Float(step) / 100, mask: step == 3 ? 0 : 1,
                        next: next, features: features)
                }
            }
        }
    }

    /// Every transition's content is that of its episode and step.
    static func expectIntact(_ memory: ReplayMemory, sourceLocation: SourceLocation = #_sourceLocation) {
        let layout = memory.layout
        for position in 0..<memory.count {
            let (episode, step) = (memory.episode(position), memory.step(position))
            let isIntact =
                memory.values(.style, at: position) == values(layout.imageCount, 0, episode, 0)
                && memory.values(.styleStatistics, at: position)
                    == values(layout.statisticCount, 1, episode, 0).map { $0 + 0.1 }
                && memory.values(.moving, at: position) == values(layout.imageCount, 2, episode, step)
                && memory.values(.nextMoving, at: position) == values(layout.imageCount, 2, episode, step + 1)
                && memory.values(.movingFeatures, at: position) == values(layout.featureCount, 3, episode, step)
                && memory.values(.nextFeatures, at: position) == values(layout.featureCount, 3, episode, step + 1)
                && memory.values(.origin, at: position) == values(layout.imageCount, 2, episode, 0)
                && memory.values(.originFeatures, at: position) == values(layout.featureCount, 3, episode, 0)
                && memory.values(.action, at: position) == values(layout.actionCount, 4, episode, step)
                && memory.reward(position) == -Float(episode) - Float(step) / 100
                && memory.mask(position) == (step == 3 ? 0 : 1)
                // The oldest one's is forgotten with the transition before it.
                && memory.priorReward(position)
                    == (step == 0 || position == 0 ? nil : -Float(episode) - Float(step - 1) / 100)
            #expect(isIntact, "transition \(position)", sourceLocation: sourceLocation)
        }
    }

    @Test func givesBackWhatWasPutIn() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        try Self.play(memory, episode: 1, steps: 5)
        try Self.play(memory, episode: 2, steps: 1)
        try Self.play(memory, episode: 3, steps: 3)
        #expect(memory.count == 9)
        #expect((0..<9).map { memory.episode($0) } == [1, 1, 1, 1, 1, 2, 3, 3, 3])
        #expect((0..<9).map { memory.step($0) } == [0, 1, 2, 3, 4, 0, 0, 1, 2])
        Self.expectIntact(memory)
        #expect(memory.hasCurrentEpisode && memory.currentStep == 3)
        let batch = [7, 0, 7]
        var buffer = [Float](repeating: 0, count: 3 * Self.layout.actionCount)
        buffer.withUnsafeMutableBufferPointer { memory.read(.action, at: batch, into: $0) }
        #expect(buffer == batch.flatMap { memory.values(.action, at: $0) })
    }

    @Test func theOldestGoesFirstAndItsRoomIsUsedAgain() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        for episode in 1...9 { try Self.play(memory, episode: episode, steps: 1 + episode % 6) }
        let size = memory.fileByteCount
        for episode in 10...200 {
            try Self.play(memory, episode: episode, steps: 1 + episode % 6)
            #expect(memory.count == 20)
            Self.expectIntact(memory)
        }
        #expect(memory.episode(memory.count - 1) == 200)
        #expect(memory.fileByteCount == size)
        memory.removeAll()
        #expect(memory.count == 0 && memory.hasCurrentEpisode)
        try Self.append(memory, episode: 200, step: 3)
        Self.expectIntact(memory)
    }

    @Test func aTransitionOfTenStepsTakesLessThanAMegabyte() throws {
        let bytes = ReplayLayout(capacity: 5000, side: 256).bytesPerTransition(episodeLength: 10)
        #expect(bytes <= 1_000_000)
        // And the files are no larger than that: 300 transitions of 32² in ten-step episodes.
        let folder = try TemporaryFolder()
        let layout = ReplayLayout(capacity: 300, side: 32)
        let memory = try ReplayMemory(creating: layout, in: folder.path)
        for episode in 1...60 { try Self.play(memory, episode: episode, steps: 10) }
        #expect(Double(memory.fileByteCount) < 1.25 * 300 * layout.bytesPerTransition(episodeLength: 10))
    }

    @Test func valuesAreRoundedToHalfPrecision() throws {
        let folder = try TemporaryFolder()
        let layout = ReplayLayout(capacity: 4, imageCount: 3, actionCount: 1)
        let memory = try ReplayMemory(creating: layout, in: folder.path)
        let image: [Float] = [-0.521, 1.412, 1e-7]
        try image.withUnsafeBufferPointer { try memory.beginEpisode(style: $0, moving: $0) }
        var current = [Float](repeating: 0, count: 3)
        current.withUnsafeMutableBufferPointer { memory.copyCurrentMoving(into: $0) }
        #expect(current == image.map { Float(Float16($0)) })
        current.withUnsafeMutableBufferPointer { memory.copyCurrentStyle(into: $0) }
        #expect(current == image.map { Float(Float16($0)) })
    }

    @Test func samplesUniformlyAndWithoutReplacement() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        for episode in 1...8 { try Self.play(memory, episode: episode, steps: 4) }
        var generator = RandomGenerator(seed: 9)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 20), count: 3)
        for _ in 0..<20_000 {
            let batch = memory.sample(3, using: &generator)
            #expect(Set(batch).count == 3)
            for (place, position) in batch.enumerated() { counts[place][position] += 1 }
        }
        // χ² with 19 degrees of freedom exceeds 43.8 once in a thousand seeds; each place of the batch by itself.
        for row in counts { #expect(row.reduce(0.0) { $0 + pow(Double($1) - 1000, 2) / 1000 } < 43.8) }
        #expect(memory.sample(20, using: &generator).sorted() == Array(0..<20))
        var again = RandomGenerator(seed: 4)
        var other = RandomGenerator(seed: 4)
        #expect(memory.sample(5, using: &again) == memory.sample(5, using: &other))
    }

    @Test func aShareOfTheBatchCanBeFresh() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        for episode in 1...8 { try Self.play(memory, episode: episode, steps: 4) }
        var generator = RandomGenerator(seed: 9)
        var seen: Set<Int> = []
        for _ in 0..<500 {
            let batch = memory.sample(8, first: 2, using: &generator)
            #expect(Set(batch).count == 8)
            #expect(batch.prefix(2).allSatisfy { memory.step($0) == 0 })
            seen.formUnion(batch.dropFirst(2))
        }
        #expect(seen == Set(0..<20))
        #expect(Set(memory.sample(20, first: 9, using: &generator)) == Set(0..<20))
    }

    @Test func aWindowHoldsTheLatestAlone() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        for episode in 1...8 { try Self.play(memory, episode: episode, steps: 4) }
        var generator = RandomGenerator(seed: 9)
        for first in [0, 2] {
            var seen: Set<Int> = []
            for _ in 0..<300 { seen.formUnion(memory.sample(3, first: first, latest: 7, using: &generator)) }
            #expect(seen == Set(13..<20))
        }
    }

    @Test func goesOnFromItsIndexAfterMoreWasWritten() throws {
        let folder = try TemporaryFolder()
        var index: ReplayIndex
        var expected: [[Float]]
        do {
            let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
            for episode in 1...9 { try Self.play(memory, episode: episode, steps: 4) }
            _ = memory.snapshot()
            memory.checkpointed()
            try Self.play(memory, episode: 10, steps: 3)
            index = memory.snapshot()
            expected = (0..<20).map { memory.values(.moving, at: $0) }
            // While the checkpoint is written and after it the run goes on, round the whole memory and more.
            for episode in 11...14 { try Self.play(memory, episode: episode, steps: 4) }
            memory.checkpointed()
            for episode in 15...40 { try Self.play(memory, episode: episode, steps: 4) }
        }
        // By way of a checkpoint's tensors.
        index = try ReplayIndex(tensors: index.tensors, path: "checkpoint")
        let memory = try ReplayMemory(resuming: index, layout: Self.layout, in: folder.path)
        try #require(memory.lostCount == 0 && memory.count == 20)
        #expect((0..<20).map { memory.values(.moving, at: $0) } == expected)
        Self.expectIntact(memory)
        #expect(memory.hasCurrentEpisode && memory.currentStep == 3)
        var current = [Float](repeating: 0, count: Self.layout.imageCount)
        current.withUnsafeMutableBufferPointer { memory.copyCurrentMoving(into: $0) }
        #expect(current == Self.values(current.count, 2, 10, 3))
        try Self.append(memory, episode: 10, step: 3)
        for episode in 11...30 { try Self.play(memory, episode: episode, steps: 4) }
        Self.expectIntact(memory)
        // Even now, without a further checkpoint, the index still stands.
        let again = try ReplayMemory(resuming: index, layout: Self.layout, in: folder.path)
        #expect(again.lostCount == 0)
        Self.expectIntact(again)
    }

    @Test func transitionsOfAnOutdatedIndexAreLeftOutAndCounted() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        for episode in 1...5 { try Self.play(memory, episode: episode, steps: 4) }
        let outdated = memory.snapshot()
        memory.checkpointed()
        for episode in 6...8 { try Self.play(memory, episode: episode, steps: 4) }
        _ = memory.snapshot()
        memory.checkpointed()
        for episode in 9...9 { try Self.play(memory, episode: episode, steps: 4) }
        let resumed = try ReplayMemory(resuming: outdated, layout: Self.layout, in: folder.path)
        #expect(resumed.lostCount > 0 && resumed.lostCount < 20)
        #expect(resumed.count == 20 - resumed.lostCount)
        Self.expectIntact(resumed)
        // Without the files nothing is left, and the run can still go on.
        try FileManager.default.removeItem(atPath: folder.path + "/frames")
        let empty = try ReplayMemory(resuming: outdated, layout: Self.layout, in: folder.path)
        #expect(empty.lostCount == 20 && !empty.hasCurrentEpisode)
        try Self.play(empty, episode: 6, steps: 2)
        Self.expectIntact(empty)
    }

    @Test func anotherCapacityIsAllowedAndOtherSizesAreNot() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        for episode in 1...6 { try Self.play(memory, episode: episode, steps: 4) }
        let index = memory.snapshot()
        memory.checkpointed()
        var layout = Self.layout
        layout.capacity = 5
        let smaller = try ReplayMemory(resuming: index, layout: layout, in: folder.path)
        #expect(smaller.count == 5 && smaller.episode(0) == 5)
        Self.expectIntact(smaller)
        layout.imageCount += 3
        #expect(throws: RunError.otherReplayLayout(path: folder.path)) {
            try ReplayMemory(resuming: index, layout: layout, in: folder.path)
        }
    }

    @Test func aDamagedIndexIsRefused() throws {
        let folder = try TemporaryFolder()
        let memory = try ReplayMemory(creating: Self.layout, in: folder.path)
        try Self.play(memory, episode: 1, steps: 4)
        let tensors = memory.snapshot().tensors
        #expect(throws: RunError.self) { try ReplayIndex(tensors: [:], path: "x") }
        for name in tensors.keys {
            var broken = tensors
            broken[name] = StoredTensor(shape: [1], integers: [-5])
            #expect(throws: RunError.self, "\(name)") { try ReplayIndex(tensors: broken, path: "x") }
        }
        var columns = tensors["replay.transitions"]?.integers ?? []
        for column in 0..<7 {
            let good = columns[column]
            columns[column] = -1
            var broken = tensors
            broken["replay.transitions"] = StoredTensor(shape: [4, 7], integers: columns)
            #expect(throws: RunError.self, "column \(column)") { try ReplayIndex(tensors: broken, path: "x") }
            columns[column] = good
        }
    }

    @Test func aFolderThatIsMissingIsNamed() {
        #expect(throws: RunError.inaccessible(path: "/nowhere/frames", reason: "No such file or directory")) {
            try ReplayMemory(creating: Self.layout, in: "/nowhere")
        }
    }
}
