import Screens
import Terminal

/// The form that starts training runs.
extension WatchState {
    /// Opens the form for a run that has ended.
    mutating func askToContinue() {
        guard let run = selectedRun, let folder = run.runFolder, let status = run.status else {
            notice = .warning("Only a run of ministyler train can be gone on with.")
            return
        }
        if run.liveness.isControllable {
            notice = .information(
                run.liveness == .paused
                    ? "\(run.name) is paused; press P to let it go on." : "\(run.name) is at work already.")
            return
        }
        let target = status.targetUpdates.map { $0 > status.updates ? "\($0)" : "\(2 * $0)" }
        mode = .training(
            TrainingForm(
                .resume(folder: folder, name: run.name, updates: status.updates), [.updates: target ?? ""]))
    }

    mutating func moveTrainingFocus(by offset: Int) {
        changeForm { $0.moveFocus(by: offset) }
    }

    /// Typed or pasted text for the form.
    mutating func type(_ text: String) {
        changeForm { $0.insert(text) }
    }

    mutating func editTraining(_ command: WatchCommand) {
        changeForm { form in
            if form.focus.choices.isEmpty {
                form.edit { $0.edit(command) }
            } else if command == .fieldLeft || command == .fieldRight {
                form.choose(by: command == .fieldLeft ? -1 : 1)
            }
        }
    }

    /// A click on a line of the form: the focus, and the next choice where it had the focus already.
    mutating func press(_ position: Position, on form: TrainingForm) -> [WatchEffect] {
        let layout = TrainingFormView.Layout(form: form, size: size, top: WatchLayout(self).header.rows)
        guard let field = layout.field(at: position) else { return [] }
        changeForm { form in
            if form.focus == field { form.choose(by: 1) }
            form.focus = field
        }
        return []
    }

    /// Sends the form off, or tells what is wrong with it.
    mutating func submit(_ form: TrainingForm) -> [WatchEffect] {
        if form.isBusy { return [] }
        var form = form
        form.problem = nil
        do {
            _ = try form.arguments()
            form.isBusy = true
            sentForm = form
            sentFolder = nil
            mode = .training(form)
            return [.startTraining(form)]
        } catch {
            refuse(form, error as? TrainingForm.Refusal)
            return []
        }
    }

    /// What came of starting a run.
    mutating func reduceTraining(_ event: WatchEvent) {
        switch event {
        case .trainingRefused(let refusal):
            if let sentForm { refuse(sentForm, refusal) }
        case .trainingStarted(let folder, let process):
            if case .training = mode { mode = .charts }
            awaited = folder
            sentFolder = folder
            selectAwaited()
            notice = .success(
                "Training in \(sentForm?.folder ?? folder) as process \(process); it goes on when this program ends. "
                    + "P pauses, X stops it.")
        case .trainingEnded(let outcome):
            end(outcome)
        default:
            break
        }
    }

    /// Selects the run that was started here once it has appeared.
    mutating func selectAwaited() {
        guard let folder = awaited, let run = runs.first(where: { $0.runFolder == folder }) else { return }
        selected = run.id
        hidden.remove(run.id)
        imageChoice = .newest
        awaited = nil
    }

    private mutating func end(_ outcome: TrainerOutcome) {
        let name = runs.first { $0.runFolder == outcome.folder }?.name ?? PathText.lastComponent(outcome.folder)
        if outcome.isOrderly {
            notice = .information("The trainer of \(name) has ended in order.")
            return
        }
        notice = .failure("\(name): \(outcome.message)")
        guard !outcome.hasBegun, let form = sentForm, sentFolder == outcome.folder else { return }
        // Nothing was made of it, so that the person may mend the form and try again.
        if awaited == outcome.folder { awaited = nil }
        if case .charts = mode {
            refuse(form, TrainingForm.Refusal(field: form.focus, sentence: outcome.message))
            notice = nil
        }
    }

    private mutating func refuse(_ form: TrainingForm, _ refusal: TrainingForm.Refusal?) {
        var form = form
        form.isBusy = false
        if let refusal {
            form.focus = form.fields.contains(refusal.field) ? refusal.field : form.focus
            form.problem = refusal.sentence
        }
        mode = .training(form)
    }

    private mutating func changeForm(_ change: (inout TrainingForm) -> Void) {
        guard case .training(var form) = mode, !form.isBusy else { return }
        change(&form)
        mode = .training(form)
    }
}
