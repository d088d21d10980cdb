import Screens

/// Everything that a key, a click or the palette can ask for.
enum ExplorerCommand: ScreenCommand {
    // Stepping
    case step
    case runTo
    case resample
    case undo
    case redo
    case reset
    case cancelRun
    // Scrubbing
    case previousStep
    case nextStep
    case firstStep
    case lastStep
    case tenthBack
    case tenthForward
    case jump(Int)
    case play
    // Sources and options
    case pickContent
    case pickStyle
    case sessions
    case gallery
    case decreaseAlpha
    case increaseAlpha
    case toggleSampling
    case cycleWorkingSize
    // View
    case toggleFullPicture
    case togglePanels
    case toggleSplit
    case toggleDifference
    case toggleTwoUp
    case toggleFlip
    case toggleChanges
    case toggleLoupe
    case branches
    case practise
    case pausePractice
    case markFrame
    case sweetSpot
    case moveDividerLeft
    case moveDividerRight
    case zoomIn
    case zoomOut
    case truePixels
    case resetView
    case startPanning
    case panLeft
    case panRight
    case panUp
    case panDown
    // Files
    case exportFrame
    case exportAll
    case renderFull
    case copyPath
    case openViewer
    // Program
    case help
    case palette
    case nextScreen
    case close
    case quit
    // Lists, forms and fields
    case up
    case down
    case pageUp
    case pageDown
    case toTop
    case toBottom
    case accept
    case reject
    case parentFolder
    case nextPlace
    case previousPlace
    case usePlainPicture
    case toggleAllFiles
    case toggleGrid
    case deleteBackward
    case deleteForward
    case deleteWord
    case deleteToStart
    case cursorLeft
    case cursorRight
    case nextField
    case previousField
    case toggleOption
    case startFilter

    /// What it does, in the words of the help page and the palette.
    var title: String {
        switch self {
        case .step: "Take one step"
        case .runTo: "Run to a step…"
        case .resample: "Resample this step with a new seed"
        case .undo: "Undo: back to the branch before"
        case .redo: "Redo"
        case .reset: "Reset to the content"
        case .cancelRun: "Stop the run"
        case .previousStep: "One step back"
        case .nextStep: "One step forward"
        case .firstStep: "First frame: the content"
        case .lastStep: "Last frame"
        case .tenthBack: "A tenth of a step back"
        case .tenthForward: "A tenth of a step forward"
        case .jump(let step): "Go to step \(step)"
        case .play: "Play the sequence, or stop"
        case .pickContent: "Choose the content…"
        case .pickStyle: "Choose the style…"
        case .sessions: "Open a session again…"
        case .gallery: "Open the gallery of looks…"
        case .decreaseAlpha: "Weaker style in the next steps (α)"
        case .increaseAlpha: "Stronger style in the next steps (α)"
        case .toggleSampling: "Mean or sampled actions"
        case .cycleWorkingSize: "Change the working size"
        case .toggleFullPicture: "The picture alone, or with everything"
        case .togglePanels: "Hide or show content, style and read-out"
        case .toggleSplit: "Before and after, A left and B right of a divider"
        case .toggleDifference: "How much B differs from A"
        case .toggleTwoUp: "A and B beside each other"
        case .toggleFlip: "Flip between A and B"
        case .toggleChanges: "What this step changed, as a heat map"
        case .toggleLoupe: "A loupe, moved by the arrows or the mouse"
        case .branches: "Branches: all takes of this pair…"
        case .practise: "Practise on this pair…"
        case .pausePractice: "Pause, go on, or learn more"
        case .markFrame: "Keep this frame as A to compare others with"
        case .sweetSpot: "Go to the sweet spot: the knee of style against content loss"
        case .moveDividerLeft: "Divider to the left"
        case .moveDividerRight: "Divider to the right"
        case .zoomIn: "Zoom in"
        case .zoomOut: "Zoom out"
        case .truePixels: "True pixels, or the whole frame"
        case .resetView: "Show the whole frame"
        case .startPanning: "Move the view with the arrows"
        case .panLeft: "View to the left"
        case .panRight: "View to the right"
        case .panUp: "View up"
        case .panDown: "View down"
        case .exportFrame: "Export this frame…"
        case .exportAll: "Export all frames…"
        case .renderFull: "Render this look at full size, behind"
        case .copyPath: "Copy the path of what was written last"
        case .openViewer: "Open what was written last in the system's viewer"
        case .help: "Help"
        case .palette: "Command palette"
        case .nextScreen: "Next screen"
        case .close: "Close what is open"
        case .quit: "Quit"
        case .up: "Up"
        case .down: "Down"
        case .pageUp: "A page up"
        case .pageDown: "A page down"
        case .toTop: "To the top"
        case .toBottom: "To the bottom"
        case .accept: "Accept"
        case .reject: "Decline"
        case .parentFolder: "To the folder above"
        case .nextPlace: "Next place: folder, samples, recent, gallery"
        case .previousPlace: "Previous place"
        case .usePlainPicture: "Take the picture itself, not the session in it"
        case .toggleAllFiles: "Show all files, or pictures only"
        case .toggleGrid: "Small pictures, or a list"
        case .deleteBackward: "Delete the character before the cursor"
        case .deleteForward: "Delete the character under the cursor"
        case .deleteWord: "Delete the word before the cursor"
        case .deleteToStart: "Delete to the start of the line"
        case .cursorLeft: "Cursor to the left"
        case .cursorRight: "Cursor to the right"
        case .nextField: "Next field"
        case .previousField: "Previous field"
        case .toggleOption: "Change the option"
        case .startFilter: "Filter"
        }
    }

    /// One or two words for the status bar.
    var hint: String {
        switch self {
        case .step: "step"
        case .runTo: "run to"
        case .resample: "resample"
        case .undo: "undo"
        case .redo: "redo"
        case .reset: "reset"
        case .cancelRun: "stop"
        case .previousStep, .nextStep: "scrub"
        case .firstStep: "first"
        case .lastStep: "last"
        case .tenthBack, .tenthForward: "tenths"
        case .jump: "go to step"
        case .play: "play"
        case .pickContent: "content"
        case .pickStyle: "style"
        case .sessions: "sessions"
        case .gallery: "gallery"
        case .decreaseAlpha, .increaseAlpha: "α"
        case .toggleSampling: "mean/sample"
        case .cycleWorkingSize: "size"
        case .toggleFullPicture: "full"
        case .togglePanels: "panels"
        case .toggleSplit: "split"
        case .toggleDifference: "difference"
        case .toggleTwoUp: "A and B"
        case .toggleFlip: "flip"
        case .toggleChanges: "changes"
        case .toggleLoupe: "loupe"
        case .branches: "branches"
        case .practise: "practise"
        case .pausePractice: "pause"
        case .markFrame: "keep as A"
        case .sweetSpot: "sweet spot"
        case .moveDividerLeft, .moveDividerRight: "divider"
        case .zoomIn, .zoomOut: "zoom"
        case .truePixels: "true pixels"
        case .resetView: "whole"
        case .startPanning: "pan"
        case .panLeft, .panRight, .panUp, .panDown: "move"
        case .exportFrame: "export"
        case .exportAll: "export all"
        case .renderFull: "full size"
        case .copyPath: "copy path"
        case .openViewer: "open"
        case .help: "help"
        case .palette: "commands"
        case .nextScreen: "next screen"
        case .close: "close"
        case .quit: "quit"
        case .up, .down: "select"
        case .pageUp, .pageDown: "page"
        case .toTop, .toBottom: "ends"
        case .accept: "accept"
        case .reject: "no"
        case .parentFolder: "up"
        case .nextPlace, .previousPlace: "place"
        case .usePlainPicture: "plain picture"
        case .toggleAllFiles: "all files"
        case .toggleGrid: "small pictures"
        case .deleteBackward, .deleteForward, .deleteWord, .deleteToStart: "delete"
        case .cursorLeft, .cursorRight: "cursor"
        case .nextField, .previousField: "field"
        case .toggleOption: "change"
        case .startFilter: "filter"
        }
    }

    /// What the palette offers: every command of the session itself, once.
    static let paletteCommands: [ExplorerCommand] = {
        var seen: Set<ExplorerCommand> = [.palette, .close]
        return ExplorerKeys.table.bindings(in: .explore).map(\.command).filter { seen.insert($0).inserted }
    }()

    var textEdit: TextEdit? {
        switch self {
        case .deleteBackward: .deleteBackward
        case .deleteForward: .deleteForward
        case .deleteWord: .deleteWord
        case .deleteToStart: .deleteToStart
        case .cursorLeft: .left
        case .cursorRight: .right
        case .toTop: .start
        case .toBottom: .end
        default: nil
        }
    }

    var helpEntry: HelpEntry {
        guard case .jump(let step) = self else { return .own }
        return step == 1 ? .shared(keys: "1 … 9, 0", title: "Go to step 1 … 9, 10") : .elsewhere
    }
}
