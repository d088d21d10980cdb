import Terminal

/// The dashboard as a program.
package enum WatchApplication {
    /// Shows the runs below some folders on this process's terminal, live, and returns when the person quits.
    ///
    /// - Parameters:
    ///   - directories: folders with TensorBoard event files anywhere below, or single event files.
    ///   - filter: a regular expression; tags that it is not found in are left out. nil for all.
    ///   - smoothing: share of the past in smoothed curves, 0 (none) to 1.
    ///   - graphics: how pictures are shown.
    /// - Throws: `TerminalError` where there is no terminal to use. Files that cannot be read are reported on the
    ///   screen instead.
    package static func run(
        directories: [String], filter: String? = nil, smoothing: Double = 0.6, graphics: GraphicsRequest = .auto
    ) throws {
        let screen = try Screen(graphics: graphics)
        defer { screen.close() }
        let wish = LookbackWish()
        let watch = WatchController(
            display: screen, directories: directories, filter: filter ?? "", smoothing: smoothing, wish: wish,
            screens: [.watch, .lookback])
        let lookback = LazyScreenController(.lookback) {
            LookbackController(
                display: screen, directories: directories, samples: Places.current().samples,
                screens: [.watch, .lookback], wish: wish)
        }
        ScreenHost(display: screen, controllers: [watch, lookback]).run()
    }
}
