import Screens

/// Everything that a key or a click can ask of the dashboard.
enum WatchCommand: ScreenCommand {
    // Value cursor
    case cursorLeft
    case cursorRight
    case cursorFarLeft
    case cursorFarRight
    // View
    case zoomIn
    case zoomOut
    case panLeft
    case panRight
    case resetView
    case toggleFollow
    case toggleSharedExtent
    case toggleOverlapped
    case cycleAxis
    case cycleScale
    case cycleAllScales
    case toggleFit
    case moreSmoothing
    case lessSmoothing
    // Charts
    case previousChart
    case nextChart
    case chartAbove
    case chartBelow
    case toggleFullScreen
    case fewerColumns
    case moreColumns
    case fewerRows
    case moreRows
    case cycleGrouping
    case togglePixels
    case startFilter
    case export
    // Runs
    case listRuns
    case nextRun
    case pauseRun
    case stopRun
    case newRun
    case continueRun
    case lookBack
    // Pictures
    case toggleImages
    case previousImage
    case nextImage
    case tenImagesBack
    case tenImagesForward
    case firstImage
    case newestImage
    case nextImageTag
    // Program
    case help
    case nextScreen
    case close
    case quit
    // List of runs
    case up
    case down
    case pageUp
    case pageDown
    case toggleHidden
    case togglePinned
    case showOnly
    case showAll
    // Fields and questions
    case accept
    case nextField
    case previousField
    case deleteBackward
    case deleteForward
    case deleteWord
    case deleteToStart
    case fieldLeft
    case fieldRight
    case fieldStart
    case fieldEnd
    case exportPNG
    case exportSVG
    case exportCSV

    /// What it does, in the words of the help page.
    var title: String {
        switch self {
        case .cursorLeft: "Value cursor to the left"
        case .cursorRight: "Value cursor to the right"
        case .cursorFarLeft: "Value cursor far to the left"
        case .cursorFarRight: "Value cursor far to the right"
        case .zoomIn: "Zoom in, around the cursor or the newest"
        case .zoomOut: "Zoom out"
        case .panLeft: "View to the left"
        case .panRight: "View to the right"
        case .resetView: "Show everything"
        case .toggleFollow: "Follow the newest, or hold the view"
        case .toggleSharedExtent: "Extent: each chart its own, or one for all"
        case .toggleOverlapped: "Resumed runs: newest points, or every one"
        case .cycleAxis: "Axis: steps, time elapsed, time of day"
        case .cycleScale: "Scale of this chart: linear, log, symlog"
        case .cycleAllScales: "Scale of all charts"
        case .toggleFit: "Fit heights: no outliers, all, smoothed"
        case .moreSmoothing: "More smoothing"
        case .lessSmoothing: "Less smoothing"
        case .previousChart: "Previous chart"
        case .nextChart: "Next chart"
        case .chartAbove: "Chart above"
        case .chartBelow: "Chart below"
        case .toggleFullScreen: "One chart alone, or all"
        case .fewerColumns: "Fewer charts side by side"
        case .moreColumns: "More charts side by side"
        case .fewerRows: "Fewer rows of charts"
        case .moreRows: "More rows of charts"
        case .cycleGrouping: "Charts by relation, tag or group"
        case .togglePixels: "Charts as pictures or as characters"
        case .startFilter: "Filter tags, and runs by run:NAME"
        case .export: "Export this chart: PNG, SVG or CSV"
        case .listRuns: "Runs: hide, pin, show"
        case .nextRun: "Next run's state and pictures"
        case .pauseRun: "Pause or resume the run"
        case .stopRun: "Stop the run after a checkpoint"
        case .newRun: "Start a new training run: a form"
        case .continueRun: "Go on with a run that has ended"
        case .lookBack: "Look back: your pictures at the cursor's update"
        case .toggleImages: "Show or hide pictures"
        case .previousImage: "Picture before"
        case .nextImage: "Picture after"
        case .tenImagesBack: "Ten pictures back"
        case .tenImagesForward: "Ten pictures forward"
        case .firstImage: "First picture"
        case .newestImage: "Newest picture, also when more come"
        case .nextImageTag: "Next tag of pictures"
        case .help: "Help"
        case .nextScreen: "Next screen"
        case .close: "Close what is open; take the cursor away"
        case .quit: "Quit"
        case .up: "Up"
        case .down: "Down"
        case .pageUp: "A page up"
        case .pageDown: "A page down"
        case .toggleHidden: "Hide or show the run"
        case .togglePinned: "Pin the run to the front"
        case .showOnly: "Show this run alone"
        case .showAll: "Show all runs"
        case .accept: "Accept"
        case .nextField: "Next field"
        case .previousField: "Field before"
        case .deleteBackward: "Delete the character before the cursor"
        case .deleteForward: "Delete the character under the cursor"
        case .deleteWord: "Delete the word before the cursor"
        case .deleteToStart: "Delete to the start of the line"
        case .fieldLeft: "Cursor to the left"
        case .fieldRight: "Cursor to the right"
        case .fieldStart: "Cursor to the start"
        case .fieldEnd: "Cursor to the end"
        case .exportPNG: "As PNG"
        case .exportSVG: "As SVG"
        case .exportCSV: "Its data as CSV, raw and smoothed"
        }
    }

    /// One or two words for the status bar.
    var hint: String {
        switch self {
        case .cursorLeft, .cursorRight, .cursorFarLeft, .cursorFarRight: "cursor"
        case .zoomIn, .zoomOut: "zoom"
        case .panLeft, .panRight: "pan"
        case .resetView: "all"
        case .toggleFollow: "follow"
        case .toggleSharedExtent: "extent"
        case .toggleOverlapped: "overlap"
        case .cycleAxis: "axis"
        case .cycleScale, .cycleAllScales: "scale"
        case .toggleFit: "fit"
        case .moreSmoothing, .lessSmoothing: "smooth"
        case .previousChart, .nextChart, .chartAbove, .chartBelow: "chart"
        case .toggleFullScreen: "alone"
        case .fewerColumns, .moreColumns, .fewerRows, .moreRows: "grid"
        case .cycleGrouping: "group"
        case .togglePixels: "pixels"
        case .startFilter: "filter"
        case .export: "export"
        case .listRuns: "runs"
        case .nextRun: "next run"
        case .pauseRun: "pause"
        case .stopRun: "stop"
        case .newRun: "new run"
        case .continueRun: "go on"
        case .lookBack: "look back"
        case .toggleImages: "pictures"
        case .previousImage, .nextImage, .tenImagesBack, .tenImagesForward: "picture"
        case .firstImage: "first"
        case .newestImage: "newest"
        case .nextImageTag: "tag"
        case .help: "help"
        case .nextScreen: "next screen"
        case .close: "close"
        case .quit: "quit"
        case .up, .down: "select"
        case .pageUp, .pageDown: "page"
        case .toggleHidden: "hide"
        case .togglePinned: "pin"
        case .showOnly: "only"
        case .showAll: "all"
        case .accept: "accept"
        case .nextField, .previousField: "field"
        case .deleteBackward, .deleteForward, .deleteWord, .deleteToStart: "delete"
        case .fieldLeft, .fieldRight, .fieldStart, .fieldEnd: "cursor"
        case .exportPNG: "PNG"
        case .exportSVG: "SVG"
        case .exportCSV: "CSV"
        }
    }

    var textEdit: TextEdit? {
        switch self {
        case .deleteBackward: .deleteBackward
        case .deleteForward: .deleteForward
        case .deleteWord: .deleteWord
        case .deleteToStart: .deleteToStart
        case .fieldLeft: .left
        case .fieldRight: .right
        case .fieldStart: .start
        case .fieldEnd: .end
        default: nil
        }
    }
}
