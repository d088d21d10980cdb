import Terminal

/// The colours of the explorer, for dark and for light backgrounds. Ordinary text is always in the terminal's own
/// colours, so that it is readable on any of them.
package struct Theme: Equatable, Sendable {
    package let tone: BackgroundTone
    /// Below 256 colours the palette's own names are used and attributes carry the rest; without colours, attributes
    /// alone.
    package let depth: ColorDepth
    /// Whether what is quiet elsewhere is as plain as the rest, and what stands out has the strongest colours.
    package let isHighContrast: Bool

    package static let dark = Theme(tone: .dark)
    package static let light = Theme(tone: .light)

    package init(tone: BackgroundTone, depth: ColorDepth = .trueColor, isHighContrast: Bool = false) {
        self.tone = tone
        self.depth = depth
        self.isHighContrast = isHighContrast
    }

    package init(_ capabilities: Capabilities) {
        self.init(
            tone: capabilities.background ?? .dark, depth: capabilities.textColors,
            isHighContrast: capabilities.highContrast)
    }

    private typealias RGB = (UInt8, UInt8, UInt8)

    private func color(dark: RGB, light: RGB, named: Color) -> Color {
        switch depth {
        case .monochrome: return .standard
        case .palette16: return named
        case .palette256, .trueColor:
            let (red, green, blue) = tone == .dark ? dark : light
            return .rgb(red, green, blue)
        }
    }

    private var isRich: Bool { depth >= .palette256 }

    package var accentColor: Color {
        isHighContrast
            ? color(dark: (120, 255, 240), light: (0, 70, 90), named: tone == .dark ? .cyan : .blue)
            : color(dark: (94, 205, 190), light: (0, 112, 104), named: tone == .dark ? .cyan : .blue)
    }
    package var warmColor: Color {
        isHighContrast
            ? color(dark: (255, 230, 80), light: (120, 30, 0), named: tone == .dark ? .yellow : .magenta)
            : color(dark: (247, 176, 91), light: (170, 84, 0), named: tone == .dark ? .yellow : .magenta)
    }

    /// Names of things and keys.
    package var accent: TextStyle { TextStyle(foreground: accentColor, bold: true) }
    /// What is current.
    package var current: TextStyle { TextStyle(foreground: warmColor, bold: true) }
    /// Captions and what matters less.
    package var quiet: TextStyle {
        isHighContrast
            ? TextStyle()
            : TextStyle(foreground: color(dark: (150, 155, 170), light: (95, 99, 112), named: .standard))
    }
    /// Borders and empty tracks.
    package var line: TextStyle {
        isHighContrast
            ? TextStyle()
            : TextStyle(foreground: color(dark: (88, 94, 115), light: (160, 166, 180), named: .standard), dim: !isRich)
    }
    package var success: TextStyle {
        TextStyle(foreground: color(dark: (138, 208, 122), light: (32, 116, 32), named: .green))
    }
    package var warning: TextStyle {
        TextStyle(
            foreground: color(
                dark: (240, 200, 90), light: (143, 92, 0), named: tone == .dark ? .yellow : .magenta))
    }
    package var failure: TextStyle {
        TextStyle(foreground: color(dark: (242, 124, 118), light: (178, 24, 24), named: .red), bold: true)
    }
    /// The selected line of a list and the focused field.
    package var selected: TextStyle {
        guard isRich, !isHighContrast else {
            return TextStyle(bold: true, reversed: true)
        }
        return TextStyle(
            foreground: color(dark: (235, 245, 243), light: (0, 52, 48), named: .standard),
            background: color(dark: (28, 74, 72), light: (198, 232, 227), named: .standard), bold: true)
    }
    /// A text field without the focus, and the empty part of a bar.
    package var field: TextStyle {
        TextStyle(
            background: color(dark: (38, 42, 54), light: (228, 231, 237), named: .standard), underlined: !isRich)
    }

    package func style(of kind: Notice.Kind) -> TextStyle {
        switch kind {
        case .information: TextStyle()
        case .success: success
        case .warning: warning
        case .failure: failure
        }
    }

    /// A colour for a place between the least (0) and the greatest (1) of a series: from blue over green to yellow,
    /// evenly bright, darker on light backgrounds.
    package func scale(_ fraction: Double) -> Color {
        let place = min(max(fraction.isFinite ? fraction : 0, 0), 1)
        guard isRich else {
            let names: [Color] = tone == .dark ? [.blue, .cyan, .green, .yellow] : [.blue, .magenta, .red]
            return depth == .monochrome ? .standard : names[min(Int(place * Double(names.count)), names.count - 1)]
        }
        return blended(at: place)
    }

    private func blended(at place: Double) -> Color {
        let stops: [(Double, Double, Double)] =
            tone == .dark
            ? [(120, 110, 220), (70, 150, 210), (60, 185, 150), (150, 210, 80), (250, 225, 60)]
            : [(92, 60, 170), (30, 100, 165), (0, 125, 100), (85, 130, 0), (175, 120, 0)]
        let scaled = place * Double(stops.count - 1)
        let index = min(Int(scaled), stops.count - 2)
        let share = scaled - Double(index)
        let (from, to) = (stops[index], stops[index + 1])
        func mixed(_ a: Double, _ b: Double) -> UInt8 { UInt8((a + (b - a) * share).rounded()) }
        return .rgb(mixed(from.0, to.0), mixed(from.1, to.1), mixed(from.2, to.2))
    }
}

/// One line of news above the status bar.
package struct Notice: Equatable, Sendable {
    package enum Kind: Sendable {
        case information
        case success
        case warning
        case failure
    }

    package let kind: Kind
    package let text: String

    package static func information(_ text: String) -> Notice { Notice(kind: .information, text: text) }
    package static func success(_ text: String) -> Notice { Notice(kind: .success, text: text) }
    package static func warning(_ text: String) -> Notice { Notice(kind: .warning, text: text) }
    package static func failure(_ text: String) -> Notice { Notice(kind: .failure, text: text) }
}
