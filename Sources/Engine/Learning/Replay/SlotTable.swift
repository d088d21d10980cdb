/// Which slots of a file are in use, and which must not be overwritten yet because a checkpoint refers to them.
///
/// A slot is taken with one reference, and free again when its last reference is released — at once if it was taken after
/// the last snapshot, else when the next checkpoint is complete.
struct SlotTable: Equatable {
    /// Slots ever taken: the file needs this many records.
    private(set) var count = 0
    private var references: [Int32] = []
    /// The number of snapshots taken when a slot was taken.
    private var takenAt: [Int32] = []
    private var snapshots: Int32 = 0
    private var hasPendingSnapshot = false
    private var free: [Int32] = []
    /// Not in use, but the last complete checkpoint refers to them.
    private var heldByComplete: [Int32] = []
    /// Not in use, but the snapshot whose checkpoint is not complete yet refers to them.
    private var heldByPending: [Int32] = []

    /// Nothing in use.
    init() {}

    /// After a restart: `references` of each slot, all of them as the complete checkpoint has them.
    init(references: [Int32]) {
        count = references.count
        self.references = references
        takenAt = [Int32](repeating: 0, count: count)
        snapshots = 1
        free = references.indices.reversed().filter { references[$0] == 0 }.map { Int32($0) }
    }

    /// Slots in use.
    var usedCount: Int { references.count { $0 > 0 } }
    /// Slots kept for a checkpoint alone.
    var heldCount: Int { heldByComplete.count + heldByPending.count }

    /// Takes a slot that nothing refers to, a new one where there is none.
    mutating func take() -> Int {
        let slot: Int
        if let last = free.popLast() {
            slot = Int(last)
        } else {
            slot = count
            count += 1
            references.append(0)
            takenAt.append(0)
        }
        references[slot] = 1
        takenAt[slot] = snapshots
        return slot
    }

    /// One more reference to a slot in use.
    mutating func retain(_ slot: Int) {
        precondition(references[slot] > 0, "a reference to slot \(slot), which is free")
        references[slot] += 1
    }

    /// One reference less.
    mutating func release(_ slot: Int) {
        precondition(references[slot] > 0, "slot \(slot) was released too often")
        references[slot] -= 1
        guard references[slot] == 0 else { return }
        if takenAt[slot] >= snapshots {
            free.append(Int32(slot))
        } else if hasPendingSnapshot {
            heldByPending.append(Int32(slot))
        } else {
            heldByComplete.append(Int32(slot))
        }
    }

    /// A checkpoint is about to refer to the slots in use now.
    mutating func snapshot() {
        // What an abandoned snapshot held, the last complete checkpoint may hold too.
        heldByComplete += heldByPending
        heldByPending = []
        snapshots += 1
        hasPendingSnapshot = true
    }

    /// The checkpoint of the last snapshot is complete: what only the one before referred to is free.
    mutating func confirm() {
        guard hasPendingSnapshot else { return }
        hasPendingSnapshot = false
        free += heldByComplete
        heldByComplete = heldByPending
        heldByPending = []
    }
}
