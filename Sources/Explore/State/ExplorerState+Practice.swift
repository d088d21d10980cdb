import Engine
import Files
import Screens
import Terminal

/// Practice: the agent learns on the pair that is open, and one watches.
extension ExplorerState {
    /// The practice that is open, below questions and help too.
    var practice: PracticeState? {
        get {
            overlays.lazy.compactMap { if case .practice(let practice) = $0 { practice } else { nil } }.first
        }
        set {
            guard let index = overlays.firstIndex(where: { if case .practice = $0 { true } else { false } })
            else { return }
            if let newValue { overlays[index] = .practice(newValue) } else { overlays.remove(at: index) }
        }
    }

    mutating func openPractice() -> [Effect] {
        if let obstacle = pair.obstacle {
            notice = obstacle
            return []
        }
        guard sequence.run == nil else {
            notice = .information("Steps are being computed; press Esc to stop them first.")
            return []
        }
        guard let content = pair.content.readyPicture, let style = pair.style.readyPicture else { return [] }
        let ticket = nextExportTicket()
        overlays.append(.practice(PracticeState(ticket: ticket)))
        return [
            .practise(PracticeRequest(contentTicket: content.ticket, styleTicket: style.ticket, ticket: ticket))
        ]
    }

    mutating func perform(_ command: ExplorerCommand, in practice: PracticeState) -> [Effect] {
        notice = nil
        var practice = practice
        var effects: [Effect] = []
        switch command {
        case .cursorLeft: practice.move(byTakes: -1)
        case .cursorRight: practice.move(byTakes: 1)
        case .toTop: practice.show(0)
        case .toBottom: practice.show(.max)
        case .up: practice.move(bySteps: 1)
        case .down: practice.move(bySteps: -1)
        case .nextField: practice.select(by: 1)
        case .previousField: practice.select(by: -1)
        case .zoomIn, .zoomOut:
            practice.emphasise(by: command == .zoomIn ? 1 : -1)
            effects = [.steerPractice(.weigh(practice.emphasis))]
        case .pausePractice: effects = pauseOrGoOn(&practice)
        case .accept: return keep(practice)
        case .close:
            guard practice.phase != .keeping else { return [] }
            guard !practice.hasLearned else {
                overlays.append(.confirmation(.leavePractice))
                return []
            }
            return leavePractice()
        default: break
        }
        self.practice = practice
        return effects
    }

    /// Ends it, and what was learned is gone.
    mutating func leavePractice() -> [Effect] {
        practice = nil
        return [.steerPractice(.stop)]
    }

    /// A click on the line of updates goes to the take that is nearest.
    mutating func pressInPractice(at position: Position) -> [Effect] {
        guard var practice, position.row == layout.track.row, !practice.takes.isEmpty else { return [] }
        let scale = layout.scale(lastStep: max(practice.total, 1))
        let columns = practice.takes.map { abs(scale.column(at: Double($0.update)) - position.column) }
        practice.show(columns.indices.min { columns[$0] < columns[$1] } ?? 0)
        self.practice = practice
        return []
    }

    mutating func reduce(_ event: PracticeEvent) -> [Effect] {
        guard var practice, practice.ticket == event.ticket else { return [] }
        switch event {
        case .learned(let reports, _):
            practice.add(reports)
            if practice.phase == .starting { practice.phase = .learning }
            if reports.contains(where: \.wentBack) {
                notice = .warning(
                    "The picture was lost: the agent went back to where it was good and learns at half the rate.")
            }
        case .took(let take, _):
            practice.add(take)
            if practice.phase == .starting { practice.phase = .learning }
        case .ended: if practice.phase == .learning, practice.updates >= practice.total { practice.phase = .ended }
        case .failed(let message, _):
            self.practice = nil
            notice = .failure(message)
            return [.steerPractice(.stop)]
        case .kept(let path, let update, _):
            self.practice = nil
            let session = keptNow.map { [Effect.keepSession($0)] } ?? []
            pair.agent = .loading
            notice = .success(
                "The agent after \(update) updates is \(PathText.abbreviatingHome(path, home: homeFolder)), and the session goes on with it."
            )
            return session + [.steerPractice(.stop), .loadAgent(path: path)]
        case .notKept(let message, _):
            practice.phase = .paused
            notice = .failure(message)
        }
        self.practice = practice
        return []
    }

    private func pauseOrGoOn(_ practice: inout PracticeState) -> [Effect] {
        switch practice.phase {
        case .starting, .keeping: return []
        case .learning:
            practice.phase = .paused
            return [.steerPractice(.pause)]
        case .paused:
            practice.phase = .learning
            return [.steerPractice(.goOn)]
        case .ended:
            practice.phase = .learning
            practice.total += PracticeOptions().updates
            return [.steerPractice(.until(update: practice.total))]
        }
    }

    /// Asks first where the session has steps, which the agent kept did not make.
    private mutating func keep(_ practice: PracticeState) -> [Effect] {
        guard practice.phase != .keeping else { return [] }
        guard let take = practice.take, take.update > 0 else {
            notice = .information("This is the agent as it was: wait for what it learns, or go there with →.")
            return []
        }
        guard !sequence.hasStepsToLose else {
            overlays.append(.confirmation(.keepPractice(update: take.update)))
            return []
        }
        return keepPractice(update: take.update)
    }

    /// Writes the agent of a take.
    mutating func keepPractice(update: Int) -> [Effect] {
        guard var practice, let content = pair.content.picture?.name, let style = pair.style.picture?.name
        else { return [] }
        practice.phase = .keeping
        self.practice = practice
        // Names of two files may together be longer than one can be.
        let name = [content, style].map { String(PathText.stem($0).prefix(40)) }.joined(separator: "-")
        return [.keepPractice(update: update, name: name, ticket: practice.ticket)]
    }
}
