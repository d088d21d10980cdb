import Glibc

/// Sorts the events of one run into series, by the rules of TensorBoard's `EventAccumulator`.
final class EventCollector {
    private var tags = TagIndex()
    /// One for each tag; empty where the tag has no numbers.
    private var scalars: [ScalarSeries] = []
    /// One for each tag; empty where the tag has no pictures.
    private var images: [[LoggedImage]] = []
    /// Later samples of events with several pictures, by tag and sample.
    private var moreSamples: [String: [LoggedImage]] = [:]
    /// The plugin that a tag's first value named.
    private var plugins: [String?] = []
    private var fileVersion: Double?
    private var greatestStep: Int64 = -1
    private var firstTime = Double.infinity
    private var lastTime = -Double.infinity
    /// What restarts may cost in all, in numbers and pictures looked at; a file of little else could go through a series at each.
    private var restartWork: Int
    /// Messages whose checksum is right but which are no events.
    private(set) var damagedMessages = 0
    /// Changes with every event.
    private(set) var eventCount = 0

    init(restartWork: Int = 1 << 28) { self.restartWork = restartWork }

    /// Takes in one event.
    /// - Parameters:
    ///   - message: the event as protocol buffer.
    ///   - offset: where it lies in the file.
    ///   - path: the event file.
    func take(_ message: UnsafeRawBufferPointer, at offset: Int, of path: String) {
        var wallTime = 0.0
        var step: Int64 = 0
        var summary: UnsafeRawBufferPointer?
        var isStart = false
        var scanner = ProtobufScanner(message)
        while scanner.next() {
            switch (scanner.field, scanner.wireType) {
            case (EventField.Event.wallTime, 1): wallTime = scanner.double
            case (EventField.Event.step, 0): step = scanner.integer
            case (EventField.Event.fileVersion, 2): fileVersion = Self.version(scanner.text)
            case (EventField.Event.summary, 2): summary = scanner.payload
            case (EventField.Event.sessionLog, 2): isStart = Self.isStart(scanner.payload)
            default: break
            }
        }
        if scanner.isDamaged {
            damagedMessages += 1
            return
        }
        eventCount += 1
        // The event that begins a file has no data; its time says nothing of the run.
        if wallTime > 0, summary != nil {
            firstTime = min(firstTime, wallTime)
            lastTime = max(lastTime, wallTime)
        }
        if let fileVersion, fileVersion >= 2 {
            if isStart { removeSteps(from: step) }
        } else if step < greatestStep, let summary {
            // Files of the first version mark no restart; a step that goes back is one.
            removeSteps(from: step, of: summary)
        } else {
            greatestStep = step
        }
        guard let summary else { return }
        var values = ProtobufScanner(summary)
        while values.next(EventField.Summary.value, wireType: 2) {
            let base = offset + (summary.baseAddress.map { $0 - message.baseAddress! } ?? 0)
            let place = base + (values.payload.baseAddress.map { $0 - summary.baseAddress! } ?? 0)
            take(value: values.payload, step: step, wallTime: wallTime, at: place, of: path)
        }
        if values.isDamaged { damagedMessages += 1 }
    }

    /// Plugins whose tags are no other kind where they have logged nothing.
    private static let shown: Set = ["scalars", "images"]

    /// The series so far.
    /// - Parameter modified: when the files were last written, in seconds since 1970.
    func data(name: String, folder: String, damagedRecords: Int, modified: Double?, revision: Int) -> RunData {
        var series = tags.tags.indices.filter { !images[$0].isEmpty }.map { slot in
            ImageSeries(tag: tags.tags[slot], images: images[slot])
        }
        series += moreSamples.keys.sorted().map { ImageSeries(tag: $0, images: moreSamples[$0] ?? []) }
        var others: [String: Int] = [:]
        for slot in plugins.indices where scalars[slot].count == 0 && images[slot].isEmpty {
            if let kind = plugins[slot], !Self.shown.contains(kind) { others[kind, default: 0] += 1 }
        }
        return RunData(
            name: name, folder: folder, scalars: scalars.filter { $0.count > 0 }, images: series,
            damagedRecords: damagedRecords + damagedMessages,
            wallTimes: firstTime <= lastTime ? firstTime...lastTime : nil, modified: modified, others: others,
            revision: revision)
    }

    private func take(
        value: UnsafeRawBufferPointer, step: Int64, wallTime: Double, at offset: Int, of path: String
    ) {
        var tag = UnsafeRawBufferPointer(start: nil, count: 0)
        var simple: Float?
        var image: UnsafeRawBufferPointer?
        var tensor: UnsafeRawBufferPointer?
        var metadata: UnsafeRawBufferPointer?
        // What writers of the first version give no plugin for.
        var kind: String?
        var scanner = ProtobufScanner(value)
        while scanner.next() {
            switch (scanner.field, scanner.wireType) {
            case (EventField.Value.tag, 2): tag = scanner.payload
            case (EventField.Value.simpleValue, 5): simple = scanner.float
            case (EventField.Value.image, 2): image = scanner.payload
            case (EventField.Value.histogram, 2): kind = "histograms"
            case (EventField.Value.audio, 2): kind = "audio"
            case (EventField.Value.tensor, 2): tensor = scanner.payload
            case (EventField.Value.metadata, 2): metadata = scanner.payload
            default: break
            }
        }
        if scanner.isDamaged {
            damagedMessages += 1
            return
        }
        let slot = tags.slot(of: tag)
        if slot == scalars.count {
            scalars.append(ScalarSeries(tag: tags.tags[slot]))
            images.append([])
            plugins.append(metadata.flatMap(Self.plugin) ?? kind)
        }
        if let simple {
            scalars[slot].append(step: step, wallTime: wallTime, value: Double(simple))
            return
        }
        let origin = value.baseAddress!
        if let image {
            take(image: image, slot: slot, step: step, wallTime: wallTime, path: path) {
                offset + ($0.baseAddress! - origin)
            }
        } else if let tensor, let content = EventTensor(tensor) {
            let plugin = plugins[slot]
            if let number = content.number, plugin == nil || plugin == "scalars" {
                scalars[slot].append(step: step, wallTime: wallTime, value: number)
            } else if plugin == "images" {
                take(samples: content.strings, slot: slot, step: step, wallTime: wallTime, path: path) {
                    offset + ($0.baseAddress! - origin)
                }
            }
        }
    }

    private func take(
        image: UnsafeRawBufferPointer, slot: Int, step: Int64, wallTime: Double, path: String,
        offset: (UnsafeRawBufferPointer) -> Int
    ) {
        var width = 0
        var height = 0
        var encoded: UnsafeRawBufferPointer?
        var scanner = ProtobufScanner(image)
        while scanner.next() {
            switch (scanner.field, scanner.wireType) {
            case (EventField.Image.width, 0): width = Int(Int32(truncatingIfNeeded: scanner.integer))
            case (EventField.Image.height, 0): height = Int(Int32(truncatingIfNeeded: scanner.integer))
            case (EventField.Image.encoded, 2): encoded = scanner.payload
            default: break
            }
        }
        guard !scanner.isDamaged, let encoded, !encoded.isEmpty else { return }
        images[slot].append(
            LoggedImage(
                step: step, wallTime: wallTime, width: width, height: height, path: path, offset: offset(encoded),
                count: encoded.count))
    }

    /// Takes the pictures of an image tensor: width and height as text, then one encoded picture for each sample.
    private func take(
        samples strings: [UnsafeRawBufferPointer], slot: Int, step: Int64, wallTime: Double, path: String,
        offset: (UnsafeRawBufferPointer) -> Int
    ) {
        guard strings.count > 2, let width = Int(String(decoding: strings[0], as: UTF8.self)),
            let height = Int(String(decoding: strings[1], as: UTF8.self))
        else { return }
        for (sample, encoded) in strings.dropFirst(2).enumerated() where !encoded.isEmpty {
            let image = LoggedImage(
                step: step, wallTime: wallTime, width: width, height: height, path: path, offset: offset(encoded),
                count: encoded.count)
            if sample == 0 {
                images[slot].append(image)
            } else {
                moreSamples["\(tags.tags[slot]) (\(sample + 1))", default: []].append(image)
            }
        }
    }

    /// Whether a restart may look at that many numbers and pictures more; where not, it is passed over as damage.
    private func canLook(at count: Int) -> Bool {
        restartWork -= count
        if restartWork < 0 { damagedMessages += 1 }
        return restartWork >= 0
    }

    private func removeSteps(from step: Int64) {
        for slot in scalars.indices where !removeSteps(from: step, slot: slot) { return }
        for (tag, pictures) in moreSamples {
            guard canLook(at: pictures.count) else { return }
            moreSamples[tag] = pictures.filter { $0.step < step }
        }
    }

    /// Of one tag; false where there have been too many restarts.
    private func removeSteps(from step: Int64, slot: Int) -> Bool {
        guard canLook(at: scalars[slot].costOfRemoving(from: step) + images[slot].count + 1) else { return false }
        scalars[slot].removeSteps(from: step)
        images[slot].removeAll { $0.step >= step }
        return true
    }

    private func removeSteps(from step: Int64, of summary: UnsafeRawBufferPointer) {
        var values = ProtobufScanner(summary)
        while values.next(EventField.Summary.value, wireType: 2) {
            var value = ProtobufScanner(values.payload)
            while value.next(EventField.Value.tag, wireType: 2) {
                guard let slot = tags.slot(of: value.text) else { continue }
                guard removeSteps(from: step, slot: slot) else { return }
            }
        }
    }

    /// The number behind "brain.Event:"; nil where there is none.
    private static func version(_ text: String) -> Double? {
        text.split(separator: ":").last.flatMap { Double($0) }
    }

    private static func isStart(_ sessionLog: UnsafeRawBufferPointer) -> Bool {
        var scanner = ProtobufScanner(sessionLog)
        while scanner.next(EventField.SessionLog.status, wireType: 0) {
            return scanner.integer == Int64(EventField.SessionLog.start)
        }
        return false
    }

    private static func plugin(_ metadata: UnsafeRawBufferPointer) -> String? {
        var scanner = ProtobufScanner(metadata)
        while scanner.next(EventField.Metadata.pluginData, wireType: 2) {
            var data = ProtobufScanner(scanner.payload)
            while data.next(EventField.Metadata.pluginName, wireType: 2) {
                return data.text.isEmpty ? nil : data.text
            }
        }
        return nil
    }
}

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
