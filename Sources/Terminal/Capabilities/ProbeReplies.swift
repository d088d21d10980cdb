import Foundation

/// A terminal's answers to the probe.
struct ProbeReplies: Sendable, Hashable {
    /// Everything asked in one batch. The primary device attributes come last: every terminal answers them, so once
    /// they are here, what is missing will not come. The truecolour question sets a colour and reads it back.
    static let question =
        "\u{1B}[>0q" + "\u{1B}]11;?\u{1B}\\" + "\u{1B}[16t" + "\u{1B}[?1;1;0S" + "\u{1B}[?2;1;0S" + "\u{1B}[?2;4;0S"
        + "\u{1B}[?2026$p" + "\u{1B}[?1016$p" + "\u{1B}[48;2;1;2;3m\u{1B}P$qm\u{1B}\\\u{1B}[0m" + "\u{1B}[c"

    /// The question for terminals that print what they do not understand.
    static let plainQuestion = "\u{1B}[c"

    /// Asks, ahead of the others, for kitty's graphics protocol: whether a pixel could be shown that is told here, and one that
    /// lies in the shared memory of this name.
    static func kittyQuestion(sharedMemory name: String?) -> String {
        let direct = "\u{1B}_Gi=\(directQuery),a=q,f=24,s=1,v=1,t=d;AAAA\u{1B}\\"
        guard let name else { return direct }
        return direct
            + "\u{1B}_Gi=\(memoryQuery),a=q,f=24,s=1,v=1,t=s,S=3;\(Data(name.utf8).base64EncodedString())\u{1B}\\"
    }

    private static let directQuery = 1
    private static let memoryQuery = 2
    /// Kitty's pictures have numbers from here on.
    static let firstPicture = 3

    /// Parameters of the primary device attributes (DA1), the conformance level first; nil while unanswered.
    var deviceAttributes: [Int]?
    /// Name and version (XTVERSION).
    var version: String?
    /// Background colour (OSC 11), 0 to 1 each.
    var background: (red: Double, green: Double, blue: Double)? {
        get { backgroundComponents.map { ($0[0], $0[1], $0[2]) } }
        set { backgroundComponents = newValue.map { [$0.red, $0.green, $0.blue] } }
    }
    /// Cell size (`CSI 16 t`).
    var cellSize: PixelSize?
    /// Sixel colour registers (XTSMGRAPHICS item 1).
    var sixelColors: Int?
    /// Largest sixel picture in the window as it is (XTSMGRAPHICS item 2, read).
    var sixelGeometry: PixelSize?
    /// Largest sixel picture ever (XTSMGRAPHICS item 2, read the maximum).
    var maximumSixelGeometry: PixelSize?
    /// Whether mode 2026 can be set.
    var synchronizedOutput = false
    /// Whether mode 1016 can be set.
    var pixelMouse = false
    /// Whether a direct colour could be read back (DECRQSS).
    var trueColor = false

    /// Whether kitty's graphics protocol is understood.
    var kitty = false
    /// Whether kitty's graphics protocol reaches this machine's shared memory.
    var readsMemory = false

    private var backgroundComponents: [Double]?

    /// Whether sixel is among the device attributes: a 4 behind the first parameter, which is the conformance level; some
    /// terminals leave that out and answer a 4 and others.
    var sixel: Bool {
        guard let deviceAttributes, deviceAttributes.count > 1 else { return false }
        return deviceAttributes.contains(4)
    }

    /// Reads answers; `rest` are the bytes that belong to none, such as keys typed meanwhile, in their order.
    static func parse(_ bytes: [UInt8]) -> (replies: ProbeReplies, rest: [UInt8]) {
        var replies = ProbeReplies()
        var rest: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let end = sequenceEnd(bytes, from: index)
            if end > index + 1, replies.take(bytes[index..<end]) {
                index = end
            } else {
                rest += bytes[index..<max(end, index + 1)]
                index = max(end, index + 1)
            }
        }
        return (replies, rest)
    }

    /// What the terminal says of pictures among these bytes.
    static func graphicsAnswers(_ bytes: [UInt8]) -> [KittyAnswer] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\u{1B}_").compactMap { KittyAnswer(String($0)) }
    }

    /// Behind the last byte of the control sequence or string at `start`; `start` where there is none that is whole.
    private static func sequenceEnd(_ bytes: [UInt8], from start: Int) -> Int {
        guard bytes[start] == 0x1B, start + 1 < bytes.count else { return start }
        switch bytes[start + 1] {
        case UInt8(ascii: "["):
            let final = bytes[(start + 2)...].firstIndex { !(0x20...0x3F).contains($0) }
            guard let final, (0x40...0x7E).contains(bytes[final]) else { return start }
            return final + 1
        case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"):
            for index in (start + 2)..<max(start + 2, bytes.count) {
                if bytes[index] == 0x07 { return index + 1 }
                if bytes[index] == 0x1B {
                    let isTerminator = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\\")
                    return isTerminator ? index + 2 : start
                }
            }
            return start
        default: return start
        }
    }

    private mutating func take(_ sequence: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: sequence.dropFirst(2), as: UTF8.self)
        switch sequence[sequence.startIndex + 1] {
        case UInt8(ascii: "["): return takeControlSequence(text)
        case UInt8(ascii: "P"): return takeDeviceString(text)
        case UInt8(ascii: "_"): return takeGraphicsAnswer(text)
        default: return takeSystemCommand(text)
        }
    }

    private mutating func takeControlSequence(_ text: String) -> Bool {
        let numbers = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == ";" }
            .split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        if text.hasPrefix("?"), text.hasSuffix("c") {
            deviceAttributes = numbers
        } else if text.hasPrefix("6;"), text.hasSuffix("t"), numbers.count == 3 {
            cellSize = PixelSize(width: numbers[2], height: numbers[1])
        } else if text.hasPrefix("?"), text.hasSuffix("S"), numbers.count >= 2 {
            // The second parameter is the status; 0 is success.
            if numbers[1] != 0 { return true }
            if numbers[0] == 1, numbers.count == 3 { sixelColors = numbers[2] }
            if numbers[0] == 2, numbers.count == 4 {
                let size = PixelSize(width: numbers[2], height: numbers[3])
                if sixelGeometry == nil { sixelGeometry = size } else { maximumSixelGeometry = size }
            }
        } else if text.hasPrefix("?"), text.hasSuffix("$y"), numbers.count == 2 {
            // 1 set, 2 reset, 3 always set; 0 is unknown and 4 never.
            let isAvailable = (1...3).contains(numbers[1])
            if numbers[0] == 2026 { synchronizedOutput = isAvailable }
            if numbers[0] == 1016 { pixelMouse = isAvailable }
        } else {
            return false
        }
        return true
    }

    private mutating func takeDeviceString(_ text: String) -> Bool {
        let body = text.replacing("\u{1B}\\", with: "")
        if body.hasPrefix(">|") {
            version = String(body.dropFirst(2).unicodeScalars.filter { $0.value >= 0x20 }.map(Character.init))
            return true
        }
        if body.hasPrefix("1$r") || body.hasPrefix("0$r") {
            // 48:2:1:2:3 or 48:2::1:2:3 or with semicolons; a palette's terminal answers 48:5:n.
            let numbers = body.dropFirst(3).split { $0 == ";" || $0 == ":" || $0 == "m" }.map { Int($0) ?? -1 }
            trueColor = numbers.suffix(3) == [1, 2, 3]
            return true
        }
        return false
    }

    private mutating func takeGraphicsAnswer(_ text: String) -> Bool {
        guard let answer = KittyAnswer(text) else { return false }
        if answer.id == Self.directQuery { kitty = answer.isSuccess }
        if answer.id == Self.memoryQuery { readsMemory = answer.isSuccess }
        return true
    }

    private mutating func takeSystemCommand(_ text: String) -> Bool {
        guard text.hasPrefix("11;") else { return false }
        let color = text.dropFirst(3).replacing("\u{1B}\\", with: "").replacing("\u{07}", with: "")
        guard let colon = color.firstIndex(of: ":") else { return true }
        // rgb:r/g/b or rgba:r/g/b/a with one to four hexadecimal digits each.
        let fields = color[color.index(after: colon)...].split(separator: "/")
        let components = fields.prefix(3).compactMap { field -> Double? in
            guard let value = Int(field, radix: 16), (1...4).contains(field.count) else { return nil }
            return Double(value) / Double((1 << (4 * field.count)) - 1)
        }
        if components.count == 3 { background = (components[0], components[1], components[2]) }
        return true
    }
}
