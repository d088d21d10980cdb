import Screens
import Terminal

/// Colours of lines, from the palette of 256, so that they are the same on every terminal that has it. Each tone's
/// colours differ in hue and in brightness from their neighbours.
struct ChartPalette: Equatable, Sendable {
    let tone: BackgroundTone

    static let count = 8

    private static let dark: [UInt8] = [80, 215, 141, 113, 204, 69, 227, 250]
    private static let light: [UInt8] = [30, 166, 91, 28, 161, 26, 94, 240]
    private static let darkFaint: [UInt8] = [23, 94, 60, 22, 89, 24, 100, 238]
    private static let lightFaint: [UInt8] = [152, 223, 183, 151, 218, 153, 187, 252]

    /// The palette entry of a line.
    func index(line: Int) -> UInt8 {
        (tone == .dark ? Self.dark : Self.light)[line % Self.count]
    }

    /// The palette entry of the raw values behind a smoothed line.
    func faintIndex(line: Int) -> UInt8 {
        (tone == .dark ? Self.darkFaint : Self.lightFaint)[line % Self.count]
    }

    func color(line: Int) -> Color { .indexed(index(line: line)) }
    func faint(line: Int) -> Color { .indexed(faintIndex(line: line)) }

    /// The sRGB value of an entry of 16 or more of the palette of 256.
    static func rgb(_ entry: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
        if entry >= 232 {
            let grey = UInt8(8 + 10 * (Int(entry) - 232))
            return (grey, grey, grey)
        }
        let cube = Int(max(entry, 16)) - 16
        func level(_ index: Int) -> UInt8 { index == 0 ? 0 : UInt8(55 + 40 * index) }
        return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
    }
}

extension Surface {
    /// The colours of lines on it.
    var palette: ChartPalette { ChartPalette(tone: theme.tone) }
}
