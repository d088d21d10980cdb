import Engine
import Files
import Screens

/// What an export takes from all parts of the explorer.
extension ExplorerState {
    /// Opens the export form, or says why there is nothing to export.
    mutating func openExport(_ scope: ExportForm.Scope) -> [Effect] {
        guard let content = pair.content.readyPicture, !sequence.history.isEmpty else {
            notice = .information("There is nothing to export yet: press c to choose a picture.")
            return []
        }
        if scope == .all, sequence.history.lastStep == 0 {
            notice = .information("There are no steps to export yet: take one with Space.")
            return []
        }
        if scope == .all, sequence.run != nil {
            notice = .information("Steps are being computed; export all when they are done, or stop them with Esc.")
            return []
        }
        let names = [content.name, pair.style.readyPicture?.name].compactMap { $0.map(PathText.stem) }
        let base = names.joined(separator: "-")
        var form: ExportForm
        switch scope {
        case .frame:
            form = ExportForm(
                scope: .frame, name: "\(base)-\(ExportName.step(sequence.position))", folder: exportFolder)
        case .all:
            form = ExportForm(scope: .all, name: "frame", folder: PathText.joining(exportFolder, base))
            form.focus = .folder
        }
        form.format = exportFormat
        form.proposal = nextExportTicket()
        form.position = sequence.position
        overlays.append(.export(form))
        return [.proposeExport(scope, name: form.name.text, folder: form.folder.text, ticket: form.proposal)]
    }

    /// The export form, where one is open anywhere; assigning puts it back.
    private var exportForm: ExportForm? {
        get {
            overlays.lazy.compactMap { if case .export(let form) = $0 { form } else { nil } }.last
        }
        set {
            let isForm = { (mode: Mode) in if case .export = mode { true } else { false } }
            guard let newValue, let index = overlays.lastIndex(where: isForm) else { return }
            overlays[index] = .export(newValue)
        }
    }

    mutating func reduce(_ event: ExportEvent) {
        switch event {
        case .proposed(let name, let folder, let ticket):
            exportForm?.proposed(name: name, folder: folder, ticket: ticket)
        case .ended(let outcome, let ticket):
            guard var form = exportForm, form.ticket == ticket else {
                if case .written(let paths) = outcome { written(paths) }
                return
            }
            guard case .written(let paths) = form.exported(outcome) else {
                exportForm = form
                return
            }
            overlays.removeAll { if case .export = $0 { true } else { false } }
            if form.scope == .frame, let path = paths.first { exportFolder = PathText.parent(of: path) }
            written(paths)
        case .rendered, .renderEnded, .notViewed: reduceRendering(event)
        }
    }

    /// Says what was written, and remembers it for the clipboard and the viewer.
    mutating func written(_ paths: [String]) {
        lastExport = paths.count == 1 ? paths.first : paths.first.map(PathText.parent)
        notice = .success(ExportName.report(paths))
    }

    mutating func perform(_ command: ExplorerCommand, in form: ExportForm) -> [Effect] {
        var form = form
        defer { exportForm = form }
        guard case .submit = form.reduce(command) else { return [] }
        guard let content = pair.content.readyPicture else {
            form.problem = "The content is being read again; try in a moment."
            return []
        }
        let ticket = nextExportTicket()
        form.ticket = ticket
        form.problem = nil
        return [
            .export(
                ExportRequest(
                    items: exportItems(form), picturesPerStep: picturesPerStep(form),
                    folder: resolved(form.folder.text), format: form.format,
                    replacesExisting: form.mayReplace, contentTicket: content.ticket, ticket: ticket))
        ]
    }

    /// An absolute path for what was typed.
    func resolved(_ folder: String) -> String {
        if folder == "~" || folder.hasPrefix("~/") { return homeFolder + folder.dropFirst() }
        if folder == "." { return workingFolder }
        return PathText.joining(workingFolder, folder)
    }

    private func exportItems(_ form: ExportForm) -> [ExportRequest.Item] {
        // The frame that the form was opened at, whose name it has, wherever a run has come to since.
        let (history, position) = (sequence.history, form.position)
        switch form.scope {
        case .frame:
            guard let lower = history.frame(at: position.lowerStep) else { return [] }
            let upper = position.isWhole ? nil : history.frame(at: position.lowerStep + 1)
            return [
                ExportRequest.Item(
                    lower: lower.id, upper: upper?.id, fraction: Double(position.fractionTenths) / 10,
                    stem: form.name.text, recipe: form.includesRecipe ? exportedRecipe(at: position) : nil)
            ]
        case .all:
            let isOneFile = form.format.isOneFile
            if picturesPerStep(form) > 1 { return sweep(form) }
            // One file begins with the content and has the name itself.
            return history.frames.dropFirst(isOneFile ? 0 : 1).map { frame in
                ExportRequest.Item(
                    lower: frame.id, upper: nil, fraction: 0,
                    stem: isOneFile
                        ? form.name.text : "\(form.name.text)-\(ExportName.step(StepPosition(step: frame.step)))",
                    recipe: form.includesRecipe ? exportedRecipe(at: StepPosition(step: frame.step)) : nil)
            }
        }
    }

    /// How many pictures an animation has for each step: five with the blends between, fewer where they would take half a
    /// gigabyte.
    private func picturesPerStep(_ form: ExportForm) -> Int {
        guard form.scope == .all, case .animation = form.format, form.includesBlends,
            let bitmap = sequence.history.frame(at: 0)?.bitmap
        else { return 1 }
        let room = (512 << 20) / (3 * bitmap.width * bitmap.height * max(sequence.history.lastStep, 1))
        return min(max(room, 1), 5)
    }

    /// The way from the content to the last step with the blends between.
    private func sweep(_ form: ExportForm) -> [ExportRequest.Item] {
        let (frames, count) = (sequence.history.frames, picturesPerStep(form))
        let between = zip(frames, frames.dropFirst()).flatMap { lower, upper in
            (0..<count).map { part in
                ExportRequest.Item(
                    lower: lower.id, upper: part == 0 ? nil : upper.id, fraction: Double(part) / Double(count),
                    stem: form.name.text, recipe: nil)
            }
        }
        guard let last = frames.last else { return [] }
        let recipe = form.includesRecipe ? exportedRecipe(at: StepPosition(step: last.step)) : nil
        return between + [
            ExportRequest.Item(lower: last.id, upper: nil, fraction: 0, stem: form.name.text, recipe: recipe)
        ]
    }

    /// What a written picture says of how it was made: not in which folders the pictures lay, unless that is asked for.
    func exportedRecipe(at place: StepPosition) -> Recipe? {
        guard var recipe = recipe(at: place) else { return nil }
        if !recipesHavePaths { (recipe.content.path, recipe.style.path) = (nil, nil) }
        return recipe
    }

    /// How the picture at a place of the branch was made; nil while sources or weights are not there.
    func recipe(at place: StepPosition) -> Recipe? {
        guard let content = pair.content.readyPicture, let style = pair.style.readyPicture,
            let agent = pair.agent.summary
        else { return nil }
        let last = place.isWhole ? place.lowerStep : place.lowerStep + 1
        let path = (0...last).compactMap { sequence.history.frame(at: $0)?.options }
        return RecipePlan.recipe(
            path: path, place: place, content: content, style: style, agent: agent,
            size: [content, style].filter(\.isReduced).map { min($0.width, $0.height) }.max())
    }
}

/// The session as it is kept.
extension ExplorerState {
    /// What is to be kept: nothing while a kept session is put together again, which has more than is there.
    var keptNow: SessionRecord? { pair.reopening == nil ? sessionRecord : nil }

    /// Nil before there are steps.
    var sessionRecord: SessionRecord? {
        let history = sequence.history
        guard history.lastStep > 0, let root = history.path.first, let shown = sequence.nearestFrame,
            var recipe = recipe(at: StepPosition(step: history.lastStep))
        else { return nil }
        let place = sequence.position
        if place != StepPosition(step: history.lastStep) { recipe.position = place.value }
        recipe.colours = pair.colours
        return SessionRecord(
            recipe: recipe, notes: sessionNotes,
            name: [recipe.content.name, recipe.style.name].map(PathText.stem).joined(separator: " × "),
            thumbnail: shown.thumbnail, root: root, origin: pair.origin)
    }
}

/// What the workers report of an export.
enum ExportEvent: Sendable {
    /// A name, or for all frames a folder, that does not exist yet.
    case proposed(name: String, folder: String, ticket: Int)
    case ended(ExportOutcome, ticket: Int)
    /// Steps at full size are done; 0 once the pictures are read.
    case rendered(steps: Int, ticket: Int)
    case renderEnded(ExportOutcome, ticket: Int)
    /// Why the system's viewer was not opened.
    case notViewed(String)
}
