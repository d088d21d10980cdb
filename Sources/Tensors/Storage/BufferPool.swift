import Foundation
import Synchronization

/// Float buffers that outlive the tensors that used them: an update asks for the same sizes again and again, and fresh
/// pages from the system cost more than the arithmetic on them.
final class BufferPool: Sendable {
    static let shared = BufferPool()

    private struct Idle {
        let address: UInt
        /// When it came back, in returned buffers.
        let stamp: Int
    }

    private struct State {
        /// Idle buffers by capacity, the latest last.
        var free: [Int: [Idle]] = [:]
        var stamp = 0
        /// Capacities of buffers lent for less than they hold, by address.
        var larger: [UInt: Int] = [:]
        /// What those hold beyond it.
        var surplusBytes = 0
        var idleBytes = 0
        var liveBytes = 0
        var peakLiveBytes = 0
        /// The most bytes in use at one time since the last trim.
        var highWater = 0
    }

    private let state = Mutex(State())
    /// The buffers that were idle longest go back to the system where buffers in use and idle ones together exceed this, and one
    /// and a half times what has been in use at one time: an update that needs much memory will need it again, in buffers of other
    /// sizes too.
    private let keptBytes: Int
    private static let alignment = 64
    private static let hugePage = 2 << 20

    init(keptBytes: Int = 1 << 30) { self.keptBytes = keptBytes }

    /// The size a request is rounded up to; a few classes per power of two, so that near sizes share buffers.
    static func capacity(forBytes bytes: Int) -> Int {
        guard bytes > 4096 else { return max(64, (bytes + 63) & ~63) }
        let step = 1 << (Int.bitWidth - (bytes - 1).leadingZeroBitCount - 4)
        return (bytes + step - 1) & ~(step - 1)
    }

    func take(bytes: Int) -> UnsafeMutableRawPointer {
        let capacity = Self.capacity(forBytes: bytes)
        let idle = state.withLock { state -> UInt? in
            let idle = Self.takeIdle(capacity, from: &state)
            state.liveBytes += capacity
            state.peakLiveBytes = max(state.peakLiveBytes, state.liveBytes)
            state.highWater = max(state.highWater, state.liveBytes)
            return idle
        }
        if let idle, let found = UnsafeMutableRawPointer(bitPattern: idle) { return found }
        var pointer: UnsafeMutableRawPointer?
        let large = capacity >= Self.hugePage
        guard posix_memalign(&pointer, large ? Self.hugePage : Self.alignment, capacity) == 0, let pointer else {
            fatalError("out of memory: \(capacity >> 20) MiB more are needed; use smaller images")
        }
        if large { madvise(pointer, capacity, MADV_HUGEPAGE) }
        return pointer
    }

    /// One of the capacity, or of up to half as much again: new pages cost more than unused ones.
    private static func takeIdle(_ wanted: Int, from state: inout State) -> UInt? {
        var capacity = wanted
        while capacity <= wanted + wanted / 2 {
            if let found = state.free[capacity]?.popLast() {
                state.idleBytes -= capacity
                if capacity != wanted {
                    state.larger[found.address] = capacity
                    state.surplusBytes += capacity - wanted
                }
                return found.address
            }
            capacity = Self.capacity(forBytes: capacity + 1)
        }
        return nil
    }

    func give(_ pointer: UnsafeMutableRawPointer, bytes: Int) {
        let address = UInt(bitPattern: pointer)
        let excess = state.withLock { state -> [UInt] in
            let asked = Self.capacity(forBytes: bytes)
            let capacity = state.larger.removeValue(forKey: address) ?? asked
            state.liveBytes -= asked
            state.surplusBytes -= capacity - asked
            state.stamp += 1
            state.free[capacity, default: []].append(Idle(address: address, stamp: state.stamp))
            state.idleBytes += capacity
            let limit = max(keptBytes, state.highWater + state.highWater / 2)
            return Self.evict(from: &state, untilHeldAtMost: limit)
        }
        for address in excess { free(UnsafeMutableRawPointer(bitPattern: address)) }
    }

    /// Takes out the buffers that were idle longest.
    private static func evict(from state: inout State, untilHeldAtMost limit: Int) -> [UInt] {
        var excess: [UInt] = []
        while state.liveBytes + state.surplusBytes + state.idleBytes > limit {
            let oldest = state.free.min { ($0.value.first?.stamp ?? .max) < ($1.value.first?.stamp ?? .max) }
            guard let capacity = oldest?.key, let buffer = state.free[capacity]?.first else { break }
            state.free[capacity]?.removeFirst()
            state.idleBytes -= capacity
            excess.append(buffer.address)
        }
        return excess
    }

    func trim() {
        let idle = state.withLock { state -> [UInt] in
            defer {
                state.free = [:]
                state.idleBytes = 0
                state.highWater = state.liveBytes
            }
            return state.free.values.flatMap { $0.map(\.address) }
        }
        for address in idle { free(UnsafeMutableRawPointer(bitPattern: address)) }
    }

    /// Capacities of idle buffers, ascending; for tests.
    var idleCapacities: [Int] {
        state.withLock { $0.free.flatMap { Array(repeating: $0.key, count: $0.value.count) }.sorted() }
    }
    var peakLiveBytes: Int { state.withLock { $0.peakLiveBytes } }
    func resetPeak() { state.withLock { $0.peakLiveBytes = $0.liveBytes } }
}

/// Memory of all tensors of the process.
package enum TensorMemory {
    /// The most bytes that tensors held at one time since the last reset.
    package static var peakBytes: Int { BufferPool.shared.peakLiveBytes }
    /// Starts a new peak from what is held now.
    package static func resetPeak() { BufferPool.shared.resetPeak() }
    /// Returns buffers that no tensor uses to the system.
    package static func releaseIdle() { BufferPool.shared.trim() }
}
