import Engine
import Foundation
import Watch

/// Results of benchmarks for people.
enum BenchmarkText {
    /// The necessary operations of a step, layer by layer.
    static func layers(of result: StepBenchmark) -> String {
        let rows = result.layers.map { layer in
            [
                layer.part, layer.layer, "k\(layer.kernel)" + (layer.groups > 1 ? " g\(layer.groups)" : ""),
                "\(layer.inputs) → \(layer.outputs)", "\(layer.width)×\(layer.height)", mega(layer.operations),
            ]
        }
        let total = ["one step", "", "", "", "\(result.width)×\(result.height)", mega(result.operations)]
        return Table.lines(
            [["part", "layer", "kernel", "channels", "extent", "MFLOP"]] + rows + [total], rightAligned: [4, 5]
        ).joined(separator: "\n")
    }

    /// Time, share of peak and memory of a step.
    static func summary(of result: StepBenchmark) -> String {
        let agreement =
            abs(result.countedOperations - result.operations) <= 1e-6 * result.operations
            ? "" : String(format: " (the engine counted %.4f GFLOP)", result.countedOperations / 1e9)
        return "\(result.width)×\(result.height) in \(result.precision.rawValue): "
            + String(
                format:
                    "%.1f ms a step (median %.1f of %d), %.2f GFLOP%@, %.1f GFLOP/s, %.0f %% of the peak of direct sums, %.1f (%.0f %% by processor time); ",
                result.bestMilliseconds, result.medianMilliseconds, result.steps, result.operations / 1e9, agreement,
                result.operationsPerSecond / 1e9, 100 * result.share, result.peakOperationsPerSecond / 1e9,
                100 * result.processorShare)
            + String(format: "style side %.1f ms; ", result.styleMilliseconds)
            + memory(tensors: result.peakTensorBytes, resident: result.peakResidentBytes)
    }

    /// Reading and keys of the dashboard.
    static func watch(_ result: WatchBenchmark) -> String {
        let reading = String(
            format: "%d scalars under %d tags, %.1f MB: read in %.3f s (median %.3f), %.1f bytes a point "
                + "(resident memory grew by %.1f MB)",
            result.points, result.tags, Double(result.fileBytes) / 1e6, result.bestLoadSeconds,
            result.medianLoadSeconds, result.bytesPerPoint, Double(result.residentGrowth) / 1e6)
        let rows = result.keys.map { [$0.action, String(format: "%.2f", $0.median), String(format: "%.2f", $0.worst)] }
        let table = Table.lines([["key press to drawn frame, ms", "median", "worst"]] + rows, rightAligned: [1, 2])
        let screen = "\(result.charts) charts at \(result.columns)×\(result.rows):"
        return ([reading, "", screen] + table).joined(separator: "\n")
    }

    /// The necessary operations of an update, row by row.
    static func cost(of result: TrainingBenchmark) -> String {
        let rows = result.cost.rows.map { row in
            [
                row.part.rawValue, row.work, String(format: "%.1f", row.images), giga(row.forward),
                giga(row.dataGradient), giga(row.weightGradient), giga(row.operations),
            ]
        }
        let total = ["one update", "", "", "", "", "", giga(result.operations)]
        return Table.lines(
            [["part", "work", "images", "forward", "to maps", "to weights", "GFLOP"]] + rows + [total],
            rightAligned: [2, 3, 4, 5, 6]
        ).joined(separator: "\n")
    }

    /// Time by part, share of peak and memory of an update.
    static func summary(of result: TrainingBenchmark) -> String {
        let parts = result.parts.map { [$0.part.rawValue, String(format: "%.1f ms", $0.milliseconds)] }
        let heading =
            "batch \(result.batch) at \(result.crop)×\(result.crop) in \(result.precision.rawValue): "
            + String(
                format:
                    "%.3f s an update (mean %.3f of %d), %.1f GFLOP (run: %.1f), %.1f GFLOP/s, %.0f %% of the peak of direct sums, %.1f (%.0f %% by processor time); ",
                result.bestSeconds, result.meanSeconds, result.updates, result.operations / 1e9,
                result.countedOperations / 1e9, result.operationsPerSecond / 1e9, 100 * result.share,
                result.peakOperationsPerSecond / 1e9, 100 * result.processorShare)
            + memory(tensors: result.peakTensorBytes, resident: result.peakResidentBytes)
        return ([heading] + Table.lines(parts, rightAligned: [1])).joined(separator: "\n")
    }

    /// The convolutions whose best is called the peak.
    static func peak(of peak: ConvolutionPeak) -> String {
        let rows = peak.measurements.map {
            [
                "convolution k3 \(peak.precision.rawValue)", "\($0.channels) → \($0.channels)", "\($0.side)×\($0.side)",
                String(format: "%.1f GFLOP/s", $0.operationsPerSecond / 1e9),
            ]
        }
        return Table.lines(rows, rightAligned: [2, 3]).joined(separator: "\n")
    }

    private static func memory(tensors: Int, resident: Int?) -> String {
        "peak memory \(mebibytes(tensors)) of tensors" + (resident.map { ", \(mebibytes($0)) resident" } ?? "")
    }

    private static func mebibytes(_ bytes: Int) -> String { String(format: "%.0f MiB", Double(bytes) / 1_048_576) }
    private static func mega(_ operations: Double) -> String { String(format: "%.1f", operations / 1e6) }
    private static func giga(_ operations: Double) -> String { String(format: "%.2f", operations / 1e9) }
}
