import Screens
import Terminal

extension LookbackState {
    /// Takes in an event and tells what is to be done.
    mutating func reduce(_ event: LookbackEvent) -> [LookbackEffect] {
        var effects: [LookbackEffect] = []
        switch event {
        case .input(let input): effects = reduce(input)
        case .surface(let surface): self.surface = surface
        case .runs(let runs):
            self.runs = runs
            isSearching = false
            grantWish()
        case .wish(let folder, let update):
            wish = (folder, update)
            grantWish()
        case .nothingKept(let folder):
            guard folder == wish?.folder else { break }
            notice = .information("\(PathText.lastComponent(folder)) has kept no weights yet; it is shown once it has.")
        case .pictures(let contents, let styles, let replaces): take(contents, styles, replaces)
        case .frame(let key, let step, let bitmap): strips.put(bitmap, step: step, for: key)
        case .failed(let key, let problem): strips.fail(problem, for: key)
        case .thumbnail(let path, let bitmap): thumbnails = [path: bitmap]
        case .tick(let number): effects = replay(number)
        case .exported(let path): notice = .success("Written: \(path)")
        case .exportFailed(let message): notice = .failure(message)
        }
        return effects + settle()
    }

    /// Asks for what is missing.
    private mutating func settle() -> [LookbackEffect] {
        var effects: [LookbackEffect] = []
        strips.use(window)
        let wanted = wanted
        // Frames come in one by one; asking again for the rest of the same list would only disturb.
        if wanted.first != asked.first || !Set(wanted).isSubset(of: asked) {
            asked = wanted
            effects.append(.make(wanted))
        }
        if let style, style != askedThumbnail {
            askedThumbnail = style
            effects.append(.loadThumbnail(path: style))
        }
        if let run, [run.contentFolder, run.styleFolder] != askedFolders {
            askedFolders = [run.contentFolder, run.styleFolder]
            effects.append(.findPictures(contentFolder: run.contentFolder, styleFolder: run.styleFolder))
        }
        return effects
    }

    private mutating func grantWish() {
        guard let wish, let run = runs.first(where: { $0.id == wish.folder }) else { return }
        selectedRun = run.id
        update = wish.update
        self.wish = nil
        notice = nil
    }

    /// New pictures go in front where they replace the present pair, else behind.
    private mutating func take(_ contents: [String], _ styles: [String], _ replaces: Bool) {
        func merged(_ known: [String], _ new: [String]) -> [String] {
            let (first, second) = replaces ? (new, known) : (known, new)
            return first + second.filter { !first.contains($0) }
        }
        self.contents = merged(self.contents, contents)
        self.styles = merged(self.styles, styles)
        if replaces, let first = contents.first { content = first }
        if replaces, let first = styles.first { style = first }
        content = content ?? self.contents.first
        style = style ?? self.styles.first
    }

    // MARK: Input

    private mutating func reduce(_ input: InputEvent) -> [LookbackEffect] {
        switch input {
        case .key(let key):
            notice = nil
            return LookbackKeys.table.command(for: key, in: context).map { perform($0) } ?? []
        case .mouse(let event): return reduce(event)
        case .resize(let size): self.size = size
        case .paste, .resumed, .wake: break
        }
        return []
    }

    private mutating func reduce(_ event: MouseEvent) -> [LookbackEffect] {
        guard LookbackLayout.fits(size) else { return [] }
        let tabs = ScreenTabs(screens: screens, front: .lookback)
        if help == nil, event.action == .press(.left),
            let screen = tabs.screen(at: event.position, row: LookbackLayout(self).header)
        {
            replay = nil
            return [.screen(screen)]
        }
        if help != nil {
            if event.action == .wheelDown { return perform(.pageDown) }
            return event.action == .wheelUp ? perform(.pageUp) : []
        }
        let layout = LookbackLayout(self)
        switch event.action {
        case .press:
            notice = nil
            return press(event.position, layout)
        case .drag: follow(event.position, layout)
        case .release: drag = nil
        case .wheelUp, .wheelDown:
            let isUp = event.action == .wheelUp
            let movesCheckpoints = event.modifiers.contains(.shift) || layout.checkpoints.contains(event.position)
            return perform(
                movesCheckpoints ? (isUp ? .laterCheckpoint : .earlierCheckpoint) : isUp ? .nextStep : .previousStep)
        case .wheelLeft: return perform(.previousStep)
        case .wheelRight: return perform(.nextStep)
        }
        return []
    }

    private mutating func press(_ position: Position, _ layout: LookbackLayout) -> [LookbackEffect] {
        if layout.status.contains(position) {
            let bar = StatusBar<LookbackCommand>(state: self, columns: layout.status.columns)
            return bar.command(at: position.column).map { perform($0) } ?? []
        }
        if layout.stylePanel.contains(position) { return perform(.nextStyle) }
        drag =
            layout.steps.contains(position)
            ? .steps : layout.checkpoints.contains(position) ? .checkpoints : layout.map.contains(position) ? .map : nil
        follow(position, layout)
        return []
    }

    private mutating func follow(_ position: Position, _ layout: LookbackLayout) {
        switch drag {
        case .steps: step = Int(layout.stepScale.position(at: position.column).rounded())
        case .checkpoints:
            choose(Int(layout.checkpointScale(checkpoints.count).position(at: position.column).rounded()))
        case .map:
            guard let cell = layout.mapCell(at: position, checkpoints: checkpoints.count, place: place ?? 0) else {
                return
            }
            step = cell.step
            choose(cell.place)
        case nil: break
        }
    }

    /// Shows the checkpoint at a place; the last one follows what comes later.
    mutating func choose(_ place: Int) {
        guard !checkpoints.isEmpty else { return }
        let place = min(max(0, place), checkpoints.count - 1)
        update = place == checkpoints.count - 1 ? nil : checkpoints[place].update
    }
}
