import Foundation
import Synchronization

/// A file without a name that takes what need not stay in memory. It goes with the program, however that ends.
package final class SpillFile: Sendable {
    private struct State {
        var end = 0
        var used = 0
        /// Places that are free again, by size: what is spilled has few sizes.
        var free: [Int: [Int]] = [:]
    }

    /// Bytes that it takes at most.
    package let limit: Int
    private let descriptor: Int32
    private let state = Mutex(State())

    /// In `folder`, which is made where it is missing; nil where none can be made there.
    ///
    /// - Parameter limit: bytes; never more than a quarter of what is free on the disk.
    package init?(in folder: String, limit: Int = 4 << 30) {
        try? Folder.create(folder)
        var path = (folder + "/spill-" + String(repeating: "X", count: 6)).systemPath
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(path)
        var disk = statvfs()
        let free = fstatvfs(descriptor, &disk) == 0 ? Int(clamping: UInt64(disk.f_bavail) * UInt64(disk.f_frsize)) : 0
        self.descriptor = descriptor
        self.limit = min(limit, free / 4)
    }

    deinit { close(descriptor) }

    /// Where the user's caches are: `$XDG_CACHE_HOME/ministyler`, else `.cache/ministyler` at home.
    package static func folder(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        let stated = environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let caches = stated ?? AbsolutePath.joining(environment["HOME"] ?? NSHomeDirectory(), ".cache")
        return AbsolutePath.joining(caches, "ministyler")
    }

    /// Keeps a copy of some bytes; nil where there is no room, or the disk does not take them.
    package func keep(_ bytes: UnsafeRawBufferPointer) -> SpilledBytes? {
        let count = bytes.count
        let place = state.withLock { state -> Int? in
            guard state.used + count <= limit else { return nil }
            state.used += count
            if let place = state.free[count]?.popLast() { return place }
            defer { state.end += count }
            return state.end
        }
        guard let place else { return nil }
        let kept = SpilledBytes(file: self, place: place, count: count)
        var done = 0
        while done < count {
            let written = pwrite(descriptor, bytes.baseAddress! + done, count - done, off_t(place + done))
            if written < 0, errno == EINTR { continue }
            // What was taken goes back as `kept` ends.
            guard written > 0 else { return nil }
            done += written
        }
        return kept
    }

    fileprivate func read(_ place: Int, into bytes: UnsafeMutableRawBufferPointer) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = pread(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(place + done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    fileprivate func free(_ place: Int, _ count: Int) {
        state.withLock {
            $0.free[count, default: []].append(place)
            $0.used -= count
        }
    }
}

/// Bytes in a `SpillFile`; their place is free again when nothing refers to them.
package final class SpilledBytes: Sendable {
    package let count: Int
    private let file: SpillFile
    private let place: Int

    fileprivate init(file: SpillFile, place: Int, count: Int) {
        (self.file, self.place, self.count) = (file, place, count)
    }

    deinit { file.free(place, count) }

    /// Reads them back, `count` of them; whether the disk gave them.
    package func read(into bytes: UnsafeMutableRawBufferPointer) -> Bool {
        precondition(bytes.count == count, "\(bytes.count) bytes for \(count)")
        return file.read(place, into: bytes)
    }

    /// The bytes; zeros where the disk fails.
    package var array: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if !read(into: UnsafeMutableRawBufferPointer(buffer)) { buffer.initialize(repeating: 0) }
            initialized = count
        }
    }
}
