import Engine
import Files
import Screens

extension ExplorerState {
    /// Opens the export form, or says why there is nothing to export.
    mutating func openExport(_ scope: ExportForm.Scope) -> [Effect] {
        guard let content = content.readyPicture, !history.isEmpty else {
            notice = .information("There is nothing to export yet: press c to choose a picture.")
            return []
        }
        if scope == .all, history.lastStep == 0 {
            notice = .information("There are no steps to export yet: take one with Space.")
            return []
        }
        if scope == .all, run != nil {
            notice = .information("Steps are being computed; export all when they are done, or stop them with Esc.")
            return []
        }
        let base = [content.name, style.readyPicture?.name].compactMap { $0.map(PathText.stem) }.joined(separator: "-")
        var form: ExportForm
        switch scope {
        case .frame:
            form = ExportForm(scope: .frame, name: "\(base)-\(ExportName.step(position))", folder: exportFolder)
        case .all:
            form = ExportForm(scope: .all, name: "frame", folder: PathText.joining(exportFolder, base))
            form.focus = .folder
        }
        form.ticket = nil
        form.proposal = nextNumber()
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
            guard let newValue, let index = overlays.lastIndex(where: isForm) else {
                return
            }
            overlays[index] = .export(newValue)
        }
    }

    mutating func exportProposed(name: String, folder: String, ticket: Int) -> [Effect] {
        guard var form = exportForm, form.proposal == ticket, !form.isTouched else {
            return []
        }
        form.name = TextField(name)
        form.folder = TextField(folder)
        exportForm = form
        return []
    }

    mutating func performInExport(_ command: Command, _ form: ExportForm) -> [Effect] {
        var form = form
        if form.isBusy {
            return []
        }
        switch command {
        case .nextField, .down: form.moveFocus(by: 1)
        case .previousField, .up: form.moveFocus(by: -1)
        case .accept: return submit(form)
        case .toggleOption: form.toggleFocusedOption()
        case .cursorLeft where form.focusedField == nil, .cursorRight where form.focusedField == nil:
            form.toggleFocusedOption()
        default: form.edit(command)
        }
        exportForm = form
        return []
    }

    private mutating func submit(_ submitted: ExportForm) -> [Effect] {
        var form = submitted
        form.adoptTypedExtension()
        defer { exportForm = form }
        if form.name.text.allSatisfy({ $0 == " " }) || form.name.text.contains("/") {
            form.problem = "The name must not be empty or contain a slash; the folder has the field below."
            form.focus = .name
            return []
        }
        if form.folder.text.allSatisfy({ $0 == " " }) {
            form.problem = "Name a folder; . is the one the program was started from."
            form.focus = .folder
            return []
        }
        guard let content = content.readyPicture else {
            form.problem = "The content is being read again; try in a moment."
            return []
        }
        let ticket = nextNumber()
        form.ticket = ticket
        form.problem = nil
        return [
            .export(
                ExportRequest(
                    items: exportItems(form), folder: resolved(form.folder.text), format: form.format,
                    replacesExisting: form.mayReplace, contentTicket: content.ticket, ticket: ticket))
        ]
    }

    /// An absolute path for what was typed.
    private func resolved(_ folder: String) -> String {
        if folder == "~" || folder.hasPrefix("~/") {
            return homeFolder + folder.dropFirst()
        }
        if folder == "." {
            return workingFolder
        }
        return PathText.joining(workingFolder, folder)
    }

    private func exportItems(_ form: ExportForm) -> [ExportRequest.Item] {
        switch form.scope {
        case .frame:
            guard let lower = history.frame(at: position.lowerStep) else {
                return []
            }
            let upper = position.isWhole ? nil : history.frame(at: position.lowerStep + 1)
            return [
                ExportRequest.Item(
                    lower: lower.id, upper: upper?.id, fraction: Double(position.fractionTenths) / 10,
                    stem: form.name.text, recipe: form.writesRecipe ? recipe(at: position) : nil)
            ]
        case .all:
            return history.frames.dropFirst().map { frame in
                ExportRequest.Item(
                    lower: frame.id, upper: nil, fraction: 0,
                    stem: "\(form.name.text)-\(ExportName.step(StepPosition(step: frame.step)))",
                    recipe: form.writesRecipe ? recipe(at: StepPosition(step: frame.step)) : nil)
            }
        }
    }

    /// How the picture at a place of the branch was made; nil while sources or weights are not there.
    func recipe(at place: StepPosition) -> Recipe? {
        guard let content = content.readyPicture, let style = style.readyPicture, let agent = agent.summary else {
            return nil
        }
        let last = place.isWhole ? place.lowerStep : place.lowerStep + 1
        let path = (0...last).compactMap { history.frame(at: $0)?.options }
        return RecipePlan.recipe(
            path: path, place: place, content: content, style: style, weightsSHA256: agent.sha256,
            size: [content, style].filter(\.isReduced).map { min($0.width, $0.height) }.max())
    }

    mutating func exported(_ outcome: ExportOutcome, ticket: Int) -> [Effect] {
        guard var form = exportForm, form.ticket == ticket else {
            if case .written(let paths) = outcome {
                notice = .success(ExportName.report(paths))
            }
            return []
        }
        form.ticket = nil
        switch outcome {
        case .written(let paths):
            overlays.removeAll { if case .export = $0 { true } else { false } }
            if form.scope == .frame, let path = paths.first {
                exportFolder = PathText.parent(of: path)
            }
            notice = .success(ExportName.report(paths))
            return []
        case .exists(let names):
            let first = names.first ?? ""
            form.problem =
                names.count == 1
                ? "\(first) exists already: Enter again replaces it."
                : "\(first) and \(names.count - 1) more exist already: Enter again replaces them."
            form.mayReplace = true
        case .failed(let message):
            form.problem = message
        }
        exportForm = form
        return []
    }
}
