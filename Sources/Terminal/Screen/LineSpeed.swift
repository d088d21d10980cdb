/// How fast the line to the terminal takes pictures, so that a slow one is spared while they change quickly.
struct LineSpeed {
    /// Smaller writes say little: the system holds them for the terminal.
    private static let leastBytes = 1 << 15
    /// A picture that takes longer than this is felt in scrubbing.
    private static let slow = Duration.milliseconds(80)
    /// Pictures that follow within this time are passed by.
    private static let haste = Duration.milliseconds(300)

    private var takes: Duration?
    private var lastPicture: ContinuousClock.Instant?
    /// When the coarse picture on the screen is to be replaced.
    private(set) var refinement: ContinuousClock.Instant?

    /// Notes a write of pictures.
    ///
    /// - Parameter isCoarse: whether they were of fewer pixels, which says nothing of whole ones.
    mutating func wrote(bytes: Int, in duration: Duration, at now: ContinuousClock.Instant, isCoarse: Bool) {
        lastPicture = now
        refinement = isCoarse ? now + Self.haste : nil
        if bytes < Self.leastBytes || isCoarse { return }
        takes = takes.map { ($0 + duration) / 2 } ?? duration
    }

    /// Whether a picture that is to be shown now had better be coarse.
    func isHurried(at now: ContinuousClock.Instant) -> Bool {
        guard let takes, let lastPicture else { return false }
        return takes > Self.slow && now - lastPicture < Self.haste
    }

    /// Whether it is time for the whole picture.
    mutating func wantsRefinement(at now: ContinuousClock.Instant) -> Bool {
        guard let refinement, refinement <= now else { return false }
        self.refinement = nil
        return true
    }
}
