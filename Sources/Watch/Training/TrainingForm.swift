import Foundation
import Screens

/// The form that starts a training run, or goes on with one that has ended.
struct TrainingForm: Equatable, Sendable {
    /// What the form is for.
    enum Purpose: Equatable, Sendable {
        case new
        /// To go on with the run in `folder`, which has made `updates`.
        case resume(folder: String, name: String, updates: Int)
    }

    let purpose: Purpose
    private var texts: [TrainingField: TextField] = [:]
    var focus: TrainingField
    /// Why the last attempt was refused.
    var problem: String?
    /// Whether the trainer is being started.
    var isBusy = false

    /// A form with the standard value in every field but the ones given.
    init(_ purpose: Purpose = .new, _ values: [TrainingField: String] = [:]) {
        self.purpose = purpose
        focus = purpose == .new ? .content : .updates
        for field in TrainingField.allCases { texts[field] = TextField(values[field] ?? field.standard) }
    }

    /// The fields that the purpose asks for.
    var fields: [TrainingField] { purpose == .new ? TrainingField.allCases : [.updates] }

    /// A field's text with its cursor.
    subscript(field: TrainingField) -> TextField { texts[field] ?? TextField() }

    /// A field's value without blanks around it, the home folder written out.
    func value(_ field: TrainingField) -> String {
        let text = self[field].text.trimmingCharacters(in: .whitespaces)
        return field.isPath && text.hasPrefix("~") ? (text as NSString).expandingTildeInPath : text
    }

    mutating func moveFocus(by offset: Int) {
        let place = fields.firstIndex(of: focus) ?? 0
        focus = fields[(place + offset + fields.count) % fields.count]
    }

    /// Typed or pasted text for the field in focus; a blank changes a choice.
    mutating func insert(_ text: String) {
        problem = nil
        if !focus.choices.isEmpty {
            if text == " " { choose(by: 1) }
            return
        }
        texts[focus]?.insert(text)
    }

    /// Changes the text of the field in focus; a choice has none.
    mutating func edit(_ change: (inout TextField) -> Void) {
        problem = nil
        guard focus.choices.isEmpty, var field = texts[focus] else { return }
        change(&field)
        texts[focus] = field
    }

    /// Takes the next choice of the field in focus, or one before.
    mutating func choose(by offset: Int) {
        let choices = focus.choices
        guard !choices.isEmpty else { return }
        problem = nil
        let place = choices.firstIndex(of: value(focus)) ?? 0
        texts[focus] = TextField(choices[(place + offset + choices.count) % choices.count])
    }
}
