import Files
import Foundation
import Terminal

/// One screen of the dashboard as text, for scripts and tests.
package enum WatchSnapshot {
    /// The smallest screen that the dashboard fits on.
    package static var smallest: Size { WatchLayout.minimum }

    /// Reads everything below some folders and draws it once.
    ///
    /// - Parameters:
    ///   - directories: folders with TensorBoard event files anywhere below, or single event files.
    ///   - columns: width of the screen, at least that of `smallest`.
    ///   - rows: height of the screen, at least that of `smallest`.
    ///   - filter: a regular expression; tags that it is not found in are left out. nil for all.
    ///   - smoothing: share of the past in smoothed curves, 0 (none) to 1.
    ///   - background: which colours suit.
    ///   - noColor: leaves out all colours and attributes; otherwise the text has SGR sequences of the palette of 256.
    /// - Returns: `rows` lines. Pictures are drawn in half blocks where there are colours, else as shaded rectangles.
    package static func render(
        directories: [String], columns: Int, rows: Int, filter: String? = nil, smoothing: Double = 0.6,
        background: BackgroundTone = .dark, noColor: Bool = false
    ) -> String {
        let state = state(
            directories: directories, size: Size(columns: columns, rows: rows), filter: filter ?? "",
            smoothing: smoothing, background: background, noColor: noColor,
            now: Date().timeIntervalSince1970)
        let frame = WatchView.frame(state)
        return noColor ? frame.text() : StyledText.text(of: frame)
    }

    /// The state after everything was read, pictures too.
    /// - Parameter now: seconds since 1970.
    static func state(
        directories: [String], size: Size, filter: String, smoothing: Double, background: BackgroundTone,
        noColor: Bool, now: Double
    ) -> WatchState {
        let log = EventLog(directories)
        let progress = log.poll()
        var observer = RunObserver()
        var state = WatchState(filter: filter, smoothing: smoothing)
        state.size = size
        let capabilities = Capabilities(
            graphics: .blocks, textColors: noColor ? .monochrome : .palette256, background: background)
        var effects = state.reduce(.surface(WatchSurface(capabilities)))
        effects += state.reduce(.runs(observer.observe(log.runs, now: now), isLoading: false))
        if !progress.failures.isEmpty { effects += state.reduce(.unreadable(progress.failures)) }
        for effect in effects {
            if case .loadImage(let image) = effect { _ = state.reduce(WatchEffectRunner.load(image)) }
        }
        return state
    }
}
