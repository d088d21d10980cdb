import Screens
import Terminal

extension LookbackState {
    /// Carries out a command.
    mutating func perform(_ command: LookbackCommand) -> [LookbackEffect] {
        switch command {
        case .quit: return [.quit]
        case .nextScreen:
            replay = nil
            return [.nextScreen]
        case .help: help = HelpState()
        case .close: close()
        case .up, .down, .pageUp, .pageDown: scrollHelp(command)
        case .previousStep: step = max(0, step - 1)
        case .nextStep: step = min(Self.lastStep, step + 1)
        case .firstStep: step = 0
        case .lastStep: step = Self.lastStep
        case .jump(let number): step = number
        case .earlierCheckpoint: moveCheckpoint(by: -1)
        case .laterCheckpoint: moveCheckpoint(by: 1)
        case .muchEarlierCheckpoint: moveCheckpoint(by: -5)
        case .muchLaterCheckpoint: moveCheckpoint(by: 5)
        case .firstCheckpoint: choose(0)
        case .newestCheckpoint: update = nil
        case .toggleReplay: return toggleReplay()
        case .nextRun, .previousRun: chooseRun(by: command == .nextRun ? 1 : -1)
        case .nextContent: content = next(of: content, in: contents, by: 1)
        case .previousContent: content = next(of: content, in: contents, by: -1)
        case .nextStyle: style = next(of: style, in: styles, by: 1)
        case .previousStyle: style = next(of: style, in: styles, by: -1)
        case .cycleSide:
            let place = Self.sides.firstIndex(of: shortSide) ?? 0
            shortSide = Self.sides[(place + 1) % Self.sides.count]
        case .export: return export()
        }
        return []
    }

    private mutating func close() {
        if help != nil { help = nil } else { replay = nil }
    }

    private mutating func scrollHelp(_ command: LookbackCommand) {
        let page = max(1, size.rows - 6)
        let offset =
            switch command {
            case .up: -1
            case .down: 1
            case .pageUp: -page
            default: page
            }
        help?.scroll(by: offset, in: HelpLayout(size: size).sheet(LookbackKeys.help.lines()))
    }

    private mutating func moveCheckpoint(by offset: Int) {
        guard let place else {
            notice = .information("There are no kept weights to go through yet.")
            return
        }
        choose(place + offset)
    }

    private mutating func chooseRun(by offset: Int) {
        guard let run, let place = runs.firstIndex(of: run) else { return }
        selectedRun = runs[(place + offset + runs.count) % runs.count].id
        wish = nil
        update = nil
        replay = nil
    }

    private func next(of path: String?, in paths: [String], by offset: Int) -> String? {
        guard let path, let place = paths.firstIndex(of: path) else { return paths.first }
        return paths[(place + offset + paths.count) % paths.count]
    }

    private mutating func export() -> [LookbackEffect] {
        guard let shown, shown.step == step, let checkpoint, let content, let style else {
            notice = .information(
                checkpoints.isEmpty ? "There is nothing to export yet." : "This frame is still being made.")
            return []
        }
        let names = [content, style].map { PathText.stem(PathText.lastComponent($0)) }.joined(separator: "-")
        return [.export(shown.bitmap, name: "\(names)-update-\(checkpoint.update)-step-\(step)")]
    }

    // MARK: Replay

    /// From the first checkpoint to the newest at the same step; from the present one where that is not the newest.
    private mutating func toggleReplay() -> [LookbackEffect] {
        if replay != nil {
            replay = nil
            return []
        }
        guard checkpoints.count > 1, let place else {
            notice = .information("A replay needs the weights of two checkpoints at least.")
            return []
        }
        if place == checkpoints.count - 1 { choose(0) }
        replays += 1
        replay = replays
        return [.tick(replays)]
    }

    /// On to the next checkpoint, as soon as the present one's frame has been seen.
    mutating func replay(_ number: Int) -> [LookbackEffect] {
        guard replay == number, let place else { return [] }
        if shown?.step == step || strip?.problem != nil {
            if place == checkpoints.count - 1 {
                replay = nil
                return []
            }
            choose(place + 1)
        }
        return [.tick(number)]
    }
}
