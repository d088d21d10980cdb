import Screens
import Terminal

/// The pictures of the selected run.
struct ImagePanelView {
    let state: WatchState

    private var theme: Theme { state.surface.theme }

    func draw(in frame: inout Frame, rect: Rect) {
        guard rect.columns > 8, rect.rows > 3, let series = state.imageSeries, let index = state.imageIndex,
            let image = state.shownImage
        else { return }
        let inner = rect.inset(columns: 1, rows: 0)
        let (title, belowTitle) = inner.split(top: 1)
        let (picture, foot) = belowTitle.split(bottom: 1)
        frame.horizontalLine(at: title.origin, columns: title.columns, style: theme.line)
        let place = "\(index + 1)/\(series.images.count)" + (state.imageChoice == .newest ? " newest" : "")
        frame.put(" \(place) ", in: title, style: theme.quiet, alignment: .trailing)
        let room = title.split(left: max(4, title.columns - place.count - 3)).left
        frame.put(
            " " + CharacterWidth.truncated(series.tag, columns: room.columns - 2) + " ", in: room, style: theme.accent)
        switch state.images[image] {
        case .ready(let bitmap):
            if state.surface.showsImages {
                frame.place(bitmap, in: picture)
            } else {
                frame.put("no pictures on this terminal", in: picture, style: theme.quiet, alignment: .center)
            }
        case .failed(let problem):
            frame.putWrapped(problem, in: picture, style: theme.warning)
        case .waiting, nil:
            frame.put("loading…", in: picture, style: theme.quiet, alignment: .center)
        }
        let name = state.runs.count > 1 ? "  \(state.selectedRun?.name ?? "")" : ""
        frame.put(
            "step \(NumberText.count(Int(image.step)))  \(TimeText.dateAndTime(image.wallTime))\(name)", in: foot,
            style: theme.quiet)
    }
}
