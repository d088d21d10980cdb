import Files

extension PairMetrics {
    /// Pixels that both pictures must have each way.
    static func leastSide(_ lossNetwork: LossNetwork, _ comparedNetwork: LossNetwork?) -> Int {
        max(
            lossNetwork.leastSide(taps: lossNetwork.tapCount), comparedNetwork?.leastSide(taps: 4) ?? 0,
            PaintingMeasures.leastSide)
    }

    /// Makes sure that the pictures of a pair can be measured, from the headers of their files, before memory is taken for them.
    ///
    /// - Throws: `FileError` where one cannot be read, `EngineError.unsuitableImage` where one is too small, or measuring it takes
    ///   more than `budget`.
    static func check(
        _ pair: PairFolder.Pair, _ lossNetwork: LossNetwork, _ comparedNetwork: LossNetwork?, budget: MemoryBudget
    ) throws {
        let least = leastSide(lossNetwork, comparedNetwork)
        for (path, role) in [(pair.content, "content"), (pair.style, "style")] {
            let extent = try Picture.dimensions(of: path)
            try check(extent, role, least: least)
            let bytes = [lossNetwork, comparedNetwork].compactMap { $0.map { estimate(extent, $0) } }.max() ?? 0
            guard bytes > budget.bytes else { continue }
            throw EngineError.unsuitableImage(
                problem:
                    "The \(role) of \(extent.width)×\(extent.height) pixels takes about \(MemoryBudget.text(bytes)) to be "
                    + "measured, more than the \(MemoryBudget.text(budget.bytes)) that may be taken: scale it down first."
            )
        }
    }

    /// - Throws: `EngineError.unsuitableImage` where a picture has fewer than `least` pixels one way.
    static func check(_ extent: (width: Int, height: Int), _ role: String, least: Int) throws {
        guard min(extent.width, extent.height) < least else { return }
        throw EngineError.unsuitableImage(
            problem:
                "The \(role) of \(extent.width)×\(extent.height) pixels is too small to be measured: use one of at "
                + "least \(least) pixels each way.")
    }

    /// About what measuring a picture takes, in bytes: what a convolution of the whole extent reads, pads and makes, and what colours
    /// and edges take. Measured: 5000×5000 pixels with the small loss network took 8.6 GB.
    static func estimate(_ extent: (width: Int, height: Int), _ network: LossNetwork) -> Int {
        var channels = 3
        for case .convolution(let name, _) in network.layers.prefix(while: \.isConvolution) {
            channels = max(channels, network[name].bias.count)
        }
        return extent.width * extent.height * (150 + 3 * 4 * channels)
    }
}

extension LossNetwork.Layer {
    fileprivate var isConvolution: Bool {
        if case .convolution = self { true } else { false }
    }
}
