import Screens

/// Everything that a key or a click can ask of the screen.
enum LookbackCommand: ScreenCommand {
    case previousStep
    case nextStep
    case firstStep
    case lastStep
    case jump(Int)
    case earlierCheckpoint
    case laterCheckpoint
    case muchEarlierCheckpoint
    case muchLaterCheckpoint
    case firstCheckpoint
    case newestCheckpoint
    case toggleReplay
    case nextRun
    case previousRun
    case nextContent
    case previousContent
    case nextStyle
    case previousStyle
    case cycleSide
    case export
    case help
    case nextScreen
    case close
    case quit
    case up
    case down
    case pageUp
    case pageDown

    /// What it does, in the words of the help page.
    var title: String {
        switch self {
        case .previousStep: "Step before"
        case .nextStep: "Step after"
        case .firstStep: "Step 0: the content"
        case .lastStep: "Last step"
        case .jump(let step): "Step \(step)"
        case .earlierCheckpoint: "Earlier checkpoint of the training"
        case .laterCheckpoint: "Later checkpoint of the training"
        case .muchEarlierCheckpoint: "Five checkpoints earlier"
        case .muchLaterCheckpoint: "Five checkpoints later"
        case .firstCheckpoint: "First checkpoint kept"
        case .newestCheckpoint: "Newest checkpoint, also when more come"
        case .toggleReplay: "Replay the training at this step, or stop"
        case .nextRun: "Next run"
        case .previousRun: "Run before"
        case .nextContent: "Next content"
        case .previousContent: "Content before"
        case .nextStyle: "Next style"
        case .previousStyle: "Style before"
        case .cycleSide: "Size of the pictures: short side 256, 384, 512"
        case .export: "Export this frame as PNG into the working folder"
        case .help: "Help"
        case .nextScreen: "Next screen"
        case .close: "Close what is open; stop the replay"
        case .quit: "Quit"
        case .up: "Up"
        case .down: "Down"
        case .pageUp: "A page up"
        case .pageDown: "A page down"
        }
    }

    /// One or two words for the status bar.
    var hint: String {
        switch self {
        case .previousStep, .nextStep, .jump: "step"
        case .firstStep, .lastStep: "first, last"
        case .earlierCheckpoint, .laterCheckpoint, .muchEarlierCheckpoint, .muchLaterCheckpoint: "update"
        case .firstCheckpoint: "first update"
        case .newestCheckpoint: "newest"
        case .toggleReplay: "replay"
        case .nextRun, .previousRun: "run"
        case .nextContent, .previousContent: "content"
        case .nextStyle, .previousStyle: "style"
        case .cycleSide: "size"
        case .export: "export"
        case .help: "help"
        case .nextScreen: "next screen"
        case .close: "close"
        case .quit: "quit"
        case .up, .down: "scroll"
        case .pageUp, .pageDown: "page"
        }
    }

    var helpEntry: HelpEntry {
        guard case .jump(let step) = self else { return .own }
        return step == 10 ? .shared(keys: "1 … 9  0", title: "Steps 1 to 9, and 10") : .elsewhere
    }
}
