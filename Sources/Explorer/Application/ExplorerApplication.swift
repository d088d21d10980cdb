import Terminal

/// The explorer as a program.
package enum ExplorerApplication {
    /// Opens the explorer on this process's terminal and returns when the person quits.
    ///
    /// - Parameters:
    ///   - content: an image file to begin with, a PNG with a recipe whose session to reopen, or a folder to choose
    ///     from; nil to begin with nothing.
    ///   - style: an image file to take the style of; nil to begin without.
    ///   - weights: a safetensors file with actor and builder; nil for the program's own.
    ///   - graphics: how pictures are shown.
    /// - Throws: `TerminalError` where there is no terminal to use. Files that cannot be read are reported on the
    ///   screen instead.
    package static func run(
        content: String? = nil, style: String? = nil, weights: String? = nil, graphics: GraphicsRequest = .auto
    ) throws {
        let screen = try Screen(graphics: graphics)
        defer { screen.close() }
        let places = Places.current()
        let weights = weights.map(places.absolute)
        let explorer = ExplorerController(display: screen, places: places, screens: ScreenRoute.allCases)
        explorer.open(content: content.map(places.absolute), style: style.map(places.absolute), weights: weights)
        let wish = LookbackWish()
        let watch = LazyScreenController(.watch) {
            WatchController(display: screen, directories: [places.runs], wish: wish, screens: ScreenRoute.allCases)
        }
        let lookback = LazyScreenController(.lookback) {
            LookbackController(
                display: screen, directories: [places.runs], samples: places.samples, screens: ScreenRoute.allCases,
                wish: wish, pair: { (explorer.state.content.picture?.path, explorer.state.style.picture?.path) })
        }
        ScreenHost(display: screen, controllers: [explorer, watch, lookback]).run()
    }
}
