/// Moving images at the sizes of a coarse-to-fine schedule; without one, at the content's.
extension StyleSequence {
    /// What a step at `level` starts from. Frames whose smaller moving image is not at hand, and the content, are shrunk.
    func start(from frame: SequenceFrame, level: Int) -> PaddedImage {
        if let reduced = frame.reduced, level < levels - 1 { return enlarged(reduced, to: level) }
        return whole(frame).reduced(to: extent(level: level))
    }

    /// The content at the size of a level.
    func content(level: Int) -> PaddedImage { whole(frames[0]).reduced(to: extent(level: level)) }

    /// Handed up to the size of a level with a share of the content's detail; the same image where it has that size.
    func enlarged(_ image: PaddedImage, to level: Int) -> PaddedImage {
        guard let schedule, !image.hasExtent(extent(level: level)) else { return image }
        return image.enlarged(
            besides: whole(frames[0]).reduced(to: (image.width, image.height)), to: content(level: level),
            detail: Float(schedule.detail))
    }

    /// Whether an image has the content's size.
    func isWhole(_ image: PaddedImage) -> Bool { image.hasExtent((frames[0].width, frames[0].height)) }

    private var levels: Int { schedule?.levels ?? 1 }

    private func extent(level: Int) -> (width: Int, height: Int) {
        schedule?.extent(frames[0].width, frames[0].height, level: level) ?? (frames[0].width, frames[0].height)
    }

    private func whole(_ frame: SequenceFrame) -> PaddedImage {
        PaddedImage(tensor: frame.moving, width: frame.width, height: frame.height)
    }
}
