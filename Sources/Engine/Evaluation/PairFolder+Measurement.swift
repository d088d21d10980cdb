import Files

extension PairFolder {
    /// Takes agents through all pairs with the mean action, pair after pair.
    ///
    /// - Parameters:
    ///   - agents: at least one; with critics where these are assessed.
    ///   - steps: of each sequence, at least 1.
    ///   - lossNetwork: measures the losses, as `PairMetrics` says.
    ///   - comparedNetwork: another one, whose rewards are wanted too.
    ///   - assessesCritics: whether Q and rewards are wanted.
    ///   - shown: the steps whose frames `rows` gets.
    ///   - skipping: is told of each pair that cannot be measured, while others can; nil where one such pair is an error.
    ///   - began: is told of each sequence before it is measured, with the number of those before it.
    ///   - rows: gets for each pair a row for each agent: content, style and the frames shown, rounded to 8 bits.
    /// - Returns: for each agent, what was measured of each pair.
    /// - Throws: `FileError` where a picture cannot be read, `EngineError.unsuitableImage` where one is too small or too
    ///   large, `EngineError.failed` where all of several pairs were skipped, and what `rows` throws.
    package func measure(
        _ agents: [Agent], steps: Int, lossNetwork: LossNetwork, comparedNetwork: LossNetwork? = nil,
        assessesCritics: Bool = false, shown: [Int] = [], skipping: ((Pair, any Error) -> Void)? = nil,
        began: (Pair, Int) -> Void = { _, _ in },
        rows: (Pair, [[Picture]]) throws -> Void = { _, _ in }
    ) throws -> [[SequenceMeasurement]] {
        var sequences = [[SequenceMeasurement]](repeating: [], count: agents.count)
        for (number, pair) in pairs.enumerated() {
            let (content, style): (Picture, Picture)
            let metrics: PairMetrics
            do {
                (content, style) = (try Picture.read(pair.content), try Picture.read(pair.style))
                metrics = try Self.metrics(pair, content, style, lossNetwork, comparedNetwork)
            } catch {
                guard let skipping, pairs.count > 1 else { throw error }
                skipping(pair, error)
                continue
            }
            var pictures: [[Picture]] = []
            for (index, agent) in agents.enumerated() {
                began(pair, number * agents.count + index)
                var frames: [Int: Picture] = [:]
                sequences[index].append(
                    try metrics.measure(agent, steps: steps, assessesCritics: assessesCritics) { step, frame in
                        if shown.contains(step) { frames[step] = frame }
                    })
                pictures.append([content, style] + shown.compactMap { frames[$0] })
            }
            try rows(pair, pictures)
        }
        guard sequences.allSatisfy({ !$0.isEmpty }) else {
            throw EngineError.failed("None of the \(pairs.count) pairs can be measured; mend their pictures first.")
        }
        return sequences
    }

    private static func metrics(
        _ pair: Pair, _ content: Picture, _ style: Picture, _ lossNetwork: LossNetwork, _ compared: LossNetwork?
    ) throws -> PairMetrics {
        do {
            return try PairMetrics(
                lossNetwork: lossNetwork, comparedNetwork: compared, content: content, style: style)
        } catch let error as EngineError {
            throw EngineError.unsuitableImage(problem: "The pair \(pair.name): \(error)")
        }
    }
}
