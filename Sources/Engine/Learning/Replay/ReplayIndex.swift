import Files

/// Everything about a replay memory but the images and actions themselves: small enough for a checkpoint (some 60 bytes a
/// transition), enough to find them again in the files.
package struct ReplayIndex: Codable, Sendable, Equatable {
    /// The sizes of the memory.
    package var layout: ReplayLayout
    /// Oldest first.
    var transitions: [ReplayTransition]
    /// Episodes begun so far.
    var episodeCount: UInt32
    /// The episode that is going on.
    var current: CurrentEpisode?

    /// The episode that is going on: where its style, its latest moving image and its content are.
    struct CurrentEpisode: Codable, Sendable, Equatable {
        var episode: UInt32
        var step: UInt16
        var frame: Int32
        var style: Int32
        var origin: Int32
    }

    private static let columnCount = 7

    /// The index as tensors of a checkpoint: `replay.header`, `replay.transitions` [n × 7] in I64, `replay.rewards` and
    /// `replay.masks` [n] in F32.
    package var tensors: [String: StoredTensor] {
        let header = [
            layout.capacity, layout.imageCount, layout.actionCount, layout.featureCount, layout.statisticCount,
            Int(episodeCount), current.map { Int($0.episode) } ?? -1, current.map { Int($0.step) } ?? -1,
            current.map { Int($0.frame) } ?? -1, current.map { Int($0.style) } ?? -1,
            current.map { Int($0.origin) } ?? -1,
        ]
        var columns: [Int64] = []
        columns.reserveCapacity(Self.columnCount * transitions.count)
        for t in transitions {
            columns += [Int64(t.episode), Int64(t.step)]
            columns += [t.frame, t.nextFrame, t.action, t.style, t.origin].map { Int64($0) }
        }
        return [
            "replay.header": StoredTensor(shape: [header.count], integers: header.map { Int64($0) }),
            "replay.transitions": StoredTensor(shape: [transitions.count, Self.columnCount], integers: columns),
            "replay.rewards": StoredTensor(shape: [transitions.count], values: transitions.map(\.reward)),
            "replay.masks": StoredTensor(shape: [transitions.count], values: transitions.map(\.mask)),
        ]
    }

    /// Reads the tensors that `tensors` gives back from a checkpoint; `path` is the name that errors bear.
    package init(tensors: [String: StoredTensor], path: String) throws {
        func damaged(_ reason: String) -> RunError { .damaged(path: path, reason: reason) }
        guard let header = tensors["replay.header"]?.integers, header.count == 11,
            let columns = tensors["replay.transitions"]?.integers,
            let rewards = tensors["replay.rewards"]?.values, let masks = tensors["replay.masks"]?.values,
            columns.count == Self.columnCount * rewards.count, masks.count == rewards.count
        else { throw damaged("its replay tensors are missing or of the wrong size") }
        guard header[0] > 0, header[1] > 0, header[2] > 0, header[3] >= 0, header[4] >= 0, header[0] >= rewards.count,
            header[..<5].allSatisfy({ $0 < 1 << 32 }), let episodes = UInt32(exactly: header[5])
        else { throw damaged("its replay memory has impossible sizes") }
        layout = ReplayLayout(
            capacity: Int(header[0]), imageCount: Int(header[1]), actionCount: Int(header[2]),
            featureCount: Int(header[3]), statisticCount: Int(header[4]))
        episodeCount = episodes
        func slot(_ value: Int64) throws -> Int32 {
            guard let slot = Int32(exactly: value), slot >= 0 else { throw damaged("slot \(value) cannot be") }
            return slot
        }
        func numbers(_ episode: Int64, _ step: Int64) throws -> (UInt32, UInt16) {
            guard let first = UInt32(exactly: episode), first <= episodes, let second = UInt16(exactly: step) else {
                throw damaged("step \(step) of episode \(episode) cannot be")
            }
            return (first, second)
        }
        if header[6] >= 0 {
            let (episode, step) = try numbers(header[6], header[7])
            current = try CurrentEpisode(
                episode: episode, step: step, frame: slot(header[8]), style: slot(header[9]), origin: slot(header[10]))
        }
        transitions = try rewards.indices.map { row in
            let column = columns[row * Self.columnCount..<(row + 1) * Self.columnCount].map { $0 }
            let (episode, step) = try numbers(column[0], column[1])
            return try ReplayTransition(
                episode: episode, step: step, frame: slot(column[2]), nextFrame: slot(column[3]),
                action: slot(column[4]), style: slot(column[5]), origin: slot(column[6]), reward: rewards[row],
                mask: masks[row])
        }
    }

    init(
        layout: ReplayLayout, transitions: [ReplayTransition], episodeCount: UInt32, current: CurrentEpisode?
    ) {
        self.layout = layout
        self.transitions = transitions
        self.episodeCount = episodeCount
        self.current = current
    }
}
