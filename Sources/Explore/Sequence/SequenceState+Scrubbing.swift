import Screens

/// Moving along the branch.
extension SequenceState {
    /// Moves the slider, within what has been computed, and asks for the blend where the place is fractional.
    mutating func scrub(to place: StepPosition) -> [Outcome] {
        position = place.clamped(toLastStep: history.lastStep)
        guard let key = blendKey, !blends.isKnown(key) else {
            return []
        }
        blends.expect(key)
        return [.effect(.blend(key))]
    }

    /// Goes to a step of any branch of the tree.
    mutating func show(_ path: [FrameID], at step: Int) -> [Outcome] {
        let isShown =
            history.path.indices.contains(step) && path.indices.contains(step)
            && history.path[step] == path[step]
        let dropped = isShown ? [] : history.show(path, from: position)
        return release(dropped) + scrub(to: StepPosition(step: step))
    }

    /// Whole steps; from a fractional place the first one goes to the neighbour in that direction.
    mutating func scrub(bySteps steps: Int) -> [Outcome] {
        let from = steps > 0 ? position.lowerStep : (position.isWhole ? position.lowerStep : position.lowerStep + 1)
        return scrub(to: StepPosition(step: from + steps))
    }

    mutating func scrub(byTenths tenths: Int) -> [Outcome] {
        scrub(to: StepPosition(tenths: position.tenths + tenths))
    }

    /// Goes to a step by its number, and says so when it has not been computed.
    mutating func jump(to step: Int) -> [Outcome] {
        let outcomes = scrub(to: StepPosition(step: step))
        guard step > history.lastStep else { return outcomes }
        let news =
            history.isEmpty
            ? "There is no content yet: press c to choose a picture."
            : "Step \(step) is not there yet: press r to run to it, or Space for one step."
        return [.notice(.information(news))] + outcomes
    }
}
