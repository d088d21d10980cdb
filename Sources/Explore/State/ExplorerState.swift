import Screens
import Terminal

/// Everything that the explorer's screen shows, as one value, in parts that do not know each other. `reduce` changes it;
/// `ExplorerView` draws it.
struct ExplorerState: Equatable, Sendable {
    /// Content, style and weights.
    var pair: PairState
    /// Frames, branches and the place among them.
    var sequence = SequenceState()
    /// Zoom, pan and split.
    var view = ViewState()
    /// What is open above the session; the last one gets the keys.
    var overlays: [Mode] = []
    var notice: Notice?

    var surface = Surface()
    /// The size that mouse positions refer to.
    var size = Size(columns: 80, rows: 24)
    /// The screens that Tab goes through.
    var screens: [ScreenRoute] = [.explore]

    /// Where the program was started: absolute.
    let workingFolder: String
    let homeFolder: String
    /// The last folder that pictures of a role were chosen from, where one was.
    var pickerFolders: [SourceRole: String] = [:]
    /// Where the last picture of a role was chosen from, where one was.
    var pickerPlaces: [SourceRole: PickerPlace] = [:]
    /// Whether the picker shows small pictures instead of a list.
    var pickerIsGrid = false
    /// Whether small pictures of it are on their way.
    var awaitsThumbnails = false
    /// The last folder that was exported to.
    var exportFolder: String
    /// What was written last: a file, or the folder of several.
    var lastExport: String?
    /// The look that is being made at full size.
    var rendering: RenderProgress?
    /// Names the tick that the sequence's next frame waits for, while it plays.
    var playback: Int?
    /// What keys do.
    var keys = ExplorerKeys.table
    /// Whether recipes in exports tell the folders of the pictures.
    var recipesHavePaths = false
    /// What exports are written as unless the form says otherwise.
    var exportFormat = ExportForm.Format.png
    private var lastExportTicket = 0

    init(workingFolder: String, homeFolder: String) {
        self.workingFolder = workingFolder
        self.homeFolder = homeFolder
        pair = PairState(workingFolder: workingFolder)
        exportFolder = PathText.joining(homeFolder, "Pictures/MiniStyler")
    }

    /// What gets the keys.
    var mode: Mode { overlays.last ?? .explore }

    /// The picture to show large.
    var shownBitmap: Bitmap? { sequence.shownBitmap ?? pair.content.picture?.bitmap }

    /// A, which B, the picture shown, is compared with: where changes are shown, the frame that it was stepped from.
    var comparedBitmap: Bitmap? {
        if view.contrast == .changes { return sequence.frameBefore?.bitmap }
        return view.marked?.bitmap ?? sequence.history.frame(at: 0)?.bitmap
    }

    /// What stands in the place of the picture: the frame, A, or the two in one.
    var displayedBitmap: Bitmap? {
        switch view.contrast {
        case .flip: comparedBitmap ?? shownBitmap
        case .difference, .changes: view.comparison.bitmap ?? shownBitmap
        case .twoUp: shownBitmap
        case nil: view.split == nil ? shownBitmap : view.comparison.bitmap ?? shownBitmap
        }
    }

    /// Where the picture stands; nil in a window that is too small.
    var pictureArea: Rect? { ExplorerLayout.fits(size) ? layout.picture : nil }

    /// Where everything stands; of windows that are not too small.
    var layout: ExplorerLayout {
        // The content's shape, which the frames have too; where nothing is open, what photographs have.
        let shape = shownBitmap.map { PixelSize(width: $0.width, height: $0.height) }
        return ExplorerLayout(
            size: size, shape: shape ?? PixelSize(width: 3, height: 2), cell: surface.cell, panels: view.panels)
    }

    /// How the picture that is shown stands on the screen.
    var geometry: PictureGeometry? {
        guard let pictureArea, let shownBitmap else { return nil }
        return PictureGeometry(shownBitmap, area: pictureArea, surface: surface, viewport: view.viewport)
    }

    var isBusy: Bool {
        sequence.run != nil || rendering != nil || practice.map { $0.phase == .learning } ?? false
            || overlays.contains { if case .export(let form) = $0 { form.isBusy } else { false } }
    }

    /// A number that no export had before.
    mutating func nextExportTicket() -> Int {
        lastExportTicket += 1
        return lastExportTicket
    }
}
