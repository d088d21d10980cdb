import Screens
import Terminal

/// Commands of the session itself.
extension ExplorerState {
    mutating func performInSession(_ command: ExplorerCommand) -> [Effect] {
        switch command {
        case .step: return step { $0.takeStep() }
        case .runTo: return openRunTo()
        case .resample: return step { $0.resample() }
        case .undo: return take(sequence.undo())
        case .redo: return take(sequence.redo())
        case .reset: return take(sequence.reset())
        case .cancelRun: return take(sequence.cancelRun())
        case .previousStep: return take(sequence.scrub(bySteps: -1))
        case .nextStep: return take(sequence.scrub(bySteps: 1))
        case .firstStep: return take(sequence.scrub(to: .zero))
        case .lastStep: return take(sequence.scrub(to: StepPosition(step: sequence.history.lastStep)))
        case .tenthBack: return take(sequence.scrub(byTenths: -1))
        case .tenthForward: return take(sequence.scrub(byTenths: 1))
        case .jump(let step): return take(sequence.jump(to: step))
        case .pickContent: return openPicker(.content)
        case .pickStyle: return openPicker(.style)
        case .decreaseAlpha: sequence.changeAlpha(by: -5)
        case .increaseAlpha: sequence.changeAlpha(by: 5)
        case .toggleSampling: toggleSampling()
        case .cycleWorkingSize: return take(pair.cycleWorkingSize(losesSteps: sequence.hasStepsToLose))
        case .exportFrame: return openExport(.frame)
        case .exportAll: return openExport(.all)
        case .help: overlays.append(.help(HelpState()))
        case .palette: overlays.append(.palette(PaletteState()))
        case .nextScreen: return leaveScreen()
        case .close: return closeInSession()
        case .quit: return quit()
        default: performOnView(command)
        }
        return []
    }

    /// Steps, where content, style and weights are there; says what is missing otherwise.
    mutating func step(_ body: (inout SequenceState) -> [SequenceState.Outcome]) -> [Effect] {
        if let obstacle = pair.obstacle {
            notice = obstacle
            return []
        }
        return take(body(&sequence))
    }

    private mutating func performOnView(_ command: ExplorerCommand) {
        switch command {
        case .startPanning:
            guard case .explore = mode else { return }
            overlays.append(.pan)
        case .zoomOut, .resetView:
            view.reduce(command)
            if view.viewport.isWhole { leavePanning() }
            return
        default: break
        }
        view.reduce(command)
    }

    private mutating func leavePanning() {
        if case .pan = mode { overlays.removeLast() }
    }

    /// Esc in the session: stops the run, else leaves panning, the zoom or the split, whichever came last to mind.
    private mutating func closeInSession() -> [Effect] {
        if case .pan = mode {
            overlays.removeLast()
        } else if sequence.run != nil {
            notice = .information("Stopped.")
            return take(sequence.cancelRun())
        } else if !view.viewport.isWhole {
            view.viewport = .whole
        } else {
            view.split = nil
        }
        return []
    }

    private mutating func leaveScreen() -> [Effect] {
        guard screens.count > 1 else {
            notice = .information("There is no other screen.")
            return []
        }
        return [.nextScreen]
    }

    private mutating func quit() -> [Effect] {
        if isBusy {
            overlays.append(.confirmation(.quitWhileBusy))
            return []
        }
        return [.quit]
    }

    private mutating func toggleSampling() {
        sequence.isSampling.toggle()
        notice = .information(
            sequence.isSampling
                ? "The next steps sample their action, each with a new seed."
                : "The next steps take the mean action.")
    }
}
