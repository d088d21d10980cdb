import Screens

/// The sequence as a film, in place.
extension ExplorerState {
    /// Time that a step is shown, ms.
    private static let stepTime = 350
    /// And the last one, before it begins again.
    private static let endTime = 1400

    mutating func togglePlayback() -> [Effect] {
        if playback != nil {
            playback = nil
            return []
        }
        guard sequence.history.lastStep > 0 else {
            notice = .information("There are no steps to play yet: take some with Space or r.")
            return []
        }
        let token = nextExportTicket()
        playback = token
        return ticked(token)
    }

    /// Shows the next step, and after the last the content again.
    mutating func ticked(_ token: Int) -> [Effect] {
        guard playback == token else { return [] }
        let last = sequence.history.lastStep
        let next = sequence.position.lowerStep < last ? sequence.position.lowerStep + 1 : 0
        let time = next == last ? Self.endTime : Self.stepTime
        return take(sequence.scrub(to: StepPosition(step: next))) + [.tick(token: token, milliseconds: time)]
    }
}
