import Engine
import Screens

/// Taking steps.
extension SequenceState {
    mutating func changeAlpha(by percent: Int) {
        alphaPercent = min(max(alphaPercent + percent, 0), 100)
    }

    /// Options of the next step as set now; takes a fresh seed where actions are sampled.
    mutating func takeOptions(sampled: Bool? = nil) -> StepOptions {
        guard sampled ?? isSampling else {
            return StepOptions(alpha: Float(alphaPercent) / 100, action: .mean)
        }
        let seed = nextSeed
        nextSeed &+= 1
        return StepOptions(alpha: Float(alphaPercent) / 100, action: .sample(seed: seed))
    }

    /// Whether a frame is what a step with the options of now would make, whatever its seed.
    private func matchesOptions(_ frame: FrameNode) -> Bool {
        guard let options = frame.options, options.alpha == Float(alphaPercent) / 100 else {
            return false
        }
        return (options.action != .mean) == isSampling
    }

    /// One step onwards: along the branch where the next frame is there already and made the same way, else a new
    /// frame. While steps are being computed it asks for one more.
    mutating func takeStep() -> [Outcome] {
        if run != nil {
            return extendRun(by: 1)
        }
        if !position.isWhole {
            return scrub(to: StepPosition(step: position.lowerStep + 1))
        }
        if let next = history.frame(at: position.lowerStep + 1), matchesOptions(next) {
            return scrub(to: StepPosition(step: next.step))
        }
        return run(from: position.lowerStep, steps: 1)
    }

    /// Computes what is missing up to `target` from the end of the branch.
    mutating func run(to target: Int) -> [Outcome] {
        let target = min(target, stepLimit)
        let planned = plannedStep
        guard target > planned else {
            return scrub(to: StepPosition(step: target))
        }
        if run != nil {
            return extendRun(by: target - planned)
        }
        return run(from: history.lastStep, steps: target - history.lastStep)
    }

    /// Replaces the frame that is shown by one sampled with a new seed; the branch so far is kept for undo.
    mutating func resample() -> [Outcome] {
        if run != nil {
            return [.notice(.information("Steps are being computed; press Esc to stop them first."))]
        }
        let step = position.isWhole ? position.lowerStep : position.lowerStep + 1
        guard step >= 1 else {
            return [.notice(.information("The content itself cannot be resampled: take a step first."))]
        }
        return start(from: step - 1, plan: [takeOptions(sampled: true)])
    }

    /// Makes a branch that a kept session had.
    mutating func make(_ row: BranchTree.Row) -> [Outcome] {
        let step = row.path.count - 1
        let shown = show(row.path, at: step)
        return shown + start(from: step, plan: Array(row.planned.prefix(max(stepLimit - step, 0))))
    }

    private mutating func run(from step: Int, steps: Int) -> [Outcome] {
        let room = stepLimit - step
        guard room > 0 else {
            return [
                .notice(
                    .warning(
                        "At this size memory has room for \(stepLimit) steps; choose a smaller working size with w."))
            ]
        }
        return start(from: step, plan: (0..<min(steps, room)).map { _ in takeOptions() })
    }

    /// Begins computing `plan` from a frame of the branch.
    mutating func start(from step: Int, plan: [StepOptions]) -> [Outcome] {
        guard let parent = history.frame(at: step), let first = plan.first else {
            return []
        }
        let dropped = history.remember(position: position)
        history.truncate(afterStep: step)
        position = StepPosition(step: step)
        let progress = RunProgress(token: nextNumber(), pending: FrameID(rawValue: nextNumber()), plan: plan)
        run = progress
        return release(dropped) + [
            .effect(.step(parent: parent.id, child: progress.pending, options: first, token: progress.token))
        ]
    }

    private mutating func extendRun(by steps: Int) -> [Outcome] {
        guard var progress = run else {
            return []
        }
        let room = stepLimit - history.lastStep - progress.plan.count
        for _ in 0..<max(min(steps, room), 0) {
            progress.plan.append(takeOptions())
        }
        run = progress
        return []
    }

    /// Takes in a finished step, shows it if the newest frame was being looked at, and goes on with the plan.
    mutating func stepped(_ frame: FrameNode, token: Int) -> [Outcome] {
        guard var progress = run, progress.token == token, progress.pending == frame.id else {
            return [.effect(.release([frame.id]))]
        }
        let follows = position == StepPosition(step: history.lastStep)
        guard history.append(frame) else {
            run = nil
            return [.effect(.release([frame.id]))]
        }
        if follows {
            position = StepPosition(step: history.lastStep)
        }
        progress.finished += 1
        progress.plan.removeFirst()
        guard let next = progress.plan.first else {
            run = nil
            return [.ended(steps: progress.finished)]
        }
        progress.pending = FrameID(rawValue: nextNumber())
        run = progress
        return [.effect(.step(parent: frame.id, child: progress.pending, options: next, token: token))]
    }

    /// Ends the run after the step that the engine is busy with; a branch without a single frame is taken back.
    mutating func cancelRun() -> [Outcome] {
        guard let progress = run else {
            return []
        }
        run = nil
        if progress.finished == 0 {
            abandonBranch()
        }
        return [.stopped, .effect(.cancelRun)]
    }

    mutating func failed(_ message: String, token: Int?) -> [Outcome] {
        guard token == nil || token == run?.token else {
            return []
        }
        if let progress = run {
            run = nil
            if progress.finished == 0 {
                abandonBranch()
            }
        }
        return [.failed(message)]
    }

    private mutating func abandonBranch() {
        if let place = history.abandon() {
            position = place
        }
    }

    /// Forgets frames here and in the store.
    mutating func release(_ frames: [FrameID]) -> [Outcome] {
        guard !frames.isEmpty else {
            return []
        }
        blends.remove(framesIn: Set(frames))
        return [.effect(.release(frames.sorted { $0.rawValue < $1.rawValue }))]
    }

    mutating func undo() -> [Outcome] {
        if let progress = run, progress.finished == 0 {
            return cancelRun()
        }
        let cancelled = cancelRun()
        guard let place = history.undo(from: position) else {
            return cancelled + [.notice(.information("There is nothing to undo."))]
        }
        return cancelled + scrub(to: place)
    }

    mutating func redo() -> [Outcome] {
        if run != nil {
            return [.notice(.information("Steps are being computed; press Esc to stop them first."))]
        }
        guard let place = history.redo(from: position) else {
            return [.notice(.information("There is nothing to redo."))]
        }
        return scrub(to: place)
    }

    /// Back to the content; the branch is kept for undo.
    mutating func reset() -> [Outcome] {
        let cancelled = cancelRun()
        guard history.lastStep > 0 else {
            return cancelled + scrub(to: .zero)
        }
        let dropped = history.remember(position: position)
        history.truncate(afterStep: 0)
        position = .zero
        return cancelled + release(dropped)
    }
}

/// Steps that are being computed, one after the other.
struct RunProgress: Equatable, Sendable {
    /// Distinguishes this run's frames from those of a run that was cancelled.
    let token: Int
    /// The frame being computed.
    var pending: FrameID
    /// Options of the frame being computed, then of those to follow.
    var plan: [StepOptions]
    /// Frames that have arrived.
    var finished = 0

    var total: Int { finished + plan.count }
}
