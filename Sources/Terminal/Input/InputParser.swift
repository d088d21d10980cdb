/// Turns a terminal's bytes into events. Sequences may arrive in pieces: what is incomplete is kept until the rest
/// comes or `flush` says that it will not. Bytes and sequences without a meaning are dropped; those that may be the terminal's
/// answers are put aside.
struct InputParser: Sendable {
    /// Set where the terminal reports the mouse in pixels: the size of a cell.
    var mouseCellSize: PixelSize?

    private var pending: [UInt8] = []
    private var answers: [UInt8] = []
    private var pasted: [UInt8]?
    /// Longest control string or paste kept; a longer string is no answer to us, a longer paste is cut.
    private static let longestString = 65_536
    private static let longestAnswer = 4096
    private static let longestPaste = 1 << 20
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    init(mouseCellSize: PixelSize? = nil) { self.mouseCellSize = mouseCellSize }

    /// What one attempt to read from the beginning of the pending bytes found.
    enum Result {
        case incomplete
        /// This many bytes mean nothing.
        case ignored(Int)
        case event(InputEvent, Int)
        case pasteBegins(Int)
    }

    /// How long to wait for the rest of what has begun before `flush`, nil where nothing has. A lone Escape is
    /// ambiguous and must be decided soon; the rest of a longer sequence may be on its way over a slow line.
    var patienceMilliseconds: Int? {
        if pending.isEmpty { return nil }
        return pending.count <= 2 ? 50 : 1000
    }

    /// The events that these bytes complete.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
        pending += bytes
        var events: [InputEvent] = []
        var start = 0
        scanning: while start < pending.count {
            if pasted != nil {
                guard let event = continuePaste(&start) else { break scanning }
                events.append(event)
                continue
            }
            switch result(from: start) {
            case .incomplete: break scanning
            case .ignored(let count):
                if InputParser.mayAnswer(pending[start..<start + count]) { answers += pending[start..<start + count] }
                start += count
            case .event(let event, let count):
                events.append(event)
                start += count
            case .pasteBegins(let count):
                start += count
                pasted = []
            }
        }
        pending.removeFirst(start)
        return events
    }

    /// The sequences since the last call that no key sends: what the terminal says of itself, however late.
    mutating func takeAnswers() -> [UInt8] {
        defer { answers = [] }
        return answers
    }

    /// Whether a sequence is whole and of a kind in which terminals answer.
    private static func mayAnswer(_ sequence: ArraySlice<UInt8>) -> Bool {
        guard sequence.count > 3, sequence.first == 0x1B, sequence.count <= longestAnswer else { return false }
        return [UInt8(ascii: "["), UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_")].contains(
            sequence[sequence.startIndex + 1])
    }

    /// The events in what is left when no more bytes are coming: a lone Escape is the key, a sequence's beginning
    /// is a key with Alt, anything longer is dropped.
    mutating func flush() -> [InputEvent] {
        let left = pending
        if pasted != nil {
            // A paste without an end gives what it has.
            let text = InputParser.text(ofPaste: (pasted ?? []) + left)
            pending = []
            pasted = nil
            return [.paste(text)]
        }
        pending = []
        if left == [0x1B] { return [.key(.escape)] }
        if left.count == 2, left[0] == 0x1B, left[1] < 0x80 {
            return [.key(.alt(Character(Unicode.Scalar(left[1]))))]
        }
        return []
    }

    private mutating func continuePaste(_ start: inout Int) -> InputEvent? {
        let rest = pending[start...]
        if let end = rest.firstRange(of: InputParser.pasteEnd) {
            append(pasted: rest[..<end.lowerBound])
            start = end.upperBound
            defer { pasted = nil }
            return .paste(InputParser.text(ofPaste: pasted ?? []))
        }
        // The end's own beginning may already be here.
        let kept = min(rest.count, InputParser.pasteEnd.count - 1)
        append(pasted: rest.dropLast(kept))
        start = pending.count - kept
        return nil
    }

    private mutating func append(pasted bytes: ArraySlice<UInt8>) {
        let room = InputParser.longestPaste - (pasted?.count ?? 0)
        pasted?.append(contentsOf: bytes.prefix(max(0, room)))
    }

    private static func text(ofPaste bytes: [UInt8]) -> String {
        let unified = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return String(
            String.UnicodeScalarView(
                unified.unicodeScalars.filter {
                    $0 == "\n" || $0 == "\t" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value))
                }))
    }

    private func result(from start: Int) -> Result {
        let bytes = pending[start...]
        let first = bytes[start]
        if first != 0x1B { return plainKey(bytes) }
        guard bytes.count > 1 else { return .incomplete }
        switch bytes[start + 1] {
        case UInt8(ascii: "["): return ControlSequenceReader(mouseCellSize: mouseCellSize).read(bytes)
        case UInt8(ascii: "O"): return singleShiftKey(bytes)
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            return controlString(bytes)
        case 0x1B: return .event(.key(.escape), 1)
        default:
            switch plainKey(bytes.dropFirst()) {
            case .event(.key(var key), let count):
                key.modifiers.insert(.alt)
                return .event(.key(key), count + 1)
            case .ignored(let count): return .ignored(count + 1)
            case .incomplete: return .incomplete
            case let other: return other
            }
        }
    }

    /// A control byte or one character of UTF-8.
    private func plainKey(_ bytes: ArraySlice<UInt8>) -> Result {
        let first = bytes[bytes.startIndex]
        switch first {
        case 0x00: return .event(.key(Key(.character(" "), .control)), 1)
        case 0x08, 0x7F: return .event(.key(.backspace), 1)
        case 0x09: return .event(.key(.tab), 1)
        case 0x0A, 0x0D: return .event(.key(.enter), 1)
        case 0x1B: return .event(.key(.escape), 1)
        case 0x01...0x1A: return .event(.key(.control(Character(Unicode.Scalar(first + 0x60)))), 1)
        case 0x1C...0x1F: return .event(.key(.control(Character(Unicode.Scalar(first + 0x40)))), 1)
        case 0x20...0x7E: return .event(.key(.character(Character(Unicode.Scalar(first)))), 1)
        case 0xC2...0xDF: return multiByteKey(bytes, count: 2)
        case 0xE0...0xEF: return multiByteKey(bytes, count: 3)
        case 0xF0...0xF4: return multiByteKey(bytes, count: 4)
        default: return .ignored(1)
        }
    }

    private func multiByteKey(_ bytes: ArraySlice<UInt8>, count: Int) -> Result {
        let present = bytes.prefix(count)
        if let wrong = present.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
            return .ignored(wrong - bytes.startIndex)
        }
        if present.count < count { return .incomplete }
        guard let text = String(validating: present, as: UTF8.self), let character = text.first else {
            return .ignored(count)
        }
        // C1 control characters.
        if let scalar = character.unicodeScalars.first, scalar.value < 0xA0 { return .ignored(count) }
        return .event(.key(.character(character)), count)
    }

    /// `ESC O` and a letter, maybe with the modifiers' number between them.
    private func singleShiftKey(_ bytes: ArraySlice<UInt8>) -> Result {
        var index = bytes.startIndex + 2
        var modifiers: Modifiers = []
        if index < bytes.endIndex, (UInt8(ascii: "2")...UInt8(ascii: "8")).contains(bytes[index]) {
            modifiers = Modifiers(rawValue: Int(bytes[index] - UInt8(ascii: "1")))
            index += 1
        }
        guard index < bytes.endIndex else { return .incomplete }
        let count = index - bytes.startIndex + 1
        if let code = ControlSequenceReader.code(ofFinal: bytes[index]) {
            return .event(.key(Key(code, modifiers)), count)
        }
        // The numeric keypad in application mode: the letter less 0x40 is what the key says.
        switch bytes[index] {
        case UInt8(ascii: "M"): return .event(.key(.enter), count)
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            return .event(.key(Key(.character(Character(Unicode.Scalar(bytes[index] - 0x40))), modifiers)), count)
        case 0x1B: return .ignored(count - 1)
        default: return .ignored(count)
        }
    }

    /// DCS, OSC, SOS, PM, APC: all of it up to the terminator is dropped.
    private func controlString(_ bytes: ArraySlice<UInt8>) -> Result {
        var index = bytes.startIndex + 2
        let endsWithBell = bytes[bytes.startIndex + 1] == UInt8(ascii: "]")
        while index < bytes.endIndex {
            let count = index - bytes.startIndex + 1
            switch bytes[index] {
            case 0x07 where endsWithBell: return .ignored(count)
            case 0x1B:
                guard index + 1 < bytes.endIndex else { return .incomplete }
                return bytes[index + 1] == UInt8(ascii: "\\") ? .ignored(count + 1) : .ignored(count - 1)
            default: break
            }
            index += 1
        }
        return bytes.count > InputParser.longestString ? .ignored(bytes.count) : .incomplete
    }
}
