import Files
import Tensors
import Testing

@testable import Engine

/// What critics and a loss network know of a step.
@Suite struct AssessmentTests {
    static func agent(critics: Bool, gain: Float = 1, metadata: [String: String] = [:]) throws -> Agent {
        try Self.agent(with: critics ? Agent.criticTensors(seesStyle: true) : [], gain: gain, metadata: metadata)
    }

    private static func agent(
        with critics: [ParameterDeclaration], gain: Float = 1, metadata: [String: String] = [:]
    ) throws -> Agent {
        var generator = RandomGenerator(seed: 3)
        var file = TensorFile(metadata: metadata)
        for declaration in Agent.expectedTensors + critics {
            let count = declaration.extents.reduce(1, *)
            let scale = declaration.extents.count == 1 ? 0.1 : gain / Float(count / declaration.extents[0]).squareRoot()
            file[declaration.name] = StoredTensor(
                shape: declaration.extents, values: normal(count, &generator).map { scale * $0 })
        }
        return try Agent(file)
    }

    /// Four taps of 16, 16, 32 and 32 channels.
    static func lossNetwork() throws -> LossNetwork {
        var generator = RandomGenerator(seed: 4)
        var layers: [LossNetwork.Layer] = []
        var weights: [String: ConvolutionWeights] = [:]
        var inputs = 3
        for (index, outputs) in [16, 16, 32, 32].enumerated() {
            if index > 0 { layers.append(.maxPool) }
            layers.append(.convolution(name: "conv\(index)", isTap: true))
            let weight = StoredTensor(
                shape: [outputs, inputs, 3, 3], values: normal(9 * inputs * outputs, &generator).map { 0.2 * $0 })
            weights["conv\(index)"] = ConvolutionWeights(
                weight: weight, bias: StoredTensor(shape: [outputs], values: normal(outputs, &generator)))
            inputs = outputs
        }
        return try LossNetwork(layers: layers, weights: weights, provenance: [:])
    }

    private static func normal(_ count: Int, _ generator: inout RandomGenerator) -> [Float] {
        var values = [Float](repeating: 0, count: count)
        values.withUnsafeMutableBufferPointer { generator.fillNormal($0) }
        return values
    }

    static func image(width: Int, height: Int, seed: UInt64) -> FloatImage {
        var generator = RandomGenerator(seed: seed)
        return FloatImage(
            width: width, height: height, planes: normal(3 * width * height, &generator).map { 0.5 + 0.2 * $0 })
    }

    /// Feature maps as plain arrays, channel by channel.
    private static func maps(_ network: LossNetwork, _ image: FloatImage) -> [[[Float]]] {
        network.features(Variable(image.tensor()), on: Tape(recording: false)).map { map in
            let (values, channels) = (map.value.planarValues(), map.shape.channels)
            let area = values.count / channels
            return (0..<channels).map { Array(values[$0 * area..<($0 + 1) * area]) }
        }
    }

    /// eq. 5 in double precision.
    private static func styleLoss(_ a: [[[Float]]], _ b: [[[Float]]]) -> Double {
        func statistics(_ values: [Float]) -> (mean: Double, deviation: Double) {
            let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
            let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            return (mean, (squares / Double(values.count - 1) + 1e-5).squareRoot())
        }
        return zip(a, b).reduce(0) { total, level in
            zip(level.0, level.1).reduce(total) { total, channel in
                let (one, other) = (statistics(channel.0), statistics(channel.1))
                let (mean, deviation) = (one.mean - other.mean, one.deviation - other.deviation)
                return total + (mean * mean + deviation * deviation) / Double(level.0.count)
            }
        }
    }

    @Test func aStepIsAssessedByTheDefinitions() throws {
        let network = try Self.lossNetwork()
        let agent = try Self.agent(critics: true)
        let (content, style) = (Self.image(width: 42, height: 30, seed: 1), Self.image(width: 33, height: 50, seed: 2))
        var sequence = try StyleSequence(agent: agent, content: content, style: style, lossNetwork: network)
        try sequence.step()
        let frame = try sequence.step(StepOptions(action: .sample(seed: 5)))
        let report = try #require(frame.report)

        let (shown, target) = (Self.maps(network, frame.image), Self.maps(network, style))
        let expected = Self.styleLoss(shown, target)
        let styleLoss = try #require(report.styleLoss)
        #expect(abs(Double(styleLoss) - expected) < 1e-4 * expected)
        #expect(report.reward == -styleLoss)
        let ssim = StructuralSimilarity.mean(frame.image.picture(), content.picture())
        #expect(report.ssim == Float(ssim) && ssim < 1)
        let (deep, original) = (shown[3].flatMap { $0 }, Self.maps(network, content)[3].flatMap { $0 })
        let contentLoss =
            zip(deep, original).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } / Double(deep.count)
        #expect(abs(Double(try #require(report.contentLoss)) - contentLoss) < 1e-4 * contentLoss)

        let drawn = sequence.advanced(from: sequence.frames[1], StepOptions(action: .sample(seed: 5))).action
        let action = try #require(drawn)
        let critics = try #require(agent.critics)
        let tape = Tape(recording: false)
        let q = [critics.0, critics.1].map { critic -> [Float] in
            let map = critic.value(
                moving: Variable(sequence.frames[1].moving), style: Variable(style.tensor()), action: Variable(action),
                on: tape)
            return map.value.planarValues()
        }
        let smaller = zip(q[0], q[1]).map { Double(min($0, $1)) }
        let mean = smaller.reduce(0, +) / Double(smaller.count)
        #expect(abs(Double(try #require(report.q)) - mean) < 1e-4 * max(1, abs(mean)))
    }

    @Test func onlyCriticsThatSeeTheStyleTellFirstStepsOfTwoStylesApart() throws {
        let content = Self.image(width: 20, height: 16, seed: 1)
        let styles = [Self.image(width: 16, height: 16, seed: 2), Self.image(width: 16, height: 16, seed: 3)]
        func firstQ(_ tensors: [ParameterDeclaration]) throws -> [Float] {
            let agent = try Self.agent(with: tensors)
            return try styles.map { style in
                var sequence = try StyleSequence(agent: agent, content: content, style: style)
                return try #require(try sequence.step().report?.q)
            }
        }
        let blind = try firstQ(Agent.criticTensors(seesStyle: false))
        let seeing = try firstQ(Agent.criticTensors(seesStyle: true))
        #expect(blind[0] == blind[1])
        #expect(abs(seeing[0] - seeing[1]) > 1e-4 * abs(seeing[0]))
    }

    @Test func whatIsNotAskedForOrNotThereIsNotKnown() throws {
        let (content, style) = (Self.image(width: 20, height: 16, seed: 1), Self.image(width: 16, height: 16, seed: 2))
        var asked = try StyleSequence(agent: Self.agent(critics: false), content: content, style: style)
        let report = try #require(try asked.step().report)
        #expect(report.q == nil && report.reward == nil && report.styleLoss == nil && report.contentLoss == nil)
        var unasked = try StyleSequence(
            agent: Self.agent(critics: true), content: content, style: style, lossNetwork: Self.lossNetwork())
        let quick = try #require(try unasked.step(StepOptions(isAssessed: false)).report)
        #expect(quick.q == nil && quick.reward == nil && quick.styleLoss == nil && quick.contentLoss == nil)
    }

    @Test func imagesTooSmallForTheNetworkHaveNoLosses() throws {
        var sequence = try StyleSequence(
            agent: Self.agent(critics: true), content: Self.image(width: 20, height: 9, seed: 1),
            style: Self.image(width: 16, height: 16, seed: 2), lossNetwork: Self.lossNetwork())
        let report = try #require(try sequence.step().report)
        #expect(report.q != nil && report.reward == nil)
    }

    @Test func theWorkerShowsAFrameBeforeItIsAssessed() async throws {
        let worker = StylizationWorker()
        worker.open(
            agent: try Self.agent(critics: true), content: Self.image(width: 20, height: 16, seed: 1).picture(),
            style: Self.image(width: 16, height: 16, seed: 2).picture(), lossNetwork: try Self.lossNetwork())
        worker.advance(from: nil, steps: 2, options: StepOptions(), token: 7)
        var story: [String] = []
        for await event in worker.events {
            switch event {
            case .opened, .began: continue
            case .frame(let frame, _):
                #expect(frame.report?.q == nil && frame.report?.reward == nil)
                story.append("frame \(frame.step)")
            case .assessed(let report, let token):
                #expect(token == 7 && report.q != nil && report.reward != nil)
                story.append("assessed \(report.step)")
            case .finished: story.append("finished")
            case .cancelled, .failed: Issue.record("\(event)")
            }
            if story.last == "finished" { break }
        }
        #expect(story == ["frame 1", "assessed 1", "frame 2", "assessed 2", "finished"])
    }

    @Test func largeImagesAreMeasuredAtTheSizeAgentsLearnAt() throws {
        let network = try Self.lossNetwork()
        let (content, style) = (
            Self.image(width: 400, height: 300, seed: 1), Self.image(width: 300, height: 700, seed: 2)
        )
        let large = try #require(LossAssessor(network: network, content: content, style: style))
        let small = try #require(
            LossAssessor(
                network: network, content: content.reduced(shortSide: 256), style: style.reduced(shortSide: 256)))
        #expect(large.losses(of: content).style == small.losses(of: content.reduced(shortSide: 256)).style)
        #expect(large.losses(of: content).content == 0)
        let own = try #require(LossAssessor(network: network, content: content, style: content))
        #expect(own.losses(of: content) == (0, 0, 1))
    }

    @Test func reductionTakesTheMeanOfWhatAPixelCovers() {
        let plane: [Float] = [1, 3, 5, 7, 2, 4, 6, 8, 0, 2, 4, 6, 1, 3, 5, 7]
        let image = FloatImage(width: 4, height: 4, planes: plane + plane.map { 2 * $0 } + plane.map { -$0 })
        let half = image.reduced(shortSide: 2)
        #expect(half.width == 2 && half.height == 2)
        #expect(half.planes == [2.5, 6.5, 1.5, 5.5, 5, 13, 3, 11, -2.5, -6.5, -1.5, -5.5])
        #expect(image.reduced(shortSide: 4) == image)
        // Areas are equal, so that the mean stays.
        let odd = Self.image(width: 5, height: 7, seed: 9)
        let reduced = odd.reduced(shortSide: 3)
        #expect(reduced.width == 3 && reduced.height == 4)
        // The first covers one row and three quarters of the next, one column and two thirds of the next.
        let rows = (0...1).map { Double(odd.planes[5 * $0]) + 2.0 / 3 * Double(odd.planes[5 * $0 + 1]) }
        let first = (rows[0] + 0.75 * rows[1]) / (5.0 / 3 * 1.75)
        #expect(abs(Double(reduced.planes[0]) - first) < 1e-6)
        let mean = { (values: ArraySlice<Float>) in values.reduce(0) { $0 + Double($1) } / Double(values.count) }
        #expect(abs(mean(odd.planes[0..<35]) - mean(reduced.planes[0..<12])) < 1e-6)
    }
}
