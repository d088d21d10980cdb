import Tensors

/// Makes the images of distillation batches: photographs and paintings as they are, frames of agents between them, and
/// images changed in simple ways.
struct DistillationImages {
    private let source: any TrainingImages
    private let agents: [Agent]
    private let crop: Int
    private var generator: RandomGenerator
    /// Steps of a sequence; frames are picked from them.
    private let steps = 10

    /// - Parameters:
    ///   - source: pairs of content and style crops of `crop` pixels.
    ///   - agents: whose frames are used, one drawn for each pair; none: images changed ever more stand in for frames.
    init(source: any TrainingImages, agents: [Agent], crop: Int, generator: RandomGenerator) {
        self.source = source
        self.agents = agents
        self.crop = crop
        self.generator = generator
    }

    /// The images of `pairs` pairs, in the order that `DistillationBatch` describes.
    mutating func draw(pairs: Int) throws -> Tensor {
        let shape = Shape(1, 3, crop, crop)
        var images: [Tensor] = []
        for _ in 0..<pairs {
            let pair = try source.next()
            let content = Tensor(planar: pair.content, shape: shape)
            let style = Tensor(planar: pair.style, shape: shape)
            images += [content, style]
            images += frames(content, style)
            images.append(ImageChange.random(&generator).applied(to: content, with: style, &generator))
            images.append(ImageChange.random(&generator).applied(to: style, with: content, &generator))
        }
        return Tensor.stacked(images)
    }

    /// Two pairs of successive frames of a sequence: what the network will be asked to tell apart.
    private mutating func frames(_ content: Tensor, _ style: Tensor) -> [Tensor] {
        let early = 1 + generator.index(below: steps - 3)
        let late = early + 2 + generator.index(below: steps - 2 - early)
        let wanted = [early, early + 1, late, late + 1]
        guard !agents.isEmpty else {
            return wanted.map { step in
                ImageChange.mix(colour: Float(step) / Float(steps), detail: 0.04 * Float(step), noise: 0.02)
                    .applied(to: content, with: style, &generator)
            }
        }
        let agent = agents[generator.index(below: agents.count)]
        let code = agent.code(of: style)
        var moving = content
        var frames: [Tensor] = []
        for step in 1...late + 1 {
            moving = agent.step(moving: moving, step: step, style: code).moving
            if wanted.contains(step) { frames.append(Self.bounded(moving)) }
        }
        return frames
    }

    /// Frames are not clamped in training either, but a frame that has gone astray would drown all others.
    private static func bounded(_ image: Tensor) -> Tensor {
        let result = image.copy()
        for i in 0..<result.count { result.values[i] = min(max(-0.5, result.values[i]), 1.5) }
        return result
    }
}
