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
    ///   - began: is told of each sequence before it is measured, with the number of those before it.
    ///   - budget: what measuring may take of memory.
    ///   - failed: is told of each pair that cannot be measured, and why; the others are measured still. Nil: the first one ends it.
    ///   - rows: gets for each pair a row for each agent: content, style and the frames shown, rounded to 8 bits.
    /// - Returns: for each agent, what was measured of each pair.
    /// - Throws: what `rows` throws, `EngineError.failed` where none of several pairs can be measured, and without `failed`, or of
    ///   a single pair, `FileError` where a picture cannot be read, `EngineError.unsuitableImage` where one is too small or too
    ///   large.
    package func measure(
        _ agents: [Agent], steps: Int, lossNetwork: LossNetwork, comparedNetwork: LossNetwork? = nil,
        assessesCritics: Bool = false, shown: [Int] = [], budget: MemoryBudget = .standard,
        began: (Pair, Int) -> Void = { _, _ in }, failed: ((Pair, any Error) -> Void)? = nil,
        rows: (Pair, [[Picture]]) throws -> Void = { _, _ in }
    ) throws -> [[SequenceMeasurement]] {
        var sequences = [[SequenceMeasurement]](repeating: [], count: agents.count)
        for (number, pair) in pairs.enumerated() {
            var measured: [SequenceMeasurement] = []
            var pictures: [[Picture]] = []
            do {
                // Limits first: what is over them is not even read.
                try PairMetrics.check(pair, lossNetwork, comparedNetwork, budget: budget)
                let (content, style) = (try Picture.read(pair.content), try Picture.read(pair.style))
                let metrics = try PairMetrics(
                    lossNetwork: lossNetwork, comparedNetwork: comparedNetwork, content: content, style: style)
                for (index, agent) in agents.enumerated() {
                    began(pair, number * agents.count + index)
                    var frames: [Int: Picture] = [:]
                    measured.append(
                        try metrics.measure(agent, steps: steps, assessesCritics: assessesCritics) { step, frame in
                            if shown.contains(step) { frames[step] = frame }
                        })
                    pictures.append([content, style] + shown.compactMap { frames[$0] })
                }
            } catch {
                let named =
                    (error as? EngineError).map { EngineError.unsuitableImage(problem: "The pair \(pair.name): \($0)") }
                    ?? error
                guard let failed, pairs.count > 1 else { throw named }
                failed(pair, named)
                continue
            }
            for (index, sequence) in measured.enumerated() { sequences[index].append(sequence) }
            try rows(pair, pictures)
        }
        guard sequences.allSatisfy({ !$0.isEmpty }) else {
            throw EngineError.failed("None of the \(pairs.count) pairs can be measured; mend their pictures first.")
        }
        return sequences
    }
}
