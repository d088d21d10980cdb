import Screens
import Terminal

extension ExplorerState {
    /// Carries out a command for whatever has the keys.
    mutating func perform(_ command: Command) -> [Effect] {
        switch mode {
        case .explore, .pan:
            notice = nil
            return performInSession(command)
        case .picker(let picker):
            return performInOverlay(command) { $0.performInPicker(command, picker) }
        case .runTo(let field):
            return performInOverlay(command) { $0.performInRunTo(command, field) }
        case .export(let form):
            if command == .close, form.isBusy {
                return []
            }
            return performInOverlay(command) { $0.performInExport(command, form) }
        case .help(let help):
            return performInHelp(command, help)
        case .palette(let palette):
            return performInOverlay(command) { $0.performInPalette(command, palette) }
        case .confirmation(let question):
            return answer(question, with: command)
        }
    }

    /// Help and closing are the same above everything.
    private mutating func performInOverlay(
        _ command: Command, _ otherwise: (inout ExplorerState) -> [Effect]
    ) -> [Effect] {
        switch command {
        case .close:
            overlays.removeLast()
            return []
        case .help:
            overlays.append(.help(HelpState()))
            return []
        default:
            return otherwise(&self)
        }
    }

    private mutating func performInSession(_ command: Command) -> [Effect] {
        switch command {
        case .step: return takeStep()
        case .runTo: return openRunTo()
        case .resample: return resample()
        case .undo: return undo()
        case .redo: return redo()
        case .reset: return reset()
        case .cancelRun: return cancelRun()
        case .previousStep: return scrub(bySteps: -1)
        case .nextStep: return scrub(bySteps: 1)
        case .firstStep: return scrub(to: .zero)
        case .lastStep: return scrub(to: StepPosition(step: history.lastStep))
        case .tenthBack: return scrub(byTenths: -1)
        case .tenthForward: return scrub(byTenths: 1)
        case .jump(let step): return jump(to: step)
        case .pickContent: return openPicker(.content)
        case .pickStyle: return openPicker(.style)
        case .decreaseAlpha: return changeAlpha(by: -5)
        case .increaseAlpha: return changeAlpha(by: 5)
        case .toggleSampling: return toggleSampling()
        case .cycleWorkingSize: return cycleWorkingSize()
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

    private mutating func performOnView(_ command: Command) {
        switch command {
        case .toggleSplit: split = split == nil ? 0.5 : nil
        case .moveDividerLeft: moveDivider(by: -0.05)
        case .moveDividerRight: moveDivider(by: 0.05)
        case .zoomIn: viewport.zoom(by: 1)
        case .zoomOut: zoomOut()
        case .resetView: resetView()
        case .startPanning: startPanning()
        case .panLeft: pan(x: -1, y: 0)
        case .panRight: pan(x: 1, y: 0)
        case .panUp: pan(x: 0, y: -1)
        case .panDown: pan(x: 0, y: 1)
        default: break
        }
    }

    /// Esc in the session: stops the run, else leaves panning, the zoom or the split, whichever came last to mind.
    private mutating func closeInSession() -> [Effect] {
        if case .pan = mode {
            overlays.removeLast()
        } else if run != nil {
            notice = .information("Stopped.")
            return cancelRun()
        } else if !viewport.isWhole {
            viewport = .whole
        } else {
            split = nil
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

    private mutating func changeAlpha(by percent: Int) -> [Effect] {
        alphaPercent = min(max(alphaPercent + percent, 0), 100)
        return []
    }

    private mutating func toggleSampling() -> [Effect] {
        isSampling.toggle()
        notice = .information(
            isSampling
                ? "The next steps sample their action, each with a new seed."
                : "The next steps take the mean action.")
        return []
    }

    private mutating func moveDivider(by fraction: Double) {
        split = min(max((split ?? 0.5) + fraction, 0), 1)
    }

    private mutating func zoomOut() {
        viewport.zoom(by: -1)
        if viewport.isWhole {
            leavePanning()
        }
    }

    private mutating func resetView() {
        viewport = .whole
        leavePanning()
    }

    private mutating func leavePanning() {
        if case .pan = mode {
            overlays.removeLast()
        }
    }

    private mutating func startPanning() {
        guard case .explore = mode else {
            return
        }
        if viewport.isWhole {
            viewport.zoom(by: 3)
        }
        overlays.append(.pan)
    }

    /// Moves the view by an eighth of what is visible.
    private mutating func pan(x: Double, y: Double) {
        let part = 0.125 / viewport.magnification
        viewport.pan(x: x * part, y: y * part)
    }

    /// Typed or pasted text for whatever field has the focus.
    mutating func type(_ text: String) -> [Effect] {
        switch mode {
        case .picker(var picker):
            picker.filter.insert(text)
            picker.filterChanged()
            let effects = picker.refreshPreview()
            self.picker = picker
            return effects
        case .runTo(var field):
            field.insert(text.filter { $0.isASCII && $0.isNumber })
            replaceTop(.runTo(field))
        case .export(var form) where !form.isBusy:
            form.insert(text)
            replaceTop(.export(form))
        case .palette(var palette):
            palette.filter.insert(text)
            palette.selection = 0
            replaceTop(.palette(palette))
        case .help(var help) where help.isFiltering:
            help.filter.insert(text)
            help.scroll(by: -.max, in: HelpLayout(size: size).sheet(ExplorerKeys.help.lines(filter: help.filter.text)))
            replaceTop(.help(help))
        case .explore, .pan, .help, .export, .confirmation:
            break
        }
        return []
    }

    /// Puts a changed overlay back in its place.
    mutating func replaceTop(_ mode: Mode) {
        if !overlays.isEmpty {
            overlays[overlays.count - 1] = mode
        }
    }
}
