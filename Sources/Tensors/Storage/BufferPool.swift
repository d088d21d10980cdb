import Foundation
import Synchronization

/// Float buffers that outlive the tensors that used them: an update asks for the same sizes again and again, and fresh
/// pages from the system cost more than the arithmetic on them.
final class BufferPool: Sendable {
    static let shared = BufferPool()

    private struct State {
        /// Idle buffers' addresses by capacity.
        var free: [Int: [UInt]] = [:]
        var idleBytes = 0
        var liveBytes = 0
        var peakLiveBytes = 0
        /// The most bytes in use at one time since the last trim.
        var highWater = 0
    }

    private let state = Mutex(State())
    /// Returned buffers go back to the system where buffers in use and idle ones together exceed this, and one and a half times
    /// what has been in use at one time: an update that needs much memory will need it again, in buffers of other sizes too.
    private let keptBytes = 1 << 30
    private static let alignment = 64
    private static let hugePage = 2 << 20

    /// The size a request is rounded up to; a few classes per power of two, so that near sizes share buffers.
    static func capacity(forBytes bytes: Int) -> Int {
        guard bytes > 4096 else { return max(64, (bytes + 63) & ~63) }
        let step = 1 << (Int.bitWidth - (bytes - 1).leadingZeroBitCount - 4)
        return (bytes + step - 1) & ~(step - 1)
    }

    func take(bytes: Int) -> UnsafeMutableRawPointer {
        let capacity = Self.capacity(forBytes: bytes)
        let idle = state.withLock { state -> UInt? in
            state.liveBytes += capacity
            state.peakLiveBytes = max(state.peakLiveBytes, state.liveBytes)
            state.highWater = max(state.highWater, state.liveBytes)
            guard let found = state.free[capacity]?.popLast() else { return nil }
            state.idleBytes -= capacity
            return found
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

    func give(_ pointer: UnsafeMutableRawPointer, bytes: Int) {
        let capacity = Self.capacity(forBytes: bytes)
        let address = UInt(bitPattern: pointer)
        let kept = state.withLock { state in
            state.liveBytes -= capacity
            let limit = max(keptBytes, state.highWater + state.highWater / 2)
            guard state.liveBytes + state.idleBytes + capacity <= limit else { return false }
            state.free[capacity, default: []].append(address)
            state.idleBytes += capacity
            return true
        }
        if !kept { free(pointer) }
    }

    func trim() {
        let idle = state.withLock { state -> [UInt] in
            defer {
                state.free = [:]
                state.idleBytes = 0
                state.highWater = state.liveBytes
            }
            return state.free.values.flatMap { $0 }
        }
        for address in idle { free(UnsafeMutableRawPointer(bitPattern: address)) }
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
