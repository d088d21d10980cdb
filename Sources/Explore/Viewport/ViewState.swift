import Screens
import Terminal

/// How the frame is looked at: zoom, pan, the divider between before and after, and what the mouse holds. Knows no steps.
struct ViewState: Equatable, Sendable {
    var viewport: Viewport = .whole
    /// What stands beside the picture.
    var panels = ExplorerLayout.Panels.all
    /// Where the before-after divider stands, as a fraction of the frame's width; nil when the split is off.
    var split: Double?
    /// Another way of comparing A with B, which is the frame shown.
    var contrast: Contrast?
    /// A where one was marked; else it is the content.
    var marked: MarkedFrame?
    /// The picture of the split or the difference.
    var comparison = Comparison()
    /// A part of the picture magnified beside it.
    var loupe: Loupe?
    var drag: DragTarget?

    /// Carries out a command of the view; others change nothing.
    mutating func reduce(_ command: ExplorerCommand) {
        switch command {
        case .toggleSplit:
            split = split == nil ? 0.5 : nil
            contrast = nil
        case .toggleDifference: toggle(.difference)
        case .toggleTwoUp: toggle(.twoUp)
        case .toggleFlip: toggle(.flip)
        case .toggleChanges: toggle(.changes)
        case .moveDividerLeft: moveDivider(by: -0.05)
        case .moveDividerRight: moveDivider(by: 0.05)
        case .togglePanels: panels = panels == .all ? .slider : .all
        case .toggleFullPicture: panels = panels == .none ? .all : .none
        case .zoomIn: viewport.zoom(by: 1)
        case .zoomOut: viewport.zoom(by: -1)
        case .resetView: viewport = .whole
        case .startPanning: if viewport.isWhole { viewport.zoom(by: 3) }
        case .panLeft: pan(x: -1, y: 0)
        case .panRight: pan(x: 1, y: 0)
        case .panUp: pan(x: 0, y: -1)
        case .panDown: pan(x: 0, y: 1)
        default: break
        }
    }

    private mutating func toggle(_ kind: Contrast) {
        contrast = contrast == kind ? nil : kind
        split = nil
    }

    /// The name of A while it is compared with what is shown; nil where nothing is.
    var comparedLabels: String? {
        split == nil && (contrast == nil || contrast == .changes) ? nil : marked?.label ?? "content"
    }

    private mutating func moveDivider(by fraction: Double) {
        split = min(max((split ?? 0.5) + fraction, 0), 1)
    }

    /// Moves the view by an eighth of what is visible.
    private mutating func pan(x: Double, y: Double) {
        let part = 0.125 / viewport.magnification
        viewport.pan(x: x * part, y: y * part)
    }

    // MARK: Mouse

    /// The button went down on the picture, which stands as `geometry` says.
    mutating func press(at place: Position, _ geometry: PictureGeometry?) {
        let divider = split.flatMap { geometry?.dividerColumn(at: $0) }
        if let divider, abs(divider - place.column) <= 1 {
            drag = .divider
        } else if loupe != nil {
            drag = .loupe
            move(to: place, geometry)
        } else if !viewport.isWhole {
            drag = .frame(place)
        } else if split != nil {
            drag = .divider
            move(to: place, geometry)
        }
    }

    /// The pointer moved with the button down.
    mutating func move(to place: Position, _ geometry: PictureGeometry?) {
        switch drag {
        case nil, .slider:
            return
        case .divider:
            guard let geometry else { return }
            let fraction = Double(place.column - geometry.cells.column) / Double(geometry.cells.columns)
            split = min(max(fraction, 0), 1)
        case .loupe:
            if let there = geometry?.place(at: place) { loupe?.move(to: there) }
        case .frame(let last):
            if let geometry {
                let perColumn = Double(geometry.source.width) / Double(geometry.cells.columns)
                let perRow = Double(geometry.source.height) / Double(geometry.cells.rows)
                viewport.pan(
                    x: Double(last.column - place.column) * perColumn / Double(geometry.width),
                    y: Double(last.row - place.row) * perRow / Double(geometry.height))
            }
            drag = .frame(place)
        }
    }

    // MARK: Before and after

    /// Asks for a new comparison where what it shows has changed.
    ///
    /// - Parameters:
    ///   - before: left of the divider.
    ///   - after: right of it; nothing is compared where the two differ in size.
    ///   - area: where the picture stands; nil where there is no room for one.
    mutating func compare(_ before: Bitmap?, _ after: Bitmap?, in area: Rect?, on surface: Surface) -> [Effect] {
        guard let request = request(before, after, in: area, on: surface) else {
            comparison = Comparison()
            return []
        }
        guard request != comparison.wanted else { return [] }
        comparison.wanted = request
        return [.compose(request)]
    }

    /// A comparison is there.
    mutating func composed(_ request: Comparison.Request, _ bitmap: Bitmap) {
        if comparison.wanted == request { comparison.bitmap = bitmap }
    }

    private func request(
        _ before: Bitmap?, _ after: Bitmap?, in area: Rect?, on surface: Surface
    ) -> Comparison.Request? {
        guard let area, let before, let after, before.width == after.width, before.height == after.height
        else { return nil }
        guard let split else {
            return switch contrast {
            case .difference: Comparison.Request(before: before, after: after, kind: .difference)
            case .changes: Comparison.Request(before: before, after: after, kind: .changes)
            case .twoUp, .flip, nil: nil
            }
        }
        let geometry = PictureGeometry(after, area: area, surface: surface, viewport: viewport)
        // A quarter of a cell where there are pixels, a whole one where cells are all there is.
        let perCell = Double(geometry.source.width) / Double(max(geometry.cells.columns, 1))
        let column = geometry.source.x + Int((split * Double(geometry.source.width)).rounded())
        let lineWidth = max(Int((surface.showsPixels ? perCell / 3 : perCell).rounded()), 1)
        return Comparison.Request(before: before, after: after, kind: .divider(column: column, lineWidth: lineWidth))
    }
}

/// The content beside the frame that is shown, as one picture: while the divider moves the old one stays on the screen
/// until the new one is encoded.
struct Comparison: Equatable, Sendable {
    /// What one picture is composed of.
    struct Request: Equatable, Sendable {
        enum Kind: Equatable, Sendable {
            /// The first left of a line, the second right of it: its middle and its width, pixels.
            case divider(column: Int, lineWidth: Int)
            /// How much the two differ, channel by channel.
            case difference
            /// The second in grey, and over it in colours how much it differs from the first.
            case changes
        }

        let before: Bitmap
        /// Of the same size.
        let after: Bitmap
        let kind: Kind
    }

    /// The newest request; older ones that are answered late are left out.
    var wanted: Request?
    /// The last answer.
    var bitmap: Bitmap?
}

/// Ways of comparing besides the divider.
enum Contrast: Equatable, Sendable {
    /// How much B differs from A.
    case difference
    /// A and B beside each other.
    case twoUp
    /// A in the place of B.
    case flip
    /// What the step that is shown changed.
    case changes
}

/// A frame kept to compare others with: of this branch or another one, of this pair or another one.
struct MarkedFrame: Equatable, Sendable {
    let bitmap: Bitmap
    let label: String
}

/// What the mouse holds while its button is down.
enum DragTarget: Equatable, Sendable {
    case slider
    case divider
    case loupe
    /// The zoomed frame, last seen at this cell.
    case frame(Position)
}
