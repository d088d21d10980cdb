import Engine
import Screens
import Terminal

/// The tree of frames and the branch that is shown, with every earlier branch kept for undo.
struct SequenceHistory: Equatable, Sendable {
    /// A branch and the place that was looked at.
    struct Snapshot: Equatable, Sendable {
        var path: [FrameID]
        var position: StepPosition
    }

    /// Snapshots kept for undo at most.
    static let undoLimit = 100
    /// Bytes that a frame takes for each pixel, most of them in a file: the moving image and the bitmap.
    static let bytesPerPixel = 15
    /// Bytes of frames kept at most, as far as undo is concerned; the shown branch is
    /// always kept.
    static let byteLimit = 3_000_000_000

    private(set) var nodes: [FrameID: FrameNode] = [:]
    /// From the content (index 0) to the last step of the shown branch; index = step. Empty before a session opens.
    private(set) var path: [FrameID] = []
    private(set) var undoStack: [Snapshot] = []
    private(set) var redoStack: [Snapshot] = []

    /// The last step of the shown branch.
    var lastStep: Int { max(path.count - 1, 0) }

    var isEmpty: Bool { path.isEmpty }

    /// Whether steps were taken, shown now or kept for undo and redo.
    var hasSteps: Bool { lastStep > 0 || !undoStack.isEmpty || !redoStack.isEmpty }

    /// The frame at a step of the shown branch.
    func frame(at step: Int) -> FrameNode? {
        path.indices.contains(step) ? nodes[path[step]] : nil
    }

    var frames: [FrameNode] { path.compactMap { nodes[$0] } }

    /// Number of other frames made from the same parent as the frame at `step`: its alternatives.
    func alternatives(at step: Int) -> Int {
        guard let node = frame(at: step), let parent = node.parent else {
            return 0
        }
        return nodes.values.filter { $0.parent == parent }.count - 1
    }

    /// Begins a new tree at the content and returns every frame that the old one held.
    mutating func begin(with root: FrameNode) -> [FrameID] {
        let old = Array(nodes.keys)
        self = SequenceHistory()
        nodes[root.id] = root
        path = [root.id]
        return old
    }

    /// Remembers the shown branch for undo and returns the frames dropped to make room. What could be redone stays, further back.
    mutating func remember(position: StepPosition) -> [FrameID] {
        push(position)
        return trim()
    }

    /// Shows another branch of the tree and returns the frames dropped to make room.
    mutating func show(_ branch: [FrameID], from position: StepPosition) -> [FrameID] {
        push(position)
        path = Array(branch.prefix { nodes[$0] != nil })
        return trim()
    }

    private mutating func push(_ position: StepPosition) {
        undoStack += redoStack
        redoStack.removeAll()
        undoStack.append(Snapshot(path: path, position: position))
        undoStack.removeFirst(max(undoStack.count - Self.undoLimit, 0))
    }

    /// Cuts the shown branch after `step`; the frames beyond stay reachable through undo.
    mutating func truncate(afterStep step: Int) {
        path.removeLast(max(path.count - 1 - step, 0))
    }

    /// Appends a frame that was stepped from the last one of the branch. Returns false, changing nothing, when the
    /// frame's parent is not the last one.
    mutating func append(_ node: FrameNode) -> Bool {
        guard let last = path.last, node.parent == last else {
            return false
        }
        nodes[node.id] = node
        path.append(node.id)
        return true
    }

    /// Puts in what is known by now of a step; nothing happens where its frame is gone.
    mutating func report(_ report: StepReport, of id: FrameID) {
        nodes[id]?.report = report
    }

    /// Takes back a change that came to nothing: the branch of the newest snapshot is shown again, without a redo.
    mutating func abandon() -> StepPosition? {
        guard let snapshot = undoStack.popLast() else {
            return nil
        }
        path = snapshot.path
        return snapshot.position
    }

    /// Shows the branch before the last change; returns the place that was looked at then.
    mutating func undo(from position: StepPosition) -> StepPosition? {
        guard let snapshot = undoStack.popLast() else {
            return nil
        }
        redoStack.append(Snapshot(path: path, position: position))
        path = snapshot.path
        return snapshot.position
    }

    /// Shows the branch that the last undo left; returns the place that was looked at there.
    mutating func redo(from position: StepPosition) -> StepPosition? {
        guard let snapshot = redoStack.popLast() else {
            return nil
        }
        undoStack.append(Snapshot(path: path, position: position))
        path = snapshot.path
        return snapshot.position
    }

    /// Where there are more bytes of frames than there is room for, drops those that undo does not lead to, then the oldest
    /// snapshots with theirs.
    private mutating func trim() -> [FrameID] {
        guard bytes(of: nodes.count) > Self.byteLimit else { return [] }
        var reachable = reachableFrames
        while bytes(of: reachable.count) > Self.byteLimit, !undoStack.isEmpty {
            undoStack.removeFirst()
            reachable = reachableFrames
        }
        let dropped = nodes.keys.filter { !reachable.contains($0) }
        for id in dropped { nodes[id] = nil }
        return dropped
    }

    private var reachableFrames: Set<FrameID> {
        (undoStack + redoStack).reduce(into: Set(path)) { $0.formUnion($1.path) }
    }

    private func bytes(of frameCount: Int) -> Int {
        guard let bitmap = path.first.flatMap({ nodes[$0] })?.bitmap else {
            return 0
        }
        return frameCount * bitmap.width * bitmap.height * Self.bytesPerPixel
    }
}

/// Names one computed frame for as long as the program runs. Identities are never reused, so an effect or an event
/// that arrives late cannot be taken for another frame's.
struct FrameID: Hashable, Sendable, CustomStringConvertible {
    let rawValue: Int

    var description: String { "frame \(rawValue)" }
}

/// One frame of the tree of alternatives: what the explorer needs to show it. The unclamped image itself stays in the
/// `FrameStore`, under the same identity.
struct FrameNode: Equatable, Sendable {
    let id: FrameID
    /// The frame that this one was stepped from; nil for the content.
    let parent: FrameID?
    /// 0 for the content.
    let step: Int
    /// How it was made; nil for the content.
    let options: StepOptions?
    /// What the engine measured; nil for the content.
    var report: StepReport?
    /// The frame clamped to 8 bits, at the size of the content.
    let bitmap: Bitmap
    /// The same, small, for the filmstrip.
    let thumbnail: Bitmap
}
