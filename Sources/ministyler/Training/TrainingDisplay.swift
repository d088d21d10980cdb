import Engine
import Foundation

/// A training run on standard error: a line redrawn in place on a terminal, a line now and then elsewhere.
final class TrainingDisplay {
    private let isTerminal = StandardError.isTerminal
    private var lastLine = ContinuousClock.now - .seconds(3600)

    func show(_ event: TrainingRunEvent) {
        switch event {
        case .message(let text): line(text)
        case .paused(let isPaused): line(isPaused ? "paused; SIGUSR2 or the dashboard goes on" : "going on")
        case .checkpoint(let update): if !isTerminal { line("checkpoint at update \(update)") }
        case .progress(let progress): show(progress)
        }
    }

    /// The last line: what there is now and how to go on.
    func show(_ end: TrainingEnd, folder: String) {
        switch end {
        case .finished(let updates, let weights):
            line("finished after \(updates) updates: the agent is \(weights)")
        case .stopped(let update):
            line("stopped at update \(update); go on with: ministyler train --run \(Self.shellWord(folder)) --resume")
        }
    }

    /// A word that a shell takes as it is, in quotes where it has to be.
    static func shellWord(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "/._-+,=:@".contains($0) }
        return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private func line(_ text: String) {
        StandardError.write(text + "\n", erasing: isTerminal)
    }

    private func show(_ progress: TrainingProgress) {
        let now = ContinuousClock.now
        guard now - lastLine > (isTerminal ? .milliseconds(200) : .seconds(30)) else { return }
        lastLine = now
        let text = Self.text(progress)
        if isTerminal {
            StandardError.write(String(text.prefix(max(0, StandardError.columns - 1))), erasing: true)
        } else {
            StandardError.write(text + "\n")
        }
    }

    /// `update 120/2000  1.42/s  12 min 05 s left  λ 1.0 0.8 1.2  reward −0.52  Q −3.1`
    static func text(_ progress: TrainingProgress) -> String {
        let report = progress.report
        var parts = ["update \(report.update)" + (progress.target.map { "/\($0)" } ?? "")]
        if let rate = progress.updatesPerSecond { parts.append(String(format: "%.2f/s", rate)) }
        if let left = progress.secondsLeft { parts.append(ProgressBar.duration(left) + " left") }
        switch report.kind {
        case .joint: parts.append(String(format: "content %.3f style %.3f", report.content, report.style))
        case .identity: parts.append(String(format: "identity: pixel %.4f", report.pixel ?? 0))
        case .critics:
            parts.append("critics: " + report.critics.map { String(format: "%.3f", $0) }.joined(separator: " "))
        }
        parts.append("λ " + report.weights.map { String(format: "%.2f", $0) }.joined(separator: " "))
        parts.append(String(format: "reward %.3f", report.reward))
        if let q = report.qMean { parts.append(String(format: "Q %.2f", q)) }
        return parts.joined(separator: "  ")
    }
}
