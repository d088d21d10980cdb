import Glibc
import Synchronization

/// Writes a TensorBoard event file: scalars and encoded images by tag and step.
///
/// Each writer makes a file of its own, `events.out.tfevents.<seconds>.<host>.<process>.<counter>`, whose name sorts
/// behind those written before it, so a run that resumes adds a file and never touches an old one. Events are held
/// back until `flush`, until `flushInterval` has passed (looked at when an event is added), or until 64 KB have come
/// together. Only whole records are written: what a failed write left behind is cut off again. Callable from any
/// thread.
package final class EventFileWriter: Sendable {
    private struct State: ~Copyable {
        /// The open file; -1 once closed.
        var descriptor: Int32
        var pending: [UInt8] = []
        /// Bytes in the file that hold whole records.
        var written = 0
        var lastFlush: ContinuousClock.Instant
    }

    private static let counter = Atomic<Int>(0)
    private static let pendingLimit = 1 << 16

    /// The file that is written.
    package let path: String
    /// How long an event may be held back.
    package let flushInterval: Duration
    private let state: Mutex<State>

    /// Makes a new event file in `directory`, which is made where it is missing.
    /// - Parameters:
    ///   - resumedAtStep: where set, the run is a continuation: readers, TensorBoard too, forget what earlier files
    ///     hold of this step and later ones.
    ///   - flushInterval: how long an event may be held back.
    /// - Throws: `FileError.unwritable`.
    package init(directory: String, resumedAtStep: Int? = nil, flushInterval: Duration = .seconds(2)) throws {
        try Self.makeFolder(directory)
        let now = Self.now()
        let host = Self.hostName()
        let seconds = String(Int(now))
        let padded = String(repeating: "0", count: max(0, 10 - seconds.count)) + seconds
        var path = ""
        var descriptor: Int32 = -1
        var code: Int32 = EEXIST
        while descriptor < 0 && code == EEXIST {
            // Padded, because readers go by the order of the names: 10 must not come before 9.
            let digits = String(Self.counter.add(1, ordering: .relaxed).oldValue)
            let count = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
            path = "\(directory)/events.out.tfevents.\(padded).\(host).\(getpid()).\(count)"
            descriptor = open(path.systemPath, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
            code = errno
        }
        guard descriptor >= 0 else { throw FileError.unwritable(path: path, reason: errorText(code)) }
        self.path = path
        self.flushInterval = flushInterval
        state = Mutex(State(descriptor: descriptor, lastFlush: .now))
        try add(step: resumedAtStep ?? 0, at: now) { $0.add("brain.Event:2", field: EventField.Event.fileVersion) }
        if let resumedAtStep {
            try add(step: resumedAtStep, at: now) { event in
                event.add(field: EventField.Event.sessionLog) {
                    $0.add(EventField.SessionLog.start, field: EventField.SessionLog.status)
                }
            }
        }
        try flush()
    }

    deinit { try? close() }

    /// Adds a number.
    /// - Throws: `FileError.unwritable` when events held back could not be written; they are tried again next time.
    package func add(scalar: Float, tag: String, step: Int) throws {
        try add(scalar: scalar, tag: tag, step: step, wallTime: Self.now())
    }

    /// Adds a number of a given time, in seconds since 1970.
    /// - Throws: `FileError.unwritable`.
    package func add(scalar: Float, tag: String, step: Int, wallTime: Double) throws {
        try addSummary(tag: tag, step: step, wallTime: wallTime) { $0.add(scalar, field: EventField.Value.simpleValue) }
    }

    /// Adds a picture as the bytes of a PNG or JPEG file.
    /// - Parameters:
    ///   - bytes: the encoded picture; JPEG is as welcome as PNG.
    ///   - width: pixels from left to right.
    ///   - height: pixels from top to bottom.
    ///   - wallTime: seconds since 1970; nil for now.
    /// - Throws: `FileError.unwritable`.
    package func add(
        image bytes: [UInt8], width: Int, height: Int, tag: String, step: Int, wallTime: Double? = nil
    ) throws {
        try addSummary(tag: tag, step: step, wallTime: wallTime ?? Self.now()) { value in
            value.add(field: EventField.Value.image) { image in
                image.add(height, field: EventField.Image.height)
                image.add(width, field: EventField.Image.width)
                // 3: RGB.
                image.add(3, field: EventField.Image.colorSpace)
                image.add(bytes: bytes, field: EventField.Image.encoded)
            }
        }
    }

    /// Hands everything added so far to the operating system, so that readers see it.
    /// - Throws: `FileError.unwritable`.
    package func flush() throws {
        try state.withLock { try flush(&$0) }
    }

    /// Flushes and ends the file. Closing again does nothing; adding afterwards is a mistake.
    /// - Throws: `FileError.unwritable`.
    package func close() throws {
        try state.withLock { state in
            if state.descriptor < 0 { return }
            let result = Result { try flush(&state) }
            let code = Glibc.close(state.descriptor) == 0 ? 0 : errno
            state.descriptor = -1
            try result.get()
            if code != 0 { throw FileError.unwritable(path: path, reason: errorText(code)) }
        }
    }

    private func addSummary(
        tag: String, step: Int, wallTime: Double, _ body: (inout ProtobufEncoder) -> Void
    ) throws {
        try add(step: step, at: wallTime) { event in
            event.add(field: EventField.Event.summary) { summary in
                summary.add(field: EventField.Summary.value) { value in
                    value.add(tag, field: EventField.Value.tag)
                    body(&value)
                }
            }
        }
    }

    private func add(step: Int, at wallTime: Double, _ body: (inout ProtobufEncoder) -> Void) throws {
        var event = ProtobufEncoder()
        event.add(wallTime, field: EventField.Event.wallTime)
        if step != 0 { event.add(step, field: EventField.Event.step) }
        body(&event)
        let record = Self.record(event.bytes)
        try state.withLock { state in
            precondition(state.descriptor >= 0, "an event was added to \(path) after it was closed")
            state.pending += record
            if state.pending.count >= Self.pendingLimit || state.lastFlush.duration(to: .now) >= flushInterval {
                try flush(&state)
            }
        }
    }

    private func flush(_ state: inout State) throws {
        state.lastFlush = .now
        if state.pending.isEmpty || state.descriptor < 0 { return }
        let descriptor = state.descriptor
        let code = state.pending.withUnsafeBytes { Self.write($0, to: descriptor) }
        guard code == 0 else {
            // A torn record would hide all that follows it.
            _ = ftruncate(descriptor, off_t(state.written))
            throw FileError.unwritable(path: path, reason: errorText(code))
        }
        state.written += state.pending.count
        state.pending.removeAll(keepingCapacity: true)
    }

    /// Writes all bytes; returns 0 or the error number.
    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            done += count
        }
        return 0
    }

    /// A record: length, its checksum, the message, its checksum.
    private static func record(_ message: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count + 16)
        let length = withUnsafeBytes(of: UInt64(message.count).littleEndian) { Array($0) }
        func appendChecksum(of part: [UInt8]) {
            let checksum = part.withUnsafeBytes { MaskedChecksum.of($0) }
            withUnsafeBytes(of: checksum.littleEndian) { bytes.append(contentsOf: $0) }
        }
        bytes += length
        appendChecksum(of: length)
        bytes += message
        appendChecksum(of: message)
        return bytes
    }

    private static func makeFolder(_ path: String) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made.systemPath, 0o755) != 0, errno != EEXIST {
                // Folders above may be closed to us and exist all the same: only the last one's failure counts.
                let code = errno
                var status = stat()
                if stat(made.systemPath, &status) != 0 {
                    throw FileError.unwritable(path: path, reason: errorText(code))
                }
            }
        }
    }

    /// Seconds since 1970.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.isEmpty ? "localhost" : String(text.map { $0 == "/" ? "_" : $0 })
    }
}

/// Appends the fields of one protocol buffer message to bytes (wire format of proto3; default values are the caller's
/// to leave out).
struct ProtobufEncoder {
    private(set) var bytes: [UInt8] = []

    /// A double as fixed 64-bit field.
    mutating func add(_ value: Double, field: Int) {
        key(field, wireType: 1)
        append(littleEndian: value.bitPattern)
    }

    /// A float as fixed 32-bit field.
    mutating func add(_ value: Float, field: Int) {
        key(field, wireType: 5)
        append(littleEndian: value.bitPattern)
    }

    /// An integer or enumeration as variable-length field; negative ones take ten bytes.
    mutating func add(_ value: Int, field: Int) {
        key(field, wireType: 0)
        append(variable: UInt64(bitPattern: Int64(value)))
    }

    /// A string.
    mutating func add(_ value: String, field: Int) {
        add(bytes: value.utf8, field: field)
    }

    /// Bytes.
    mutating func add(bytes value: some Collection<UInt8>, field: Int) {
        key(field, wireType: 2)
        append(variable: UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A message within this one.
    mutating func add(field: Int, _ body: (inout ProtobufEncoder) -> Void) {
        var inner = ProtobufEncoder()
        body(&inner)
        add(bytes: inner.bytes, field: field)
    }

    private mutating func key(_ field: Int, wireType: Int) {
        append(variable: UInt64(field << 3 | wireType))
    }

    private mutating func append(variable value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func append(littleEndian value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
