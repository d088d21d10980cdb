import Screens
import Terminal

/// What is open above the session.
extension ExplorerState {
    /// Carries out a command for whatever has the keys.
    mutating func perform(_ command: ExplorerCommand) -> [Effect] {
        switch (mode, command) {
        case (.explore, _), (.pan, _), (.loupe, _):
            notice = nil
            if command != .play { playback = nil }
            return performInSession(command)
        case (.help(var help), _):
            if help.reduce(command, size: size, keys: keys) { replaceTop(.help(help)) } else { overlays.removeLast() }
            return []
        case (.confirmation(let question), _):
            return answer(question, with: command)
        case (.export(let form), .close) where form.isBusy:
            return []
        case (.practice(let practice), .close):
            return perform(command, in: practice)
        case (_, .close):
            overlays.removeLast()
            return []
        case (_, .help):
            overlays.append(.help(HelpState()))
            return []
        case (.picker, .toggleGrid) where !surface.showsImages:
            return []
        case (.picker(let picker), .accept) where picker.typedPath != nil:
            return take([.chose(path: resolved(picker.typedPath ?? ""), plain: false)], of: picker)
        case (.picker(var picker), _):
            let outcomes = picker.reduce(command, PickerLayout(self, picker))
            if command == .toggleGrid { pickerIsGrid = picker.isGrid }
            return take(outcomes, of: picker)
        case (.branches(let branches), _):
            return perform(command, in: branches)
        case (.practice(let practice), .quit):
            guard practice.hasLearned else { return quit() }
            overlays.append(.confirmation(.quitPractice))
            return []
        case (.practice(let practice), _):
            return perform(command, in: practice)
        case (.runTo(let field), _):
            return perform(command, in: field)
        case (.export(let form), _):
            return perform(command, in: form)
        case (.palette(var palette), _):
            let chosen = palette.reduce(command, page: max(1, PaletteLayout(sheet: layout.sheet).list.rows))
            if command == .accept { overlays.removeLast() } else { replaceTop(.palette(palette)) }
            return chosen.map { perform($0) } ?? []
        }
    }

    /// Files that were pasted or dropped open: one in the place that is asked for or still empty, two as content and style. Other
    /// text is typed.
    mutating func paste(_ text: String) -> [Effect] {
        let paths = PastedPaths.parse(text, home: homeFolder, working: workingFolder)
        switch mode {
        case .picker(let picker):
            guard let path = paths.first else { return type(text) }
            return take([.chose(path: path, plain: false)], of: picker)
        case .explore, .pan, .loupe:
            guard let first = paths.first else { return [] }
            let role: SourceRole = paths.count == 1 && pair.content.picture != nil ? .style : .content
            guard !sequence.hasStepsToLose else {
                overlays.append(.confirmation(.replace(role: role, path: first, plain: false)))
                return []
            }
            let effects = take(pair.choose(role, path: first, plain: false))
            return paths.count == 1 ? effects : effects + take(pair.choose(.style, path: paths[1], plain: false))
        default: return type(text)
        }
    }

    /// Typed or pasted text for whatever field has the focus.
    mutating func type(_ text: String) -> [Effect] {
        switch mode {
        case .picker(var picker):
            let outcomes = picker.type(text)
            return take(outcomes, of: picker)
        case .runTo(var field):
            field.insert(text.filter { $0.isASCII && $0.isNumber })
            replaceTop(.runTo(field))
        case .export(var form) where !form.isBusy:
            form.insert(text)
            replaceTop(.export(form))
        case .palette(var palette):
            palette.type(text)
            replaceTop(.palette(palette))
        case .help(var help):
            help.type(text, size: size, keys: keys)
            replaceTop(.help(help))
        case .explore, .pan, .loupe, .branches, .practice, .export, .confirmation:
            break
        }
        return []
    }

    /// Puts a changed overlay back in its place.
    private mutating func replaceTop(_ mode: Mode) {
        if !overlays.isEmpty { overlays[overlays.count - 1] = mode }
    }

    // MARK: Picker

    /// Opens the picker for one of the two places.
    mutating func openPicker(_ role: SourceRole, at wanted: PickerPlace? = nil) -> [Effect] {
        // Who took the content from the samples looks for a style there.
        let place = wanted ?? pickerPlaces[role] ?? pickerPlaces[role == .content ? .style : .content]
        var picker = PickerState(
            role: role, place: place ?? .folder,
            folder: pickerFolders[role] ?? workingFolder, present: wanted == nil ? pair[role].picture?.path : nil)
        picker.isGrid = pickerIsGrid && surface.showsImages
        overlays.append(.picker(picker))
        return take(picker.opened(), of: picker)
    }

    mutating func reduce(_ event: PickerEvent) -> [Effect] {
        guard let index = overlays.lastIndex(where: { if case .picker = $0 { true } else { false } }),
            case .picker(var picker) = overlays[index]
        else { return [] }
        var outcomes: [PickerState.Outcome] = []
        switch event {
        case .listed(let place, let folder, let listing):
            outcomes = picker.listed(place, folder: folder, listing)
        case .previewed(let status): picker.previewed(status)
        case .thumbnail(let path, let thumbnail): picker.take(thumbnail, of: path)
        }
        overlays[index] = .picker(picker)
        return outcomes.compactMap { if case .effect(let effect) = $0 { effect } else { nil } }
    }

    /// Puts the picker back and does what was chosen in it.
    mutating func take(_ outcomes: [PickerState.Outcome], of picker: PickerState) -> [Effect] {
        replaceTop(.picker(picker))
        return outcomes.flatMap { outcome -> [Effect] in
            switch outcome {
            case .effect(let effect): return [effect]
            case .entered(let folder):
                pickerFolders[picker.role] = folder
                return []
            case .chose(let path, let plain):
                overlays.removeLast()
                // A look is both pictures; who wants another of one looks elsewhere.
                if picker.place != .gallery { pickerPlaces[picker.role] = picker.place }
                guard !sequence.hasStepsToLose else {
                    overlays.append(.confirmation(.replace(role: picker.role, path: path, plain: plain)))
                    return []
                }
                return take(pair.choose(picker.role, path: path, plain: plain))
            }
        }
    }

    /// Asks for the small pictures that came into view; once there is no grid, those that wait are not wanted any more.
    mutating func requestThumbnails() -> [Effect] {
        guard case .picker(var picker) = mode, picker.isGrid, ExplorerLayout.fits(size) else {
            defer { awaitsThumbnails = false }
            return awaitsThumbnails ? [.thumbnails(paths: [])] : []
        }
        let missing = picker.missingThumbnails(PickerLayout(self, picker))
        replaceTop(.picker(picker))
        awaitsThumbnails = !picker.awaited.isEmpty
        return missing.isEmpty ? [] : [.thumbnails(paths: missing)]
    }

    // MARK: Run to a step

    mutating func openRunTo() -> [Effect] {
        if let obstacle = pair.obstacle {
            notice = obstacle
            return []
        }
        let planned = sequence.plannedStep
        let target = min(planned < 10 ? 10 : planned + 10, sequence.stepLimit)
        overlays.append(.runTo(TextField("\(target)", isSelected: true)))
        return []
    }

    private mutating func perform(_ command: ExplorerCommand, in field: TextField) -> [Effect] {
        var field = field
        let limit = sequence.stepLimit
        switch command {
        case .accept:
            overlays.removeLast()
            guard let target = Int(field.text), target > 0 else {
                notice = .warning("Type the number of a step, 1 to \(limit).")
                return []
            }
            if target > limit {
                notice = .warning("At this size memory has room for \(limit) steps; running to \(limit).")
            }
            return step { $0.run(to: target) }
        case .up, .down:
            let target = (Int(field.text) ?? 0) + (command == .up ? 1 : -1)
            field = TextField("\(min(max(target, 1), limit))", isSelected: true)
        default:
            field.edit(command)
        }
        replaceTop(.runTo(field))
        return []
    }

    // MARK: Questions

    private mutating func answer(_ question: Confirmation, with command: ExplorerCommand) -> [Effect] {
        switch (question, command) {
        case (_, .close), (_, .reject):
            overlays.removeLast()
            return []
        case (.quitWhileBusy, .accept), (.quitWhileBusy, .quit):
            return [.cancelRun] + leaving
        case (.openReduced(let role, let path, _, _, let shortSide), .accept):
            overlays.removeLast()
            return take(pair.open(role, path: path, size: WorkingSize(shortSide: shortSide)))
        case (.replace(let role, let path, let plain), .accept):
            overlays.removeLast()
            return take(pair.choose(role, path: path, plain: plain))
        case (.resize(let size), .accept):
            overlays.removeLast()
            return take(pair.resize(to: size))
        case (.quitPractice, .accept), (.quitPractice, .quit):
            return [.cancelRun] + leaving
        case (.keepPractice(let update), .accept):
            overlays.removeLast()
            return keepPractice(update: update)
        case (.leavePractice, .accept):
            overlays.removeLast()
            return leavePractice()
        default:
            return []
        }
    }
}

/// What the workers report to the picker.
enum PickerEvent: Sendable {
    case listed(PickerPlace, folder: String, FolderListing)
    case previewed(PreviewStatus)
    case thumbnail(path: String, Thumbnail)
}
