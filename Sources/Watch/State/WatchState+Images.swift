import Files
import Screens
import Terminal

/// The pictures of the selected run.
extension WatchState {
    /// The series that is shown: the chosen tag's, or the run's first; nil where the run has no pictures.
    var imageSeries: ImageSeries? {
        guard let run = selectedRun else { return nil }
        return run.data.images.first { $0.tag == imageTag } ?? run.data.images.first { !$0.images.isEmpty }
    }

    /// The place of the picture that is shown.
    var imageIndex: Int? {
        guard let series = imageSeries, !series.images.isEmpty else { return nil }
        switch imageChoice {
        case .newest: return series.images.count - 1
        case .index(let index): return min(max(0, index), series.images.count - 1)
        }
    }

    var shownImage: LoggedImage? {
        guard let index = imageIndex else { return nil }
        return imageSeries?.images[index]
    }

    /// Goes to another picture and takes the value cursor along.
    mutating func stepImage(by count: Int) {
        guard let series = imageSeries, let index = imageIndex else {
            notice = .information("This run has no pictures.")
            return
        }
        // Any index is at least 0, so adding even the least count does not overflow.
        let target = min(max(0, index + count), series.images.count - 1)
        imageChoice = .index(target)
        cursor = x(of: series.images[target])
    }

    /// Shows the picture nearest to the value cursor.
    mutating func imageFollowsCursor() {
        guard let cursor, let series = imageSeries else { return }
        // Of pictures at one step the last one counts: a resumed run has made it anew.
        let nearest = series.images.indices.reversed().min {
            abs(x(of: series.images[$0]) - cursor) < abs(x(of: series.images[$1]) - cursor)
        }
        if let nearest { imageChoice = .index(nearest) }
    }

    mutating func chooseNextImageTag() {
        guard let run = selectedRun, let series = imageSeries,
            let place = run.data.images.firstIndex(where: { $0.tag == series.tag })
        else { return }
        imageTag = run.data.images[(place + 1) % run.data.images.count].tag
        imageFollowsCursor()
    }

    /// Pictures to be decoded: the one shown and its neighbours.
    mutating func wantedImages() -> [WatchEffect] {
        guard showsImages, surface.showsImages, let series = imageSeries, let index = imageIndex else { return [] }
        var effects: [WatchEffect] = []
        for place in [index, index - 1, index + 1] where series.images.indices.contains(place) {
            let image = series.images[place]
            if images.request(image) { effects.append(.loadImage(image)) }
        }
        return effects
    }

    /// The selected run at the value cursor's update, stylizing pictures of the person's choice.
    mutating func lookBack() -> [WatchEffect] {
        guard let run = selectedRun, let folder = run.runFolder else {
            notice = .warning("Only runs of ministyler train keep weights to look back with.")
            return []
        }
        guard cursor != nil else { return [.lookBack(folder: folder, update: nil)] }
        // The picture beside the cursor belongs to the same update; without pictures the axis may tell the step.
        let update = axis == .step ? cursor.map { Int($0.rounded()) } : shownImage.map { Int($0.step) }
        return [.lookBack(folder: folder, update: update)]
    }

    private func x(of image: LoggedImage) -> Double {
        switch axis {
        case .step: Double(image.step)
        case .relative: image.wallTime - (selectedRun?.data.wallTimes?.lowerBound ?? 0)
        case .wall: image.wallTime
        }
    }
}
