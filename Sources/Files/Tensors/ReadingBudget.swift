/// What reading one tensor file may cost. Parts of a file can be referred to again and again, so that a few kilobytes ask for any
/// amount of memory and time: whatever a reader makes or walks over is charged here before.
final class ReadingBudget {
    /// Bytes of names, containers and shapes, a hundred times those of large checkpoints.
    private static let structure = 1 << 28
    /// Bytes of tensors that every file may have; storages are shared, so that more is in small files than their size.
    private static let elements = 1 << 24

    private var structureLeft = structure
    private var elementsLeft: Int

    /// - Parameter fileByteCount: size of the file; tensors may take four times that.
    init(fileByteCount: Int) {
        elementsLeft = fileByteCount > Int.max >> 4 ? Int.max : Self.elements + 4 * fileByteCount
    }

    /// Takes `bytes` for what is no tensor's element. Throws `PickleFailure.unsupported`.
    func charge(structure bytes: Int) throws {
        guard bytes <= structureLeft else {
            throw PickleFailure.unsupported("its names and containers take more than \(Self.structure >> 20) MiB")
        }
        structureLeft -= bytes
    }

    /// The same for `count` values of a pickle.
    func charge(values count: Int) throws {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<PickleValue>.stride)
        try charge(structure: overflow ? Int.max : bytes)
    }

    /// Takes `bytes` for tensors. Throws `PickleFailure.unsupported`.
    func charge(elements bytes: Int) throws {
        guard bytes <= elementsLeft else {
            throw PickleFailure.unsupported("its tensors repeat a small storage and take many times the file's size")
        }
        elementsLeft -= bytes
    }
}
