import Screens
import Terminal

/// The session: header, large frame, sources, read-out, filmstrip and slider.
struct SessionView {
    let state: ExplorerState
    let layout: ExplorerLayout

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame) {
        if !layout.header.isEmpty { drawHeader(in: &frame) }
        drawPicture(in: &frame)
        if let loupe = state.view.loupe, let bitmap = state.displayedBitmap, state.surface.showsImages {
            LoupeView(state: state, loupe: loupe, bitmap: bitmap, area: layout.loupe).draw(in: &frame)
        } else {
            drawSource(.content, panel: layout.contentPanel, in: &frame)
            drawSource(.style, panel: layout.stylePanel, in: &frame)
        }
        ReadoutView(state: state, layout: layout).draw(in: &frame)
        StripView(state: state, layout: layout).draw(in: &frame)
    }

    func drawHeader(in frame: inout Frame) {
        let row = layout.header
        var column = 1
        column += frame.put("ministyler", at: Position(column: column, row: row.row), style: theme.accent) + 2
        let right = ScreenTabs(screens: state.screens, front: .explore).draw(in: &frame, row: row, theme: theme)
        // Beside a portrait the names stand under the pictures.
        guard layout.arrangement == .below else { return }
        let names = Rect(column: column, row: row.row, columns: max(right - column, 0), rows: 1)
        frame.put(sourceNames(columns: names.columns), in: names, style: theme.quiet)
    }

    /// "content × style", each shortened alike where both do not fit.
    private func sourceNames(columns: Int) -> String {
        let names = SourceRole.allCases.compactMap { state.pair[$0].picture?.name }
        guard names.count == 2, names.map(CharacterWidth.columns).reduce(3, +) > columns else {
            return names.joined(separator: " × ")
        }
        return names.map { CharacterWidth.truncated($0, columns: (columns - 3) / 2) }.joined(separator: " × ")
    }

    private func drawPicture(in frame: inout Frame) {
        guard let bitmap = state.shownBitmap else {
            drawWelcome(in: &frame)
            return
        }
        guard state.surface.showsImages else {
            frame.put(
                "Pictures are off (--graphics none).", in: middleRow(of: layout.picture), style: theme.quiet,
                alignment: .center)
            return
        }
        switch state.view.contrast {
        case .twoUp:
            for (bitmap, area) in zip([state.comparedBitmap ?? bitmap, bitmap], halves(for: bitmap)) where !area.isEmpty
            {
                let fit = PictureGeometry(
                    bitmap, area: area, surface: state.surface, viewport: state.view.viewport
                ).fit
                frame.place(
                    bitmap, in: area, fit: fit, quality: Self.quality(state), palette: state.sequence.palette.bitmap)
            }
        case .flip, .difference, .changes, nil: place(state.displayedBitmap ?? bitmap, in: &frame)
        }
    }

    /// The place of the picture in two, side by side or one above the other, whichever shows more.
    private func halves(for bitmap: Bitmap) -> [Rect] {
        let beside = layout.picture.columns(count: 2, gap: 1)
        let above = layout.picture.rows(count: 2)
        let covered = { (areas: [Rect]) -> Int in
            guard !areas.contains(where: \.isEmpty) else { return -1 }
            let cells = PictureGeometry(bitmap, area: areas[0], surface: state.surface, viewport: .whole).cells
            return cells.columns * cells.rows
        }
        return covered(beside) >= covered(above) ? beside : above
    }

    /// How a bitmap stands in the place of the large frame; the same for every frame of the sequence.
    static func placement(_ bitmap: Bitmap, state: ExplorerState, layout: ExplorerLayout) -> ImagePlacement {
        guard !state.view.viewport.isWhole else {
            return ImagePlacement(
                bitmap: bitmap, rect: layout.picture, quality: quality(state), palette: palette(state))
        }
        let geometry = PictureGeometry(
            bitmap, area: layout.picture, surface: state.surface, viewport: state.view.viewport)
        return ImagePlacement(
            bitmap: bitmap, rect: layout.picture, fit: geometry.fit, quality: quality(state),
            palette: palette(state))
    }

    /// Colours of the whole sequence, where pictures are of the sequence.
    static func palette(_ state: ExplorerState) -> Bitmap? {
        state.view.contrast == .difference || state.view.contrast == .changes
            || state.view.marked != nil && state.view.comparedLabels != nil
            ? nil : state.sequence.palette.bitmap
    }

    /// Quick while the mouse drags what has to be encoded anew at every move, careful once it rests.
    private static func quality(_ state: ExplorerState) -> ImageQuality {
        switch state.view.drag {
        case .divider, .frame: .draft
        case .slider, .loupe, nil: .steady
        }
    }

    private func place(_ bitmap: Bitmap, in frame: inout Frame) {
        let placement = Self.placement(bitmap, state: state, layout: layout)
        frame.place(
            placement.bitmap, in: placement.rect, fit: placement.fit, quality: placement.quality,
            palette: placement.palette)
    }

    private func drawWelcome(in frame: inout Frame) {
        let lines: [(text: String, style: TextStyle)]
        if case .loading(let path, _, _) = state.pair.content {
            lines = [("Reading \(PathText.lastComponent(path))…", theme.quiet)]
        } else if case .failed(_, let message) = state.pair.content, state.notice == nil {
            lines = Frame.wrapped(message, columns: layout.picture.columns - 4).map { ($0, theme.failure) }
        } else {
            lines = [
                ("Choose a picture to begin", TextStyle(bold: true)), ("", theme.quiet),
                ("c  content: what to paint", theme.quiet), ("s  style: how to paint it", theme.quiet),
                ("o  sessions: go on where you were", theme.quiet),
                ("A  gallery: looks made already", theme.quiet),
            ]
        }
        let area = layout.picture.centered(
            Size(columns: layout.picture.columns - 2, rows: min(lines.count, layout.picture.rows)))
        for (offset, line) in lines.prefix(area.rows).enumerated() {
            frame.put(
                line.text, in: Rect(column: area.column, row: area.row + offset, columns: area.columns, rows: 1),
                style: line.style, alignment: .center)
        }
    }

    private func middleRow(of rect: Rect) -> Rect {
        Rect(column: rect.column, row: rect.row + rect.rows / 2, columns: rect.columns, rows: 1)
    }

    func drawSource(_ role: SourceRole, panel: Rect, in frame: inout Frame) {
        guard !panel.isEmpty else { return }
        let slot = state.pair[role]
        let thumbnail = layout.thumbnail(in: panel)
        frame.put(
            slot.picture?.name ?? (role == .content ? "content" : "style"), in: panel.split(bottom: 1).bottom,
            style: theme.quiet, alignment: .center)
        if let picture = slot.picture, state.surface.showsImages {
            frame.place(picture.thumbnail, in: thumbnail)
            return
        }
        let (text, style): (String, TextStyle) =
            switch slot {
            case .loading: ("reading…", theme.quiet)
            case .failed(let path, _): ("not opened: \(PathText.lastComponent(path))", theme.failure)
            case .ready(let picture): (picture.name, theme.quiet)
            case .empty: ("press \(role == .content ? "c" : "s")", theme.quiet)
            }
        frame.put(text, in: middleRow(of: thumbnail), style: style, alignment: .center)
    }
}
