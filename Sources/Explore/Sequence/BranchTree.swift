import Engine

/// All branches of a sequence as rows: each begins where it leaves one above it.
struct BranchTree: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        /// From the content to the last frame that is there.
        let path: [FrameID]
        /// The last step that belongs to the row above; −1 for the first row, which has the content.
        let fork: Int
        /// The row that has the step `fork`.
        let parent: Int?
        /// Steps to take after `path`, of a branch that a kept session had and that was not made again yet.
        let planned: [StepOptions]

        /// The first step of its own.
        var first: Int { fork + 1 }
        /// The last step, made or planned.
        var last: Int { path.count - 1 + planned.count }
    }

    private(set) var rows: [Row] = []

    /// - Parameters:
    ///   - history: its frames.
    ///   - planned: branches that are not made, by the options of all their steps.
    init(_ history: SequenceHistory, planned: [[StepOptions]] = []) {
        guard let root = history.path.first else { return }
        for path in Self.leaves(of: history, from: root) { append(path, planned: []) }
        for options in planned {
            let path = history.longestPath(along: options)
            guard path.count - 1 < options.count else { continue }
            append(path, planned: Array(options.dropFirst(path.count - 1)))
        }
    }

    private mutating func append(_ path: [FrameID], planned: [StepOptions]) {
        guard !rows.isEmpty else {
            rows.append(Row(path: path, fork: -1, parent: nil, planned: planned))
            return
        }
        // What is not made leaves its branch at the last frame that is there.
        let shared = rows.map { Self.common($0.path, path) }
        let fork = planned.isEmpty ? shared[rows.count - 1] - 1 : path.count - 1
        let parent = rows.indices.last { rows[$0].first <= fork && shared[$0] > fork }
        rows.append(Row(path: path, fork: fork, parent: parent, planned: planned))
    }

    private static func common(_ a: [FrameID], _ b: [FrameID]) -> Int { zip(a, b).prefix { $0 == $1 }.count }

    /// The paths to frames that nothing was stepped from, older branches first.
    private static func leaves(of history: SequenceHistory, from root: FrameID) -> [[FrameID]] {
        let children = Dictionary(grouping: history.nodes.values.filter { $0.parent != nil }) { $0.parent }
            .mapValues { $0.map(\.id).sorted { $0.rawValue < $1.rawValue } }
        var paths: [[FrameID]] = []
        var open = [[root]]
        while let path = open.popLast() {
            let next = path.last.flatMap { children[$0] } ?? []
            if next.isEmpty { paths.append(path) }
            open += next.reversed().map { path + [$0] }
        }
        return paths
    }

    /// The row and the step of the place in it that is shown: the row whose own steps have it.
    func place(of path: [FrameID], step: Int) -> (row: Int, step: Int) {
        guard path.indices.contains(step) else { return (0, 0) }
        let row = rows.firstIndex { $0.first <= step && $0.path.indices.contains(step) && $0.path[step] == path[step] }
        return (row ?? 0, step)
    }
}

extension SequenceHistory {
    /// The frames made with the first of these options, one for each step, as far as there are such.
    func longestPath(along options: [StepOptions]) -> [FrameID] {
        guard var here = path.first else { return [] }
        var result = [here]
        for step in options {
            // The newest where several were made alike, as it is the one that is kept longest.
            let next = nodes.values.filter { $0.parent == here && $0.options == step }
            guard let child = next.max(by: { $0.id.rawValue < $1.id.rawValue }) else { break }
            here = child.id
            result.append(here)
        }
        return result
    }
}
