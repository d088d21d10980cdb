import CKernels
import Tensors

/// The environment Υ: one episode at a time, its transitions written to the replay memory with what is cached of them.
final class Environment {
    private let learner: Learner
    private let memory: ReplayMemory
    private let crop: Int
    private var style: Tensor?
    private var styleTarget: StyleStatistics?
    private var moving: Tensor?
    /// Steps that the present episode will have.
    private(set) var plannedSteps = 0
    /// Sum of its rewards so far.
    private(set) var episodeReward: Float = 0

    init(learner: Learner, memory: ReplayMemory, crop: Int) {
        self.learner = learner
        self.memory = memory
        self.crop = crop
    }

    /// Steps taken in the present episode; nil between episodes.
    var step: Int? { memory.hasCurrentEpisode ? memory.currentStep : nil }

    /// Begins an episode of `steps` steps from a content and a style crop, planar 3×crop×crop.
    func begin(content: [Float], style: [Float], steps: Int) throws {
        // Rounded as the memory will round them: a resumed episode goes on from the same numbers.
        let content = content.map { Float(Float16($0)) }
        let style = style.map { Float(Float16($0)) }
        let shape = Shape(1, 3, crop, crop)
        let tape = learner.tape(recording: false)
        let contentTensor = Tensor(planar: content, shape: shape)
        let styleTensor = Tensor(planar: style, shape: shape)
        let target = learner.styleStatistics(styleTensor, on: tape)
        let features = learner.lossNetwork.features(Variable(contentTensor), on: tape)[3].value.planarValues()
        var row = target.row()
        if learner.options.painting.coarse.isUsed {
            row += learner.styleStatistics(tape.halved(Variable(styleTensor)).value, on: tape).row()
        }
        try style.withUnsafeBufferPointer { style in
            try row.withUnsafeBufferPointer { row in
                try content.withUnsafeBufferPointer { content in
                    try features.withUnsafeBufferPointer { features in
                        try memory.beginEpisode(style: style, statistics: row, moving: content, features: features)
                    }
                }
            }
        }
        plannedSteps = steps
        episodeReward = 0
        load()
        styleTarget = target
    }

    /// Goes on with the episode that a resumed memory is in.
    func resume(plannedSteps: Int, episodeReward: Float) {
        guard memory.hasCurrentEpisode else { return }
        self.plannedSteps = plannedSteps
        self.episodeReward = episodeReward
        load()
        let tape = learner.tape(recording: false)
        if let style { styleTarget = learner.styleStatistics(style, on: tape) }
    }

    /// Chooses an action for the present moving image: x ~ P_κ(y), with noise n.
    func chooseAction(noise: Tensor) -> Tensor {
        guard let moving else { preconditionFailure("an action outside an episode") }
        let tape = learner.tape(recording: false)
        let (mean, raw) = learner.actor.distribution(
            x2: learner.actor.encode(moving: Variable(moving), on: tape), on: tape)
        return tape.gaussianSample(mean: mean, raw: raw, noise: noise).action.value
    }

    /// Takes an action: y′ = B_τ(x, z_s), r = −(eq. 5 of y′); the transition goes to the memory. The reward, and whether the
    /// episode is over.
    func take(_ action: Tensor) throws -> (reward: Float, isOver: Bool) {
        guard let moving, let style, let styleTarget else { preconditionFailure("a step outside an episode") }
        let tape = learner.tape(recording: false)
        // The style path learns all the time, so its code is not kept over steps.
        let code = StyleCode(learner.actor.encode(style: Variable(style), on: tape), on: tape)
        let output = learner.builder.build(action: Variable(action), style: code, on: tape).value
        learner.options.relaxation.apply(to: output, from: moving, step: memory.currentStep + 1)
        let next = Variable(output)
        let maps = learner.lossNetwork.features(next, taps: learner.options.losses.styleTaps, on: tape)
        let reward = -StyleStatistics(maps, on: tape).distance(to: styleTarget, on: tape).value.scalar
        try learner.timed(.memory) { try remember(action, reward: reward, next: output, features: maps[3].value) }
        episodeReward += reward
        let isOver = memory.currentStep >= plannedSteps
        if isOver {
            memory.endEpisode()
        } else {
            load()
        }
        return (reward, isOver)
    }

    /// The mask is 1 at the time limit too, as in the released code: what ends the episode there is not the state.
    private func remember(_ action: Tensor, reward: Float, next: Tensor, features: Tensor) throws {
        try action.planarValues().withUnsafeBufferPointer { action in
            try next.planarValues().withUnsafeBufferPointer { next in
                try features.planarValues().withUnsafeBufferPointer { features in
                    try memory.append(action: action, reward: reward, mask: 1, next: next, features: features)
                }
            }
        }
    }

    /// The present images as the memory rounds them, so that a resumed run goes on from the same numbers.
    private func load() {
        let shape = Shape(1, 3, crop, crop)
        let moving = Tensor(uninitialized: shape, block: 1)
        memory.copyCurrentMoving(into: UnsafeMutableBufferPointer(start: moving.values, count: moving.count))
        self.moving = moving
        let style = Tensor(uninitialized: shape, block: 1)
        memory.copyCurrentStyle(into: UnsafeMutableBufferPointer(start: style.values, count: style.count))
        self.style = style
    }
}
