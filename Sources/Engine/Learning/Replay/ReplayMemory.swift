import CKernels
import Glibc

/// The replay memory: the latest transitions (y, style, x, r, mask, y′) of all episodes, in files mapped into memory.
///
/// Images and actions are kept in half precision. A style image is stored once an episode, and a next moving image is the
/// moving image of the step after. The order of the values of images and actions is the caller's own (planar for images);
/// nothing here depends on it. One thread at a time may use a memory.
///
/// What the last complete checkpoint refers to is not overwritten: `snapshot()` gives the index that belongs into a
/// checkpoint, `checkpointed()` says that it is safely written. After any end of the process `init(resuming:layout:in:)` goes on
/// from that index.
package final class ReplayMemory {
    /// The sizes of the memory.
    package let layout: ReplayLayout
    /// Transitions that a resumed index named but whose records were no longer there.
    package let lostCount: Int
    let frames: SlotFile
    let actions: SlotFile
    let styles: SlotFile
    private var frameSlots: SlotTable
    private var actionSlots: SlotTable
    private var styleSlots: SlotTable
    /// At most `layout.capacity`, oldest first; positions are valid until the next one is appended.
    private(set) var transitions: [ReplayTransition] = []
    private var episodeCount: UInt32 = 0
    private var current: ReplayIndex.CurrentEpisode?

    /// Begins an empty memory in `folder`, which must exist; records of an earlier one are dropped.
    package init(creating layout: ReplayLayout, in folder: String) throws {
        self.layout = layout
        (frames, actions, styles) = try Self.open(layout, folder, isKept: false)
        (frameSlots, actionSlots, styleSlots) = (SlotTable(), SlotTable(), SlotTable())
        lostCount = 0
    }

    /// Goes on with the memory in `folder` as it was when `index` was taken. `layout` may differ from the index's in
    /// capacity alone, else `RunError` is thrown.
    ///
    /// Transitions whose records are missing, or were overwritten because `index` is older than the last checkpoint, are
    /// left out and counted in `lostCount`.
    package init(resuming index: ReplayIndex, layout: ReplayLayout, in folder: String) throws {
        var indexed = index.layout
        indexed.capacity = layout.capacity
        guard indexed == layout else { throw RunError.otherReplayLayout(path: folder) }
        self.layout = layout
        (frames, actions, styles) = try Self.open(layout, folder, isKept: true)
        func holds(_ file: SlotFile, _ slot: Int32, _ stamp: UInt64) -> Bool {
            slot >= 0 && slot < file.slotCount && file.stamp(Int(slot)) == stamp
        }
        let (frames, actions, styles) = (self.frames, self.actions, self.styles)
        let kept = index.transitions.filter { t in
            holds(frames, t.frame, t.frameStamp) && holds(frames, t.nextFrame, t.nextFrameStamp)
                && holds(actions, t.action, t.frameStamp) && holds(styles, t.style, UInt64(t.episode))
                && holds(frames, t.origin, t.originStamp)
        }
        lostCount = index.transitions.count - kept.count
        transitions = kept
        episodeCount = index.episodeCount
        current = index.current.flatMap { episode in
            let stamp = ReplayTransition.stamp(episode: episode.episode, step: Int(episode.step))
            let isThere =
                holds(frames, episode.frame, stamp) && holds(styles, episode.style, UInt64(episode.episode))
                && holds(frames, episode.origin, ReplayTransition.stamp(episode: episode.episode, step: 0))
            return isThere ? episode : nil
        }
        var frameReferences = [Int32](repeating: 0, count: frames.slotCount)
        var actionReferences = [Int32](repeating: 0, count: actions.slotCount)
        var styleReferences = [Int32](repeating: 0, count: styles.slotCount)
        for t in kept {
            frameReferences[Int(t.frame)] += 1
            frameReferences[Int(t.nextFrame)] += 1
            actionReferences[Int(t.action)] += 1
            styleReferences[Int(t.style)] += 1
            frameReferences[Int(t.origin)] += 1
        }
        if let current {
            frameReferences[Int(current.frame)] += 1
            frameReferences[Int(current.origin)] += 1
            styleReferences[Int(current.style)] += 1
        }
        frameSlots = SlotTable(references: frameReferences)
        actionSlots = SlotTable(references: actionReferences)
        styleSlots = SlotTable(references: styleReferences)
        while transitions.count > layout.capacity { release(transitions.removeFirst()) }
    }

    private static func open(_ layout: ReplayLayout, _ folder: String, isKept: Bool) throws -> (
        SlotFile, SlotFile, SlotFile
    ) {
        (
            try SlotFile(folder + "/frames", payloadByteCount: layout.frameByteCount, isKept: isKept),
            try SlotFile(folder + "/actions", payloadByteCount: layout.actionByteCount, isKept: isKept),
            try SlotFile(folder + "/styles", payloadByteCount: layout.styleByteCount, isKept: isKept)
        )
    }

    /// Transitions in the memory.
    package var count: Int { transitions.count }
    /// Bytes of the files.
    package var fileByteCount: Int {
        [frames, actions, styles].reduce(0) {
            $0 + $1.slotCount * SlotFile.recordByteCount(payload: $1.payloadByteCount)
        }
    }
    /// Whether an episode is going on.
    package var hasCurrentEpisode: Bool { current != nil }
    /// Steps of the episode that is going on.
    package var currentStep: Int { Int(current?.step ?? 0) }

    // MARK: Writing

    /// Begins an episode, ending the one going on.
    ///
    /// - Parameters:
    ///   - style: the style image, `layout.imageCount` values.
    ///   - statistics: what is cached of it, `layout.statisticCount` values.
    ///   - moving: the first moving image, that is the content, `layout.imageCount` values.
    ///   - features: what is cached of it, `layout.featureCount` values.
    /// - Throws: `RunError` where the disk is full.
    package func beginEpisode(
        style: UnsafeBufferPointer<Float>, statistics: UnsafeBufferPointer<Float> = .init(start: nil, count: 0),
        moving: UnsafeBufferPointer<Float>, features: UnsafeBufferPointer<Float> = .init(start: nil, count: 0)
    ) throws {
        precondition(
            style.count == layout.imageCount && statistics.count == layout.statisticCount,
            "a style of \(style.count) + \(statistics.count) values for \(layout)")
        endEpisode()
        let episode = episodeCount + 1
        let frame = try writeFrame(moving, features, stamp: ReplayTransition.stamp(episode: episode, step: 0))
        let styleSlot: Int
        do {
            styleSlot = try Self.take(&styleSlots, styles)
        } catch {
            frameSlots.release(Int(frame))
            throw error
        }
        styles.write(styleSlot, stamp: UInt64(episode)) { record in
            Self.store(style, at: record)
            let tail = record + 2 * (layout.imageCount + layout.imageCount % 2)
            if let values = statistics.baseAddress { tail.copyMemory(from: values, byteCount: 4 * statistics.count) }
        }
        episodeCount = episode
        // The content is needed as long as any step of its episode is.
        frameSlots.retain(Int(frame))
        current = .init(episode: episode, step: 0, frame: frame, style: Int32(styleSlot), origin: frame)
    }

    /// Adds the next step of the episode that is going on; where the memory is full, its oldest transition goes.
    ///
    /// - Parameters:
    ///   - action: x, `layout.actionCount` values.
    ///   - reward: r.
    ///   - mask: 1 where `next` has a future, else 0.
    ///   - next: y′, `layout.imageCount` values.
    ///   - features: what is cached of y′, `layout.featureCount` values.
    /// - Throws: `RunError` where the disk is full.
    package func append(
        action: UnsafeBufferPointer<Float>, reward: Float, mask: Float, next: UnsafeBufferPointer<Float>,
        features: UnsafeBufferPointer<Float> = .init(start: nil, count: 0)
    ) throws {
        guard var episode = current else { preconditionFailure("a transition outside an episode") }
        precondition(
            action.count == layout.actionCount, "an action of \(action.count) values for \(layout.actionCount)")
        precondition(episode.step < .max, "an episode of more than \(UInt16.max) steps")
        if transitions.count == layout.capacity { release(transitions.removeFirst()) }
        let actionSlot = try Self.take(&actionSlots, actions)
        let stamp = ReplayTransition.stamp(episode: episode.episode, step: Int(episode.step))
        let nextFrame: Int32
        do {
            nextFrame = try writeFrame(next, features, stamp: stamp + 1)
        } catch {
            actionSlots.release(actionSlot)
            throw error
        }
        actions.write(actionSlot, stamp: stamp) { Self.store(action, at: $0) }
        transitions.append(
            ReplayTransition(
                episode: episode.episode, step: episode.step, frame: episode.frame, nextFrame: nextFrame,
                action: Int32(actionSlot), style: episode.style, origin: episode.origin, reward: reward, mask: mask))
        // The transition takes over the episode's hold on the old frame, and the episode keeps one on the new.
        frameSlots.retain(Int(nextFrame))
        frameSlots.retain(Int(episode.origin))
        styleSlots.retain(Int(episode.style))
        episode.step += 1
        episode.frame = nextFrame
        current = episode
    }

    /// Ends the episode that is going on; its transitions stay.
    package func endEpisode() {
        guard let episode = current else { return }
        frameSlots.release(Int(episode.frame))
        frameSlots.release(Int(episode.origin))
        styleSlots.release(Int(episode.style))
        current = nil
    }

    /// Forgets all transitions; the episode that is going on goes on.
    package func removeAll() {
        for transition in transitions { release(transition) }
        transitions = []
    }

    private func writeFrame(
        _ image: UnsafeBufferPointer<Float>, _ features: UnsafeBufferPointer<Float>, stamp: UInt64
    ) throws -> Int32 {
        precondition(
            image.count == layout.imageCount && features.count == layout.featureCount,
            "a moving image of \(image.count) + \(features.count) values for \(layout)")
        let slot = try Self.take(&frameSlots, frames)
        frames.write(slot, stamp: stamp) { record in
            Self.store(image, at: record)
            Self.store(features, at: record + 2 * layout.imageCount)
        }
        return Int32(slot)
    }

    private static func take(_ table: inout SlotTable, _ file: SlotFile) throws -> Int {
        let slot = table.take()
        guard table.count > file.slotCount else { return slot }
        do {
            // By an eighth or 16 MB: seldom in a long run, and without much room that is never used.
            let step = min(table.count / 8, (16 << 20) / file.payloadByteCount)
            try file.reserve(table.count + max(4, step))
        } catch {
            table.release(slot)
            throw error
        }
        return slot
    }

    private static func store(_ values: UnsafeBufferPointer<Float>, at record: UnsafeMutableRawPointer) {
        guard let source = values.baseAddress else { return }
        ms_half_from_float(record.assumingMemoryBound(to: UInt16.self), source, values.count)
    }

    private func release(_ transition: ReplayTransition) {
        frameSlots.release(Int(transition.frame))
        frameSlots.release(Int(transition.nextFrame))
        frameSlots.release(Int(transition.origin))
        actionSlots.release(Int(transition.action))
        styleSlots.release(Int(transition.style))
    }

    // MARK: Reading

    /// The latest moving image of the episode that is going on, as rounded by the memory: `layout.imageCount` values.
    /// An environment that steps on from these goes on exactly after a restart.
    package func copyCurrentMoving(into buffer: UnsafeMutableBufferPointer<Float>) {
        guard let current else { preconditionFailure("no episode is going on") }
        precondition(buffer.count == layout.imageCount, "room for \(buffer.count) of \(layout.imageCount) values")
        load(buffer, from: frames.payload(Int(current.frame)))
    }

    /// The style image of the episode that is going on, as rounded by the memory: `layout.imageCount` values.
    package func copyCurrentStyle(into buffer: UnsafeMutableBufferPointer<Float>) {
        guard let current else { preconditionFailure("no episode is going on") }
        precondition(buffer.count == layout.imageCount, "room for \(buffer.count) of \(layout.imageCount) values")
        load(buffer, from: styles.payload(Int(current.style)))
    }

    func load(_ buffer: UnsafeMutableBufferPointer<Float>, from record: UnsafeMutableRawPointer) {
        guard let values = buffer.baseAddress else { return }
        ms_float_from_half(values, record.assumingMemoryBound(to: UInt16.self), buffer.count)
    }

    // MARK: Checkpoints

    /// The index that belongs into the next checkpoint. What it refers to stays untouched from now on, and so does what
    /// the last complete checkpoint refers to, until `checkpointed()`.
    package func snapshot() -> ReplayIndex {
        frameSlots.snapshot()
        actionSlots.snapshot()
        styleSlots.snapshot()
        return ReplayIndex(
            layout: layout, transitions: transitions, episodeCount: episodeCount,
            current: current)
    }

    /// The checkpoint with the last snapshot is completely written: the one before may lose its records.
    package func checkpointed() {
        frameSlots.confirm()
        actionSlots.confirm()
        styleSlots.confirm()
    }

    /// Waits until everything written so far is on the disk, so that not even a power failure parts a checkpoint from its
    /// records. Not needed against the end of the process, however violent.
    package func flush() throws {
        try frames.flush()
        try actions.flush()
        try styles.flush()
    }
}
