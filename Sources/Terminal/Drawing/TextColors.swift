/// Maps colours to what a terminal has.
struct TextColors: Sendable, Hashable {
    /// Colours of text.
    let depth: ColorDepth
    /// Entries of ncurses' palette; a direct-colour terminal counts colours as 0xRRGGBB beyond the first eight.
    let paletteSize: Int

    /// A palette's entry or a direct colour as ncurses counts them, -1 for the terminal's own.
    func number(_ color: Color) -> Int32 {
        if depth == .monochrome || paletteSize < 8 { return -1 }
        if isDirect { return directNumber(color) }
        switch color {
        case .standard: return -1
        case .indexed(let index):
            if Int(index) < paletteSize { return Int32(index) }
            if index < 16 { return Int32(index % 8) }
            let (red, green, blue) = StandardPalette.rgb(index)
            return Int32(StandardPalette.nearestBasic(red, green, blue, count: min(16, paletteSize)))
        case .rgb(let red, let green, let blue):
            if paletteSize >= 256 { return Int32(StandardPalette.nearest256(red, green, blue)) }
            return Int32(StandardPalette.nearestBasic(red, green, blue, count: paletteSize >= 16 ? 16 : 8))
        }
    }

    private var isDirect: Bool { paletteSize >= 0x100_0000 }

    private func directNumber(_ color: Color) -> Int32 {
        switch color {
        case .standard: return -1
        case .indexed(let index) where index < 8: return Int32(index)
        case .indexed(let index): return packed(StandardPalette.rgb(index))
        case .rgb(let red, let green, let blue): return packed((red, green, blue))
        }
    }

    /// The eight lowest numbers mean the palette: the darkest blues give way to the next above.
    private func packed(_ color: (UInt8, UInt8, UInt8)) -> Int32 {
        let value = Int32(color.0) << 16 | Int32(color.1) << 8 | Int32(color.2)
        return value == 0 ? 0 : max(8, value)
    }

    /// The parameters of `CSI … m` that set a style from any other.
    func parameters(_ style: TextStyle) -> String {
        var text = "0"
        if style.bold { text += ";1" }
        if style.dim { text += ";2" }
        if style.underlined { text += ";4" }
        if style.reversed { text += ";7" }
        text += parameters(number(style.foreground), plain: 30, bright: 90, selector: 38)
        text += parameters(number(style.background), plain: 40, bright: 100, selector: 48)
        return text
    }

    private func parameters(_ number: Int32, plain: Int32, bright: Int32, selector: Int) -> String {
        switch number {
        case ..<0: return ""
        case 0..<8: return ";\(plain + number)"
        case 8..<16 where !isDirect: return ";\(bright + number - 8)"
        default:
            if isDirect { return ";\(selector);2;\(number >> 16);\(number >> 8 & 255);\(number & 255)" }
            return ";\(selector);5;\(number)"
        }
    }
}
