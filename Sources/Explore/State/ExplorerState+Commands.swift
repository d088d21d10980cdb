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
        case .cancelRun: return sequence.run == nil ? cancelRendering() : take(sequence.cancelRun())
        case .play: return togglePlayback()
        case .previousStep: return take(sequence.scrub(bySteps: -1))
        case .nextStep: return take(sequence.scrub(bySteps: 1))
        case .firstStep: return take(sequence.scrub(to: .zero))
        case .lastStep: return take(sequence.scrub(to: StepPosition(step: sequence.history.lastStep)))
        case .tenthBack: return take(sequence.scrub(byTenths: -1))
        case .tenthForward: return take(sequence.scrub(byTenths: 1))
        case .jump(let step): return take(sequence.jump(to: step))
        case .pickContent: return openPicker(.content)
        case .pickStyle: return openPicker(.style)
        case .sessions: return openSessions()
        case .gallery: return openPicker(.content, at: .gallery)
        case .decreaseAlpha: changeAlpha(by: -5)
        case .increaseAlpha: changeAlpha(by: 5)
        case .markFrame: markFrame()
        case .sweetSpot: return goToSweetSpot()
        case .branches: return openBranches()
        case .practise: return openPractice()
        case .toggleLoupe: toggleLoupe()
        case .accept: if case .loupe = mode { overlays.removeLast() }
        case .toggleSampling: toggleSampling()
        case .cycleWorkingSize: return take(pair.cycleWorkingSize(losesSteps: sequence.hasStepsToLose))
        case .exportFrame: return openExport(.frame)
        case .exportAll: return openExport(.all)
        case .renderFull: return renderFull()
        case .copyPath: return copyPath()
        case .openViewer: return openViewer()
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

    private mutating func changeAlpha(by percent: Int) {
        sequence.changeAlpha(by: percent)
        let style = sequence.alphaPercent
        notice = .information(
            style == 100
                ? "The next steps take all of the style (α 1)."
                : "The next steps take \(style) % of the style, \(100 - style) % of the content's own (α).")
    }

    private mutating func markFrame() {
        guard let shownBitmap else {
            notice = .information("There is no picture yet: press c to choose one.")
            return
        }
        keepAsA(shownBitmap, label: "step \(sequence.position.label)")
    }

    mutating func keepAsA(_ bitmap: Bitmap, label: String) {
        view.marked = MarkedFrame(bitmap: bitmap, label: label)
        notice = .information("A is \(label) now: b, v, y and d compare others with it.")
    }

    private mutating func goToSweetSpot() -> [Effect] {
        guard let step = SweetSpot.step(of: sequence.history.frames.map(\.report)) else {
            notice = .information("The sweet spot is known after three steps with their losses.")
            return []
        }
        notice = .information("Step \(step): from here on the style gains less than the content loses.")
        return take(sequence.scrub(to: StepPosition(step: step)))
    }

    /// A pixel of the picture for one of the screen, or all of it again.
    private mutating func toggleTruePixels() {
        guard let shownBitmap, let pictureArea else { return }
        let wanted = PictureGeometry.trueMagnification(of: shownBitmap, area: pictureArea, cell: surface.cell)
        if abs(view.viewport.magnification - wanted) < 1e-9 {
            view.viewport = .whole
        } else {
            view.viewport.magnify(to: wanted)
        }
    }

    private mutating func performOnView(_ command: ExplorerCommand) {
        if moveLoupe(command) { return }
        switch command {
        case .startPanning:
            guard case .explore = mode else { return }
            overlays.append(.pan)
        // Where it has no place, or the picture is two.
        case .toggleFullPicture, .togglePanels: closeLoupe()
        case .toggleTwoUp:
            closeLoupe()
            forgetMarkOfAnotherSize()
        case .truePixels: toggleTruePixels()
        case .toggleChanges where view.contrast != .changes && sequence.frameBefore == nil:
            notice = .information("The content has no changes: go to a step to see what it changed.")
        case .toggleSplit, .toggleFlip, .toggleDifference: forgetMarkOfAnotherSize()
        case .zoomOut, .resetView:
            view.reduce(command)
            if view.viewport.isWhole { leavePanning() }
            return
        default: break
        }
        view.reduce(command)
        explain(command)
    }

    /// Pictures of two sizes are not compared.
    private mutating func forgetMarkOfAnotherSize() {
        guard let marked = view.marked, let shownBitmap,
            (marked.bitmap.width, marked.bitmap.height) != (shownBitmap.width, shownBitmap.height)
        else { return }
        view.marked = nil
        notice = .information("\(marked.label) had another size: A is the content again.")
    }

    /// What the colours mean, as a map of changes or a difference comes up.
    private mutating func explain(_ command: ExplorerCommand) {
        let key = keys.label(of: command, in: .explore)
        switch (command, view.contrast) {
        case (.toggleChanges, .changes):
            notice = .information(
                "Bright is where the step changed most, dark where it changed nothing; \(key) ends it.")
        case (.toggleDifference, .difference):
            notice = .information(
                "Black is where A and B are alike; colours are four times what they differ by. \(key) ends it.")
        default: break
        }
    }

    private mutating func leavePanning() {
        if case .pan = mode { overlays.removeLast() }
    }

    /// Esc in the session: leaves panning, else stops the run, else closes the loupe, the picture alone, the zoom or the split.
    private mutating func closeInSession() -> [Effect] {
        if case .pan = mode {
            overlays.removeLast()
        } else if sequence.run != nil {
            notice = .information("Stopped.")
            return take(sequence.cancelRun())
        } else if view.loupe != nil {
            closeLoupe()
        } else if view.panels == .none {
            view.panels = .all
        } else if !view.viewport.isWhole {
            view.viewport = .whole
        } else {
            view.split = nil
            view.contrast = nil
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

    mutating func quit() -> [Effect] {
        if isBusy {
            overlays.append(.confirmation(.quitWhileBusy))
            return []
        }
        return leaving
    }

    /// The session is kept with the place that was looked at last.
    var leaving: [Effect] { (keptNow.map { [.keepSession($0)] } ?? []) + [.quit] }

    private mutating func openSessions() -> [Effect] {
        openPicker(.content, at: .recent)
    }

    private mutating func toggleSampling() {
        sequence.isSampling.toggle()
        notice = .information(
            sequence.isSampling
                ? "The next steps sample their action, each with a new seed."
                : "The next steps take the mean action.")
    }
}
