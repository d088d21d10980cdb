import Files
import Foundation
import Tensors

@testable import Engine

/// A trainer of everything but networks: it draws crops, plays episodes, fills the replay memory, samples it and lets a
/// weight vector drift with what it sees, so that its last weights tell whether anything on the way was different.
struct PracticeTrainer {
    static let side = 16
    static let updates = 400
    static let interval = 8
    static let layout = ReplayLayout(capacity: 50, side: side, statisticCount: 4)
    /// Tensors that only make checkpoints larger, so that writing one takes time.
    private static let ballast = StoredTensor(shape: [1 << 20], values: [Float](repeating: 1, count: 1 << 20))

    private let run: RunFolder
    private let memory: ReplayMemory
    private let loader: CropLoader
    private var generator: RandomGenerator
    private var weights: [Float]
    private var update: Int
    /// Microseconds that an update takes longer than it must.
    private let pause: UInt32
    /// The update after which it only listens, so that a test that is slow to look still meets a run under way.
    private let hold: Int

    init(run path: String, images: String, pause: UInt32 = 0, hold: Int = updates) throws {
        let folder = try ImageFolder(images, role: "content", minimumCount: 2)
        self.pause = pause
        self.hold = hold
        run = RunFolder.holdsRun(path) ? try .open(path) : try .create(path, configuration: ["side": Self.side])
        var position = RandomGenerator(seed: 1)
        if let checkpoint = try run.latestCheckpoint() {
            let tensors = checkpoint.file.tensors
            let index = try ReplayIndex(tensors: tensors, path: checkpoint.path)
            memory = try ReplayMemory(resuming: index, layout: Self.layout, in: run.replayFolder)
            guard memory.lostCount == 0, checkpoint.damaged.isEmpty,
                let loaderState = tensors["loader"]?.unsignedIntegers.flatMap({ RandomGenerator(state: $0) }),
                let state = tensors["generator"]?.unsignedIntegers.flatMap({ RandomGenerator(state: $0) }),
                let stored = tensors["weights"]?.values
            else { throw RunError.damaged(path: checkpoint.path, reason: "not what was written") }
            position = loaderState
            generator = state
            weights = stored
            update = checkpoint.update
        } else {
            memory = try ReplayMemory(creating: Self.layout, in: run.replayFolder)
            generator = RandomGenerator(seed: 2)
            weights = [Float](repeating: 0, count: 64)
            update = 0
        }
        loader = CropLoader(
            content: folder, style: folder, options: CropOptions(side: Self.side), position: position, workers: 2,
            ahead: 3, cacheLimit: 20_000)
    }

    /// Trains to the end, or until it is told to stop.
    mutating func train() throws {
        run.status.update { [update] in
            $0.updates = update
            $0.targetUpdates = Self.updates
            $0.state = .running
        }
        while update < Self.updates {
            switch run.commands.poll() {
            case .stop:
                try checkpoint()
                return run.end(.stopped)
            case .wait:
                run.status.update { $0.state = .paused }
                usleep(1000)
                continue
            case .go:
                run.status.update { $0.state = .running }
            }
            guard update < hold else {
                usleep(1000)
                continue
            }
            try step()
            update += 1
            run.status.update { [update] in $0.updates = update }
            if update % Self.interval == 0 { try checkpoint() }
            if pause > 0 { usleep(pause) }
        }
        try run.writeFinalWeights(TensorFile(tensors: ["weights": vector]))
        run.end(.finished)
    }

    private var vector: StoredTensor { StoredTensor(shape: [weights.count], values: weights) }

    private mutating func step() throws {
        let count = Self.layout.imageCount
        if !memory.hasCurrentEpisode || memory.currentStep == 1 + Int(update / 40) {
            let pair = try loader.next()
            let statistics = (0..<4).map { pair.style[$0] }
            try pair.style.withUnsafeBufferPointer { style in
                try pair.content.withUnsafeBufferPointer { content in
                    try statistics.withUnsafeBufferPointer {
                        try memory.beginEpisode(style: style, statistics: $0, moving: content)
                    }
                }
            }
        }
        var moving = [Float](repeating: 0, count: count)
        var style = moving
        var action = [Float](repeating: 0, count: Self.layout.actionCount)
        moving.withUnsafeMutableBufferPointer { memory.copyCurrentMoving(into: $0) }
        style.withUnsafeMutableBufferPointer { memory.copyCurrentStyle(into: $0) }
        action.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
        var next = moving
        for index in 0..<count {
            let blend: Float = 0.9 * moving[index] + 0.1 * style[index]
            next[index] = blend + 0.01 * action[index] + 0.001 * weights[index % 64]
        }
        let reward = -abs(weights[update % 64] - next[0])
        try action.withUnsafeBufferPointer { action in
            try next.withUnsafeBufferPointer { try memory.append(action: action, reward: reward, mask: 1, next: $0) }
        }
        for position in memory.sample(min(4, memory.count), first: 1, using: &generator) {
            for field in ReplayMemory.Field.allCases {
                for (index, value) in memory.values(field, at: position).enumerated() {
                    weights[index % 64] += 1e-4 * value * (1 + memory.reward(position))
                }
            }
        }
    }

    private func checkpoint() throws {
        var tensors = memory.snapshot().tensors
        tensors["weights"] = vector
        tensors["generator"] = StoredTensor(shape: [4], unsignedIntegers: generator.state)
        tensors["loader"] = StoredTensor(shape: [4], unsignedIntegers: loader.position.state)
        tensors["ballast"] = Self.ballast
        try run.writeCheckpoint(TensorFile(tensors: tensors), update: update)
        memory.checkpointed()
        try run.writeWeights(TensorFile(tensors: ["weights": vector]), update: update)
    }
}
