import Glibc

/// Numbers tags in the order of their appearance. Writers log the same tags in the same order over and over, so the
/// tag that followed the last one before is tried first, without hashing.
struct TagIndex {
    private(set) var tags: [String] = []
    private var spellings: [[UInt8]] = []
    private var slots: [String: Int] = [:]
    /// The slot seen after each slot last time.
    private var successors: [Int] = []
    private var last = -1

    /// The number of a tag; a new one where it was not seen before.
    mutating func slot(of spelling: UnsafeRawBufferPointer) -> Int {
        if last >= 0 {
            let guess = successors[last]
            if guess >= 0, isSpelled(guess, spelling) {
                last = guess
                return guess
            }
        }
        let tag = String(decoding: spelling, as: UTF8.self)
        let slot: Int
        if let known = slots[tag] {
            slot = known
        } else {
            slot = tags.count
            tags.append(tag)
            spellings.append(Array(spelling))
            successors.append(-1)
            slots[tag] = slot
        }
        if last >= 0 { successors[last] = slot }
        last = slot
        return slot
    }

    /// The number of a tag that was seen before.
    func slot(of tag: String) -> Int? { slots[tag] }

    @inline(__always)
    private func isSpelled(_ slot: Int, _ spelling: UnsafeRawBufferPointer) -> Bool {
        spellings[slot].withUnsafeBytes { known in
            known.count == spelling.count
                && (known.isEmpty || memcmp(known.baseAddress!, spelling.baseAddress!, known.count) == 0)
        }
    }
}
