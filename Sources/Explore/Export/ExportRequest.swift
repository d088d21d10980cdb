import Files
import Screens

/// Everything that writing an export needs, without the pixels.
struct ExportRequest: Equatable, Sendable {
    /// One file: a frame, or the blend of two neighbours.
    struct Item: Equatable, Sendable {
        let lower: FrameID
        /// Non-nil for a fractional step.
        let upper: FrameID?
        /// Share of the upper frame, 0…1.
        let fraction: Double
        /// File name without extension.
        let stem: String
        /// Goes into PNG files; nil leaves it out.
        let recipe: Recipe?
    }

    let items: [Item]
    /// Names of the files without extension: one for each item, or one for all.
    var stems: [String] { format.isOneFile ? [items.last?.stem ?? "sequence"] : items.map(\.stem) }

    /// Of an animation: the blends between two steps, the second step included.
    var picturesPerStep = 1
    /// May begin with "~/"; created where it is missing.
    let folder: String
    let format: ExportForm.Format
    let replacesExisting: Bool
    /// The frame store's ticket of the content: gives back its alpha.
    let contentTicket: Int
    let ticket: Int
}

/// How an export ended.
enum ExportOutcome: Equatable, Sendable {
    /// Absolute paths in the order of the items.
    case written([String])
    /// Files of these names are there and replacing was not asked for; nothing was written.
    case exists([String])
    case failed(String)
}

/// Names of exported files and the sentence that reports them.
enum ExportName {
    /// "07" for step 7, "07.4" for a fractional one.
    static func step(_ position: StepPosition) -> String {
        let whole = position.lowerStep < 10 ? "0\(position.lowerStep)" : "\(position.lowerStep)"
        return position.isWhole ? whole : "\(whole).\(position.fractionTenths)"
    }

    /// What was written, for the notice line.
    static func report(_ paths: [String]) -> String {
        guard let first = paths.first, paths.count > 1 else {
            return "Written: \(paths.first ?? "")"
        }
        return "\(paths.count) frames written to \(PathText.parent(of: first))"
    }
}
