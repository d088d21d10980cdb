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
    ///   - rows: gets for each pair a row for each agent: content, style and the frames shown, rounded to 8 bits.
    /// - Returns: for each agent, what was measured of each pair.
    /// - Throws: `FileError` where a picture cannot be read, `EngineError.unsuitableImage` where one is too small or too
    ///   large, and what `rows` throws.
    package func measure(
        _ agents: [Agent], steps: Int, lossNetwork: LossNetwork, comparedNetwork: LossNetwork? = nil,
        assessesCritics: Bool = false, shown: [Int] = [], began: (Pair, Int) -> Void = { _, _ in },
        rows: (Pair, [[Picture]]) throws -> Void = { _, _ in }
    ) throws -> [[SequenceMeasurement]] {
        var sequences = [[SequenceMeasurement]](repeating: [], count: agents.count)
        for (number, pair) in pairs.enumerated() {
            let (content, style) = (try Picture.read(pair.content), try Picture.read(pair.style))
            let metrics: PairMetrics
            do {
                metrics = try PairMetrics(
                    lossNetwork: lossNetwork, comparedNetwork: comparedNetwork, content: content, style: style)
            } catch let error as EngineError {
                throw EngineError.unsuitableImage(problem: "The pair \(pair.name): \(error)")
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
        return sequences
    }
}
