import Screens
import Terminal

/// A pair of pictures, stylized by any moment of a training: one axis is the moment, the other the step.
struct LookbackState: Sendable {
    /// Steps that every moment is shown with.
    static let lastStep = 10
    /// Short sides that can be chosen, pixels.
    static let sides = [256, 384, 512]

    /// What a drag with the mouse moves.
    enum Drag: Equatable, Sendable {
        case steps
        case moments
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
    var moments: [TrainingMoment] { run?.moments ?? [] }

    /// The place of the moment shown among the run's moments.
    var place: Int? {
        guard !moments.isEmpty else { return nil }
        guard let update else { return moments.count - 1 }
        return moments.indices.min { abs(moments[$0].update - update) < abs(moments[$1].update - update) }
    }

    var moment: TrainingMoment? { place.map { moments[$0] } }

    func key(_ moment: TrainingMoment) -> StripKey? {
        guard let content, let style else { return nil }
        return StripKey(weights: moment.path, content: content, style: style, shortSide: shortSide)
    }

    /// The strip of the moment shown.
    var strip: StripShelf.Strip? { moment.flatMap(key).flatMap { strips[$0] } }

    /// The frame to show: the one wanted, else the nearest step of the same moment that is there.
    var shown: (step: Int, bitmap: Bitmap)? {
        guard let frames = strip?.frames else { return nil }
        let nearest = frames.keys.min { abs($0 - step) < abs($1 - step) }
        return nearest.flatMap { step in frames[step].map { (step, $0) } }
    }

    /// The part of the key table in force.
    var context: LookbackKeyContext { help == nil ? .picture : .help }

    /// The moment shown and those around it, nearest first, as many as have room on the shelf together.
    var window: [StripKey] {
        guard let place else { return [] }
        // Larger frames take longer to make.
        let reach = shortSide <= 256 ? 6 : shortSide <= 384 ? 4 : 2
        let around = moments.indices.filter { abs($0 - place) <= reach }.sorted { abs($0 - place) < abs($1 - place) }
        let keys = around.compactMap { key(moments[$0]) }
        // All frames of a pair have one size, known as soon as the first is there.
        guard let frame = keys.lazy.compactMap({ strips[$0]?.frames.values.first }).first else { return keys }
        return Array(keys.prefix(max(1, StripShelf.limit / (frame.rgb.count * (Self.lastStep + 1)))))
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
    let moments: [TrainingMoment]
    /// The folders that the run learns from.
    let contentFolder: String
    let styleFolder: String
}

/// Weights that a run kept of one moment of its training.
struct TrainingMoment: Equatable, Sendable {
    /// Updates made before it.
    let update: Int
    /// The safetensors file.
    let path: String
}
