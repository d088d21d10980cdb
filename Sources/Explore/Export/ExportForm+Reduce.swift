import Screens

extension ExportForm {
    /// What filling in the form leads to.
    enum Outcome: Equatable, Sendable {
        /// The form as it is now is to be carried out.
        case submit
        /// Files were written; the form closes.
        case written([String])
    }

    /// Carries out a command.
    mutating func reduce(_ command: ExplorerCommand) -> Outcome? {
        if isBusy { return nil }
        switch command {
        case .nextField, .down: moveFocus(by: 1)
        case .previousField, .up: moveFocus(by: -1)
        case .accept: return check() ? .submit : nil
        case .toggleOption: toggleFocusedOption()
        case .cursorLeft where focusedField == nil, .cursorRight where focusedField == nil: toggleFocusedOption()
        default: edit(command)
        }
        return nil
    }

    /// A name that is free has been found; one that was typed meanwhile stays.
    mutating func proposed(name: String, folder: String, ticket: Int) {
        guard proposal == ticket, !isTouched else { return }
        self.name = TextField(name)
        self.folder = TextField(folder)
    }

    /// The export came to an end.
    mutating func exported(_ outcome: ExportOutcome) -> Outcome? {
        ticket = nil
        switch outcome {
        case .written(let paths): return .written(paths)
        case .exists(let names):
            let first = names.first ?? ""
            problem =
                names.count == 1
                ? "\(first) exists already: Enter again replaces it."
                : "\(first) and \(names.count - 1) more exist already: Enter again replaces them."
            mayReplace = true
        case .failed(let message): problem = message
        }
        return nil
    }

    /// Whether name and folder can be used; says at the field why not.
    private mutating func check() -> Bool {
        adoptTypedExtension()
        if name.text.allSatisfy({ $0 == " " }) || name.text.contains("/") {
            problem = "The name must not be empty or contain a slash; the folder has the field below."
            focus = .name
            return false
        }
        if folder.text.allSatisfy({ $0 == " " }) {
            problem = "Name a folder; . is the one the program was started from."
            focus = .folder
            return false
        }
        return true
    }
}
