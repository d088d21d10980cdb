import Screens

extension ExplorerState {
    /// Moves the slider, within what has been computed, and asks for the blend where the place is fractional.
    mutating func scrub(to place: StepPosition) -> [Effect] {
        position = place.clamped(toLastStep: history.lastStep)
        guard let key = blendKey, !blends.isKnown(key) else {
            return []
        }
        blends.expect(key)
        return [.blend(key)]
    }

    /// Whole steps; from a fractional place the first one goes to the neighbour in that direction.
    mutating func scrub(bySteps steps: Int) -> [Effect] {
        let from = steps > 0 ? position.lowerStep : (position.isWhole ? position.lowerStep : position.lowerStep + 1)
        return scrub(to: StepPosition(step: from + steps))
    }

    mutating func scrub(byTenths tenths: Int) -> [Effect] {
        scrub(to: StepPosition(tenths: position.tenths + tenths))
    }

    /// Goes to a step by its number, and says so when it has not been computed.
    mutating func jump(to step: Int) -> [Effect] {
        if step > history.lastStep {
            notice = .information(
                history.isEmpty
                    ? "There is no content yet: press c to choose a picture."
                    : "Step \(step) is not there yet: press r to run to it, or Space for one step.")
        }
        return scrub(to: StepPosition(step: step))
    }
}
