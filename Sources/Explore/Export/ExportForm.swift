import Files
import Screens

/// The form that asks where an export goes.
struct ExportForm: Equatable, Sendable {
    /// What is exported.
    enum Scope: Equatable, Sendable {
        case frame
        case all
    }

    enum Format: Equatable, Hashable, Sendable {
        case png
        case jpeg
        /// All frames in one file.
        case animation(Animation.Format)
        /// All frames small in one picture.
        case sheet

        /// Whether all frames become one file.
        var isOneFile: Bool { self != .png && self != .jpeg }

        var label: String {
            switch self {
            case .png: "PNG"
            case .jpeg: "JPEG"
            case .animation(let format): format.label
            case .sheet: "sheet"
            }
        }

        var fileExtension: String {
            switch self {
            case .png: "png"
            case .jpeg: "jpg"
            case .animation(let format): format.fileExtension
            case .sheet: "png"
            }
        }

        /// What a frame, or all of them, can be written as.
        static func offered(for scope: Scope) -> [Format] {
            [.png, .jpeg] + (scope == .frame ? [] : Animation.Format.allCases.map(Format.animation) + [.sheet])
        }
    }

    /// The parts of the form that can have the focus, top to bottom.
    enum Part: CaseIterable, Equatable, Sendable {
        case name
        case folder
        case format
        /// The blends between steps too, in an animation.
        case blends
        case recipe
    }

    let scope: Scope
    /// The place on the branch that is exported.
    var position = StepPosition.zero
    var name: TextField
    var folder: TextField
    var format: Format = .png
    /// Whether an animation goes through the blends between steps too, as the slider does when it is drawn along.
    var includesBlends = false
    /// Whether files carry the recipe.
    var includesRecipe = true
    var focus: Part = .name
    /// Why the last attempt was refused.
    var problem: String?
    /// Set after a refusal because of existing files: the next Enter replaces them.
    var mayReplace = false
    /// Whether anything was typed or changed; a proposed name that arrives later is then left out.
    var isTouched = false
    /// Names the request for a name that does not exist yet.
    var proposal = 0
    /// Non-nil while files are being written.
    var ticket: Int?

    init(scope: Scope, name: String, folder: String) {
        self.scope = scope
        self.name = TextField(name)
        self.folder = TextField(folder)
    }

    var isBusy: Bool { ticket != nil }

    /// The parts that there are with the format.
    var parts: [Part] {
        guard case .animation = format else { return Part.allCases.filter { $0 != .blends } }
        return Part.allCases
    }

    mutating func moveFocus(by offset: Int) {
        let index = parts.firstIndex(of: focus) ?? 0
        focus = parts[(index + offset + parts.count) % parts.count]
    }

    /// The field that has the focus; nil on an option.
    var focusedField: WritableKeyPath<ExportForm, TextField>? {
        switch focus {
        case .name: \.name
        case .folder: \.folder
        case .format, .blends, .recipe: nil
        }
    }

    mutating func toggleFocusedOption() {
        switch focus {
        case .format:
            let all = Format.offered(for: scope)
            format = all[((all.firstIndex(of: format) ?? 0) + 1) % all.count]
        case .blends: includesBlends.toggle()
        case .recipe: includesRecipe.toggle()
        case .name, .folder: return
        }
        edited()
    }

    mutating func insert(_ text: String) {
        guard let field = focusedField else {
            if text == " " {
                toggleFocusedOption()
            }
            return
        }
        self[keyPath: field].insert(text)
        edited()
    }

    /// Carries out an editing command on the focused field.
    mutating func edit(_ command: ExplorerCommand) {
        guard let field = focusedField else {
            return
        }
        let before = self[keyPath: field].text
        self[keyPath: field].edit(command)
        if self[keyPath: field].text != before {
            edited()
        }
    }

    /// A typed extension chooses the format and leaves the name.
    mutating func adoptTypedExtension() {
        let typed = PathText.fileExtension(name.text)
        guard let chosen = ["png": Format.png, "jpg": .jpeg, "jpeg": .jpeg][typed] else {
            return
        }
        format = chosen
        name = TextField(PathText.stem(name.text))
    }

    /// Anything that changes where the export goes takes back the permission to replace.
    private mutating func edited() {
        isTouched = true
        problem = nil
        mayReplace = false
    }
}
