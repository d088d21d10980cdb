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
        for (tag, value) in report.scalars(updatesPerSecond: updatesPerSecond) {
            try writer.add(scalar: value, tag: tag, step: report.update)
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
