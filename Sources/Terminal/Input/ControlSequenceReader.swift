/// Reads one control sequence, `ESC [` parameters intermediates final: a key, a mouse report or a paste's beginning.
struct ControlSequenceReader {
    /// Set where the terminal reports the mouse in pixels: the size of a cell.
    let mouseCellSize: PixelSize?

    /// What stands at the beginning of `bytes`, which is `ESC [`.
    func read(_ bytes: ArraySlice<UInt8>) -> InputParser.Result {
        var index = bytes.startIndex + 2
        // Linux' console has ESC [ [ A … E for F1 … F5.
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: "[") {
            guard index + 1 < bytes.endIndex else { return .incomplete }
            let letter = bytes[index + 1]
            guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(letter) else { return .ignored(4) }
            return .event(.key(.function(Int(letter) - 0x40)), 4)
        }
        while index < bytes.endIndex, (0x20...0x3F).contains(bytes[index]) { index += 1 }
        guard index < bytes.endIndex else {
            return bytes.count > 128 ? .ignored(bytes.count) : .incomplete
        }
        let final = bytes[index]
        let count = index - bytes.startIndex + 1
        // Not a sequence after all; what broke it is read by itself.
        guard (0x40...0x7E).contains(final) else { return .ignored(count - 1) }
        let body = bytes[(bytes.startIndex + 2)..<index]
        if final == UInt8(ascii: "M"), body.isEmpty {
            // X10 mouse report, never asked for: three bytes follow.
            return bytes.count < count + 3 ? .incomplete : .ignored(count + 3)
        }
        let isMouse = body.first == UInt8(ascii: "<")
        let written = isMouse ? body.dropFirst() : body
        guard written.allSatisfy({ (0x30...0x3B).contains($0) }) else { return .ignored(count) }
        let numbers = parameters(written)
        if isMouse {
            return mouse(numbers, isRelease: final == UInt8(ascii: "m")).map { .event(.mouse($0), count) }
                ?? .ignored(count)
        }
        if final == UInt8(ascii: "~"), numbers.first == 200 { return .pasteBegins(count) }
        return key(final, numbers).map { .event(.key($0), count) } ?? .ignored(count)
    }

    /// The key of a final letter that `CSI` and `ESC O` share.
    static func code(ofFinal final: UInt8) -> Key.Code? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "P"): .function(1)
        case UInt8(ascii: "Q"): .function(2)
        case UInt8(ascii: "R"): .function(3)
        case UInt8(ascii: "S"): .function(4)
        default: nil
        }
    }

    private func key(_ final: UInt8, _ numbers: [Int]) -> Key? {
        let modifiers = numbers.count > 1 ? Modifiers(rawValue: max(0, numbers[1] - 1) & 7) : []
        switch final {
        case UInt8(ascii: "Z"): return .backTab
        case UInt8(ascii: "~"):
            if numbers.first == 27, numbers.count == 3 { return written(numbers[2], modifiers) }
            return tildeCode(numbers.first ?? 0).map { Key($0, modifiers) }
        case UInt8(ascii: "u"): return written(numbers.first ?? 0, modifiers)
        default:
            // A cursor position report looks like F3 in row 1 only; others have a row.
            guard let code = ControlSequenceReader.code(ofFinal: final), numbers.first.map({ $0 <= 1 }) ?? true else {
                return nil
            }
            return Key(code, modifiers)
        }
    }

    private func tildeCode(_ number: Int) -> Key.Code? {
        switch number {
        case 1, 7: .home
        case 2: .insert
        case 3: .delete
        case 4, 8: .end
        case 5: .pageUp
        case 6: .pageDown
        case 11...15: .function(number - 10)
        case 17...21: .function(number - 11)
        case 23...26: .function(number - 12)
        case 28, 29: .function(number - 13)
        case 31...34: .function(number - 14)
        default: nil
        }
    }

    /// A key told by its code point (xterm's modifyOtherKeys, `CSI u`).
    private func written(_ codePoint: Int, _ modifiers: Modifiers) -> Key? {
        switch codePoint {
        case 9: return modifiers.contains(.shift) ? .backTab : Key(.tab, modifiers)
        case 13: return Key(.enter, modifiers)
        case 27: return Key(.escape, modifiers)
        case 8, 127: return Key(.backspace, modifiers)
        default:
            // 0xE000–0xF8FF is where kitty puts keys that write nothing.
            guard codePoint >= 0x20, !(0xE000...0xF8FF).contains(codePoint),
                let scalar = Unicode.Scalar(UInt32(codePoint))
            else { return nil }
            return Key(.character(Character(scalar)), modifiers.subtracting(.shift))
        }
    }

    /// An SGR report: button and modifiers, column, row (from 1, in cells or pixels).
    private func mouse(_ numbers: [Int], isRelease: Bool) -> MouseEvent? {
        guard numbers.count == 3 else { return nil }
        let bits = numbers[0]
        var modifiers: Modifiers = []
        if bits & 4 != 0 { modifiers.insert(.shift) }
        if bits & 8 != 0 { modifiers.insert(.alt) }
        if bits & 16 != 0 { modifiers.insert(.control) }
        guard let action = action(bits, isRelease: isRelease) else { return nil }
        let x = max(0, numbers[1] - 1)
        let y = max(0, numbers[2] - 1)
        guard let cell = mouseCellSize else {
            return MouseEvent(action, at: Position(column: x, row: y), modifiers: modifiers)
        }
        return MouseEvent(
            action, at: Position(column: x / max(1, cell.width), row: y / max(1, cell.height)),
            pixel: MouseEvent.PixelPosition(x: x, y: y), modifiers: modifiers)
    }

    private func action(_ bits: Int, isRelease: Bool) -> MouseEvent.Action? {
        if bits & 128 != 0 { return nil }
        if bits & 64 != 0 {
            // The wheel has no release.
            if isRelease { return nil }
            return [.wheelUp, .wheelDown, .wheelLeft, .wheelRight][bits & 3]
        }
        guard bits & 3 != 3 else { return nil }
        let button: MouseEvent.Button = [.left, .middle, .right][bits & 3]
        if isRelease { return .release(button) }
        return bits & 32 != 0 ? .drag(button) : .press(button)
    }

    /// - Parameter bytes: digits, semicolons and colons.
    private func parameters(_ bytes: ArraySlice<UInt8>) -> [Int] {
        if bytes.isEmpty { return [] }
        return bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
            // Sub-parameters (after a colon) do not matter here.
            field.prefix { $0 != UInt8(ascii: ":") }.reduce(0) { min(0x110000, $0 * 10 + Int($1) - 0x30) }
        }
    }
}
