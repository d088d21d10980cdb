import Engine
import Explore
import Lookback
import Screens
import Terminal
import Watch

/// The screens put together as programs. They do not know each other: what one asks for is resolved here.
enum ExplorerApplication {
    private static let screens: [ScreenRoute] = [.explore, .watch, .lookback]

    /// Opens the explorer on this process's terminal and returns when the person quits.
    ///
    /// - Parameters:
    ///   - content: an image file to begin with, a PNG with a recipe whose session to reopen, or a folder to choose
    ///     from; nil to begin with nothing.
    ///   - style: an image file to take the style of; nil to begin without.
    ///   - weights: a safetensors file with actor and builder; nil for the program's own.
    ///   - precision: what steps multiply in.
    ///   - graphics: how pictures are shown; nil as the settings say.
    ///   - recipePaths: whether exported recipes tell folders, whatever the settings say.
    /// - Throws: `TerminalError` where there is no terminal to use. Files that cannot be read are reported on the
    ///   screen instead.
    static func run(
        content: String?, style: String?, weights: String?, precision: Precision, graphics: GraphicsRequest?,
        recipePaths: Bool
    ) throws {
        let places = Places.current()
        let settings = try Settings.read(places.settings)
        let preferences = try ExplorerPreferences(settings, path: places.settings, recipePaths: recipePaths)
        let screen = try Screen(graphics: graphics ?? settings.graphics ?? .auto, theme: settings.theme)
        defer { screen.close() }
        let explorer = ExplorerController(display: screen, places: places, screens: screens, precision: precision)
        explorer.take(preferences)
        explorer.open(
            content: content.map(places.absolute), style: style.map(places.absolute),
            weights: weights.map(places.absolute))
        let watch = LazyScreenController(.watch) {
            WatchController(display: screen, directories: [places.runs], lookback: .lookback, screens: screens)
        }
        let lookback = LazyScreenController(.lookback) {
            LookbackController(
                display: screen, directories: [places.runs], samples: places.samples, screens: screens,
                pair: { explorer.pair })
        }
        ScreenHost(display: screen, controllers: [explorer, watch, lookback]).run()
    }

    /// Shows the runs below some folders on this process's terminal, live, and returns when the person quits.
    ///
    /// - Parameters:
    ///   - directories: folders with TensorBoard event files anywhere below, or single event files.
    ///   - filter: as `WatchFilter` takes it; other tags and runs are left out. nil for all.
    ///   - smoothing: share of the past in smoothed curves, 0 (none) to 1.
    ///   - graphics: how pictures are shown; nil as the settings say.
    /// - Throws: `TerminalError` where there is no terminal to use. Files that cannot be read are reported on the
    ///   screen instead.
    static func watch(directories: [String], filter: String?, smoothing: Double, graphics: GraphicsRequest?) throws {
        let settings = try Settings.read(Places.current().settings)
        let screen = try Screen(graphics: graphics ?? settings.graphics ?? .auto, theme: settings.theme)
        defer { screen.close() }
        let screens: [ScreenRoute] = [.watch, .lookback]
        let watch = WatchController(
            display: screen, directories: directories, filter: filter ?? "", smoothing: smoothing,
            lookback: .lookback, screens: screens)
        let lookback = LazyScreenController(.lookback) {
            LookbackController(
                display: screen, directories: directories, samples: Places.current().samples, screens: screens)
        }
        ScreenHost(display: screen, controllers: [watch, lookback]).run()
    }
}
