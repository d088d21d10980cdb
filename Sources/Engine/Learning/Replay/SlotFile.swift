import Glibc

/// A file of equally large records, mapped into memory and grown on demand.
///
/// Each record ends with a stamp, a number that tells whose record it is: after a crash it shows whether the record is
/// the one that a checkpoint means.
final class SlotFile {
    /// The file.
    let path: String
    /// Bytes of a record's content.
    let payloadByteCount: Int
    /// Records that the file has room for.
    private(set) var slotCount: Int
    private let recordByteCount: Int
    private let descriptor: Int32
    private var mapping: UnsafeMutableRawPointer?

    /// Bytes from one record to the next: content and stamp, rounded up to a cache line.
    static func recordByteCount(payload: Int) -> Int { (payload + 8 + 63) / 64 * 64 }

    /// Opens the file at `path`, which is created where it is missing and emptied unless it `isKept`.
    init(_ path: String, payloadByteCount: Int, isKept: Bool) throws {
        self.path = path
        self.payloadByteCount = payloadByteCount
        recordByteCount = Self.recordByteCount(payload: payloadByteCount)
        descriptor = open(path.systemPath, O_RDWR | O_CREAT | O_CLOEXEC | (isKept ? 0 : O_TRUNC), 0o644)
        guard descriptor >= 0 else { throw RunError.inaccessible(path: path, reason: systemErrorText(errno)) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let reason = systemErrorText(errno)
            close(descriptor)
            throw RunError.inaccessible(path: path, reason: reason)
        }
        slotCount = 0
        // All is set: where this throws, deinit closes.
        try map(slots: Int(status.st_size) / recordByteCount)
    }

    deinit {
        if let mapping { munmap(mapping, slotCount * recordByteCount) }
        close(descriptor)
    }

    /// Makes room for at least `count` records; the disk blocks are taken at once, so that a full disk is an error here
    /// and not a bus error later.
    func reserve(_ count: Int) throws {
        guard count > slotCount else { return }
        let bytes = count * recordByteCount
        let code = posix_fallocate(descriptor, 0, off_t(bytes))
        if code == ENOSPC { throw RunError.diskFull(path: path, bytes: bytes - slotCount * recordByteCount) }
        guard code == 0 else { throw RunError.inaccessible(path: path, reason: systemErrorText(code)) }
        try map(slots: count)
    }

    private func map(slots: Int) throws {
        if let mapping { munmap(mapping, slotCount * recordByteCount) }
        mapping = nil
        slotCount = 0
        guard slots > 0 else { return }
        let address = mmap(nil, slots * recordByteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let address, address != MAP_FAILED else {
            throw RunError.inaccessible(path: path, reason: systemErrorText(errno))
        }
        mapping = address
        slotCount = slots
    }

    /// The content of the record `slot`: `payloadByteCount` bytes, aligned to 64 bytes, valid until the file grows.
    func payload(_ slot: Int) -> UnsafeMutableRawPointer {
        precondition(slot >= 0 && slot < slotCount, "slot \(slot) of \(slotCount)")
        guard let mapping else { preconditionFailure("slot \(slot) of a file that is not mapped") }
        return mapping + slot * recordByteCount
    }

    /// Whose record `slot` holds; 0 for nobody's.
    func stamp(_ slot: Int) -> UInt64 {
        payload(slot).load(fromByteOffset: recordByteCount - 8, as: UInt64.self)
    }

    /// Writes a record: nobody's while `body` fills it, then `stamp`'s.
    func write(_ slot: Int, stamp: UInt64, _ body: (UnsafeMutableRawPointer) -> Void) {
        let record = payload(slot)
        record.storeBytes(of: 0, toByteOffset: recordByteCount - 8, as: UInt64.self)
        body(record)
        record.storeBytes(of: stamp, toByteOffset: recordByteCount - 8, as: UInt64.self)
    }

    /// Asks for a record's pages ahead of their use.
    func willNeed(_ slot: Int) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let start = payload(slot)
        let misalignment = Int(bitPattern: start) % page
        // Advice only: where it fails the pages come when they are touched.
        _ = madvise(start - misalignment, recordByteCount + misalignment, MADV_WILLNEED)
    }

    /// Waits until everything written is on the disk.
    func flush() throws {
        guard fdatasync(descriptor) == 0 else {
            throw RunError.inaccessible(path: path, reason: systemErrorText(errno))
        }
    }
}
