import Screens
import Terminal

/// A pair of pictures, stylized by any checkpoint of a training: one axis is the checkpoint, the other the step.
struct LookbackState: Sendable {
    /// Steps that every checkpoint is shown with.
    static let lastStep = 10
    /// Short sides that can be chosen, pixels.
    static let sides = [256, 384, 512]

    /// What a drag with the mouse moves.
    enum Drag: Equatable, Sendable {
        case steps
        case checkpoints
        case map
    }

    var size = Size(columns: 80, rows: 24)
    var surface = Surface()
    /// The screens that Tab goes through, for the header.
    var screens: [ScreenRoute] = [.lookback]
    var notice: Notice?
    /// The help page; nil where it is closed.
    var help: HelpState?
    var drag: Drag?

    var runs: [LookbackRun] = []
    /// Whether the first search has not ended.
    var isSearching = true
    var selectedRun: LookbackRun.ID?
    /// The update chosen; nil follows the newest.
    var update: Int?
    /// A run that is wanted and not known yet.
    var wish: (folder: String, update: Int?)?
    /// 0 for the content itself.
    var step = lastStep

    var contents: [String] = []
    var styles: [String] = []
    var content: String?
    var style: String?
    var shortSide = sides[0]
    var strips = StripShelf()
    var thumbnails: [String: Bitmap] = [:]
    /// The number of the replay that runs; nil where none does.
    var replay: Int?
    var replays = 0

    /// What was asked of the workers last.
    var asked: [StripKey] = []
    var askedThumbnail: String?
    var askedFolders: [String] = []

    var run: LookbackRun? { runs.first { $0.id == selectedRun } ?? runs.first }
    var checkpoints: [Checkpoint] { run?.checkpoints ?? [] }

    /// The place of the checkpoint shown among the run's checkpoints.
    var place: Int? {
        guard !checkpoints.isEmpty else { return nil }
        guard let update else { return checkpoints.count - 1 }
        return checkpoints.indices.min { abs(checkpoints[$0].update - update) < abs(checkpoints[$1].update - update) }
    }

    var checkpoint: Checkpoint? { place.map { checkpoints[$0] } }

    func key(_ checkpoint: Checkpoint) -> StripKey? {
        guard let content, let style else { return nil }
        return StripKey(weights: checkpoint.path, content: content, style: style, shortSide: shortSide)
    }

    /// The strip of the checkpoint shown.
    var strip: StripShelf.Strip? { checkpoint.flatMap(key).flatMap { strips[$0] } }

    /// The frame to show: the one wanted, else the nearest step of the same checkpoint that is there.
    var shown: (step: Int, bitmap: Bitmap)? {
        guard let frames = strip?.frames else { return nil }
        let nearest = frames.keys.min { abs($0 - step) < abs($1 - step) }
        return nearest.flatMap { step in frames[step].map { (step, $0) } }
    }

    /// The part of the key table in force.
    var context: LookbackKeyContext { help == nil ? .picture : .help }

    /// The checkpoint shown and those around it, nearest first, as many as have room on the shelf together.
    var window: [StripKey] {
        guard let place else { return [] }
        // Larger frames take longer to make.
        let reach = shortSide <= 256 ? 6 : shortSide <= 384 ? 4 : 2
        let around = checkpoints.indices.filter { abs($0 - place) <= reach }.sorted {
            abs($0 - place) < abs($1 - place)
        }
        let keys = around.compactMap { key(checkpoints[$0]) }
        // All frames of a pair have one size, known as soon as the first is there.
        guard let frame = keys.lazy.compactMap({ strips[$0]?.frames.values.first }).first else { return keys }
        return Array(keys.prefix(max(1, StripShelf.limit / (3 * frame.width * frame.height * (Self.lastStep + 1)))))
    }

    /// What is missing of the window.
    var wanted: [StripKey] { window.filter { !strips.isComplete($0) } }
}

/// A run whose weights were kept.
struct LookbackRun: Equatable, Sendable, Identifiable {
    /// The run folder, resolved.
    let id: String
    let name: String
    /// Oldest first, never empty.
    let checkpoints: [Checkpoint]
    /// The folders that the run learns from.
    let contentFolder: String
    let styleFolder: String
}

/// Weights that a run kept of one checkpoint of its training.
struct Checkpoint: Equatable, Sendable {
    /// Updates made before it.
    let update: Int
    /// The safetensors file.
    let path: String
}
