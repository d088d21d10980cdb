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
    ///   - planned: branches that may not be made yet, by the options of all their steps; those that are made are left out.
    init(_ history: SequenceHistory, planned: [[StepOptions]] = []) {
        guard let root = history.path.first else { return }
        let children = Dictionary(grouping: history.nodes.values.filter { $0.parent != nil }) { $0.parent }
            .mapValues { $0.sorted { $0.id.rawValue < $1.id.rawValue } }
        for path in Self.leaves(children, from: root) { append(path) }
        for options in planned {
            let path = Self.longestPath(children, from: root, along: options[...])
            if path.count - 1 < options.count { insert(path, planned: Array(options.dropFirst(path.count - 1))) }
        }
    }

    private mutating func append(_ path: [FrameID]) {
        guard let above = rows.last?.path else {
            rows.append(Row(path: path, fork: -1, parent: nil, planned: []))
            return
        }
        let fork = zip(above, path).prefix { $0 == $1 }.count - 1
        rows.append(Row(path: path, fork: fork, parent: row(with: path, fork), planned: []))
    }

    /// What is not made leaves its branch at the last frame that is there; it stands behind what leaves it later.
    private mutating func insert(_ path: [FrameID], planned: [StepOptions]) {
        let fork = path.count - 1
        guard let parent = row(with: path, fork) else { return }
        let place = rows.indices.first { $0 > parent && rows[$0].fork < fork } ?? rows.count
        for index in rows.indices.dropFirst(place) {
            let row = rows[index]
            let shifted = row.parent.map { $0 >= place ? $0 + 1 : $0 }
            rows[index] = Row(path: row.path, fork: row.fork, parent: shifted, planned: row.planned)
        }
        rows.insert(Row(path: path, fork: fork, parent: parent, planned: planned), at: place)
    }

    /// The row whose own steps have a step of a path.
    private func row(with path: [FrameID], _ step: Int) -> Int? {
        rows.indices.last {
            rows[$0].first <= step && rows[$0].path.indices.contains(step) && rows[$0].path[step] == path[step]
        }
    }

    /// The paths to frames that nothing was stepped from, older branches first.
    private static func leaves(_ children: [FrameID?: [FrameNode]], from root: FrameID) -> [[FrameID]] {
        var paths: [[FrameID]] = []
        var open = [[root]]
        while let path = open.popLast() {
            let next = path.last.flatMap { children[$0] } ?? []
            if next.isEmpty { paths.append(path) }
            open += next.reversed().map { path + [$0.id] }
        }
        return paths
    }

    /// The frames made with the first of these options, one for each step, as far as there are such.
    private static func longestPath(
        _ children: [FrameID?: [FrameNode]], from root: FrameID, along options: ArraySlice<StepOptions>
    ) -> [FrameID] {
        var longest: [FrameID] = []
        var open = [[root]]
        while let path = open.popLast() {
            if path.count > longest.count { longest = path }
            guard let last = path.last, path.count <= options.count else { continue }
            let wanted = options[options.startIndex + path.count - 1]
            for child in children[last] ?? [] where child.options == wanted { open.append(path + [child.id]) }
        }
        return longest
    }

    /// The frame of a step of a row; nil where it is not made.
    func frame(_ row: Int, _ step: Int) -> FrameID? {
        rows.indices.contains(row) && rows[row].path.indices.contains(step) ? rows[row].path[step] : nil
    }

    /// The row and the step of a frame in the tree; nil where it is gone.
    func place(of frame: FrameID) -> (row: Int, step: Int)? {
        for (index, row) in rows.enumerated() {
            if let step = row.path.indices.dropFirst(row.first).first(where: { row.path[$0] == frame }) {
                return (index, step)
            }
        }
        return nil
    }
}
