import Files
import Foundation

/// Writes a run's metrics as TensorBoard tags; docs/metrics.md defines each.
final class MetricsWriter {
    private let writer: EventFileWriter

    /// Into `folder`; `step` where the run resumes.
    init(folder: String, resumedAt step: Int?) throws {
        writer = try EventFileWriter(directory: folder, resumedAtStep: step.map { $0 + 1 })
    }

    /// All scalars of one update.
    func write(_ report: TrainingReport, updatesPerSecond: Double?) throws {
        var scalars: [(String, Float?)] = [
            ("policy/temperature", report.alpha), ("reward/step", report.reward),
            ("reward/episode", report.episodeReward), ("loss/actor", report.actor),
            ("gradient/norm", report.gradientNorm), ("loss/temperature", report.temperature), ("q/mean", report.qMean),
            ("q/target", report.qTarget),
            ("time/updates_per_second", updatesPerSecond.map { Float($0) }),
        ]
        switch report.kind {
        case .identity:
            // Losses of the stable start have another target, so they have tags of their own.
            scalars += [("identity/pixel", report.pixel), ("identity/structure", report.structure)]
            // Zero where the run leaves the loss network out of them.
            if report.style != 0 {
                scalars += [("identity/content", report.content), ("identity/style", report.style)]
            }
        case .joint:
            scalars += [
                ("loss/content", report.content), ("loss/style", report.style),
                ("loss/contrastive", report.contrastive), ("loss/anchor", report.anchor),
                ("loss/structure", report.structure), ("loss/growth", report.growth), ("loss/chroma", report.chroma),
                ("lambda/content", report.weights[0]), ("lambda/style", report.weights[1]),
                ("lambda/contrastive", report.weights[2]),
            ]
            scalars += report.painting.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        case .critics: break
        }
        if report.kind != .critics { scalars.append(("policy/entropy", report.entropy)) }
        for (index, loss) in report.critics.enumerated() { scalars.append(("loss/critic\(index + 1)", loss)) }
        for (tag, value) in scalars {
            if let value { try writer.add(scalar: value, tag: tag, step: report.update) }
        }
    }

    /// Content, style and steps 1, 5, 10 side by side.
    func write(_ images: [FloatImage], update: Int) throws {
        guard !images.isEmpty else { return }
        let row = ContactSheet(rows: [images.map { $0.picture() }], gap: 0).picture()
        try writer.add(
            image: row.encodedJPEG(quality: 90), width: row.width, height: row.height, tag: "sample/sequence",
            step: update)
        try writer.flush()
    }

    func close() { try? writer.close() }
}
