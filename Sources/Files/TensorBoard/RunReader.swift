import Synchronization

/// Follows all event files of one run, in the order of their names, which is the order of their making.
final class RunReader {
    var name: String
    let folder: String
    private var files: [RecordReader] = []
    private var collector = EventCollector()
    private var revision = 0
    /// Shared by all readers, so that no two states of any run have the same number.
    private static let revisions = Atomic<Int>(1)
    /// Damaged records of the files at the last look.
    private var damagedRecords: Int { files.reduce(0) { $0 + $1.damagedRecords } }

    init(name: String, folder: String) {
        self.name = name
        self.folder = folder
    }

    /// The run as it has been read so far.
    var data: RunData {
        collector.data(
            name: name, folder: folder, damagedRecords: damagedRecords, modified: files.compactMap(\.modified).max(),
            revision: revision)
    }

    /// Reads what is new in the event files at `paths` (sorted).
    /// - Returns: whether anything changed, and whether time ran out before the end.
    func poll(
        paths: [String], buffer: inout ReadBuffer, until deadline: ContinuousClock.Instant
    ) throws -> (hasChanged: Bool, isUnfinished: Bool) {
        var hasChanged = false
        let known = files.map(\.path)
        if !paths.starts(with: known) {
            // A file has gone, or one has come before those that were read: their events no longer follow each other.
            startAnew(paths)
            hasChanged = true
        } else if paths.count > known.count {
            files += paths.dropFirst(known.count).map { RecordReader(path: $0) }
        }
        let eventsBefore = collector.eventCount
        let damageBefore = damagedRecords + collector.damagedMessages
        var isUnfinished = false
        var hasStartedAnew = false
        var index = 0
        while index < files.count && !isUnfinished {
            let file = files[index]
            let collector = collector
            let outcome = try file.poll(buffer: &buffer, until: deadline) { message, offset in
                collector.take(message, at: offset, of: file.path)
            }
            switch outcome {
            case .unchanged, .advanced:
                index += 1
            case .unfinished:
                isUnfinished = true
            case .replaced:
                hasChanged = true
                // A file that is replaced again and again waits for the next call.
                if hasStartedAnew { return (true, false) }
                hasStartedAnew = true
                startAnew(paths)
                index = 0
            }
        }
        if collector.eventCount != eventsBefore || damagedRecords + collector.damagedMessages != damageBefore {
            hasChanged = true
        }
        if hasChanged { revision = Self.revisions.add(1, ordering: .relaxed).newValue }
        return (hasChanged, isUnfinished)
    }

    private func startAnew(_ paths: [String]) {
        files = paths.map { RecordReader(path: $0) }
        collector = EventCollector()
    }
}
