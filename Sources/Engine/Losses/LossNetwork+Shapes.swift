extension LossNetwork {
    /// Pools of VGG; each halves the picture, and behind a few more nothing is left of it.
    private static let mostPools = 5
    /// Taps that rewards and losses ask for.
    private static let leastTaps = 4

    /// Compares every extent with what it meets, so that nothing is read past a tensor's end.
    ///
    /// - Parameter subject: what the sentence calls the network: a file.
    /// - Throws: `EngineError.failed`.
    static func check(_ layers: [Layer], _ weights: [String: ConvolutionWeights], of subject: String) throws {
        func refuse(_ problem: String) -> EngineError {
            .failed(
                "\(subject) is no usable loss network: \(problem); make one with `ministyler convert --loss-network FILE`."
            )
        }
        var names: Set<String> = []
        var (channels, pools) = (3, 0)
        for layer in layers {
            switch layer {
            case .convolution(let name, _):
                guard names.insert(name).inserted else { throw refuse("it names the convolution \(name) twice") }
                guard let found = weights[name] else { throw refuse("it lacks the convolution \(name)") }
                let (weight, bias) = (found.weight.shape, found.bias.shape)
                guard weight.count == 4, weight[0] > 0, weight[2...] == [3, 3] else {
                    throw refuse("the weight of \(name) is \(text(weight)), which is no convolution of 3×3")
                }
                guard weight[1] == channels else {
                    throw refuse("\(name) reads \(weight[1]) channels and gets \(channels)")
                }
                guard bias == [weight[0]] else {
                    throw refuse("the bias of \(name) is \(text(bias)) for \(weight[0]) channels")
                }
                channels = weight[0]
            case .maxPool: pools += 1
            case .blurPool(let filter):
                guard filter.count == 9 else { throw refuse("a blur filter has \(filter.count) weights in place of 9") }
                pools += 1
            }
        }
        guard pools <= mostPools else {
            throw refuse("it has \(pools) pools, at most \(mostPools) leave something of a picture")
        }
    }

    /// What measuring needs besides. Throws `EngineError.failed`.
    func checkTaps(of path: String) throws {
        guard tapCount < Self.leastTaps else { return }
        throw EngineError.failed(
            "\(path) is no usable loss network: it has \(tapCount) taps, \(Self.leastTaps) are measured; "
                + "make one with `ministyler convert --loss-network FILE`.")
    }

    private static func text(_ shape: [Int]) -> String {
        shape.isEmpty ? "a single number" : shape.map(String.init).joined(separator: "×")
    }
}
