extension Capabilities {
    /// Decides from what the user asked for, what the terminal answered and what the environment says.
    init(request: GraphicsRequest, replies: ProbeReplies, environment: TerminalEnvironment) {
        self.init()
        terminalName = replies.version
        unicode = environment.unicode
        synchronizedOutput = replies.synchronizedOutput
        imageColors = Capabilities.colors(replies, environment)
        // https://no-color.org: any value but the empty one. Pictures are asked for by name and keep their colours.
        textColors = environment.variables["NO_COLOR"]?.isEmpty == false ? .monochrome : imageColors
        background = Capabilities.tone(replies, environment)
        sixelColors = min(256, replies.sixelColors.flatMap { $0 > 1 ? $0 : nil } ?? 256)
        maximumSixelSize =
            [replies.maximumSixelGeometry, replies.sixelGeometry].compactMap { $0 }.first {
                $0.width > 0 && $0.height > 0
            }
        let cell = Capabilities.cellSize(replies, environment)
        cellPixelSize = cell ?? PixelSize(width: 10, height: 20)
        // Pixels can be told apart into cells only where the cells' size is known.
        pixelMouse = replies.pixelMouse && cell != nil
        sharesMemory = replies.readsMemory
        blockShapes = Capabilities.shapes(request, replies, environment)
        graphics =
            switch request {
            case .none: .none
            case .kitty: .kitty
            case .iterm: .iterm
            case .sixel: .sixel
            case .blocks, .quadrants, .sextants: .blocks
            case .auto: Capabilities.best(replies, environment)
            }
    }

    /// All colours before 256 of them, and what the terminal keeps before what is sent again.
    private static func best(_ replies: ProbeReplies, _ environment: TerminalEnvironment) -> GraphicsProtocol {
        if environment.isMultiplexed(version: replies.version) { return .blocks }
        let name = replies.version ?? ""
        if name.hasPrefix("iTerm2") || environment.variables["LC_TERMINAL"] == "iTerm2" { return .iterm }
        // Konsole answers, yet it places no parts of pictures.
        if replies.kitty, !name.hasPrefix("Konsole") { return .kitty }
        if name.hasPrefix("WezTerm") { return .iterm }
        return replies.sixel ? .sixel : .blocks
    }

    /// What is asked for, or what the terminal draws itself rather than leave it to a font.
    private static func shapes(
        _ request: GraphicsRequest, _ replies: ProbeReplies, _ environment: TerminalEnvironment
    ) -> BlockShapes {
        if request == .quadrants { return .quadrants }
        if request == .sextants { return .sextants }
        let name = replies.version?.lowercased() ?? ""
        if environment.isMultiplexed(version: name) { return .halves }
        let drawSextants = ["kitty", "foot", "wezterm", "ghostty", "vte", "contour"]
        if drawSextants.contains(where: { name.hasPrefix($0) }) { return .sextants }
        return ["konsole", "mintty", "iterm2"].contains { name.hasPrefix($0) } ? .quadrants : .halves
    }

    /// The terminal's own answer, else the window's pixels over its cells (rounded down: xterm counts a border of two
    /// pixels), else the same with sixel's geometry, which xterm cuts off at 1000 × 1000. Nil where nothing is known.
    static func cellSize(_ replies: ProbeReplies, _ environment: TerminalEnvironment) -> PixelSize? {
        let grid = environment.size
        let candidates = [
            replies.cellSize,
            environment.pixelSize.map { PixelSize(width: $0.width / grid.columns, height: $0.height / grid.rows) },
            replies.sixelGeometry.map { PixelSize(width: $0.width / grid.columns, height: $0.height / grid.rows) },
        ]
        // A size that no font has is no answer.
        return candidates.compactMap { $0 }.first { (2...200).contains($0.width) && (4...400).contains($0.height) }
    }

    private static func colors(_ replies: ProbeReplies, _ environment: TerminalEnvironment) -> ColorDepth {
        let declared = environment.variables["COLORTERM"]?.lowercased()
        if replies.trueColor || declared == "truecolor" || declared == "24bit" { return .trueColor }
        switch environment.databaseColors {
        case ..<8: return .monochrome
        case ..<256: return .palette16
        case ..<0x100_0000: return .palette256
        default: return .trueColor
        }
    }

    /// By the luma of the background's colour; else by the convention of COLORFGBG (`foreground;background`).
    private static func tone(_ replies: ProbeReplies, _ environment: TerminalEnvironment) -> BackgroundTone? {
        if let color = replies.background {
            return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue > 0.5 ? .light : .dark
        }
        guard let field = environment.variables["COLORFGBG"]?.split(separator: ";").last, let index = Int(field) else {
            return nil
        }
        return index == 7 || index == 15 ? .light : .dark
    }
}
