import Terminal

/// The picture that a branch's colours on the screen are chosen from: some of its frames together, so that a frame is drawn with
/// the same colours as the next one and nothing boils while one scrubs.
struct SequencePalette: Equatable, Sendable {
    /// Thumbnails that it is made of at most.
    private static let mostFrames = 12

    /// Nil before there are frames.
    private(set) var bitmap: Bitmap?
    private var frames: [FrameID] = []
    private var count = 0

    /// Takes a changed branch in: other colours where it has become another one or twice as long, since every frame has then to be
    /// encoded anew.
    mutating func follow(_ branch: [FrameNode]) {
        let isSame = frames.allSatisfy { id in branch.contains { $0.id == id } }
        guard !isSame || count == 0 || branch.count >= 2 * count || branch.isEmpty else { return }
        count = branch.count
        let stride = max((branch.count + Self.mostFrames - 1) / Self.mostFrames, 1)
        // From the last one back: the strongest colours are there.
        let chosen = branch.indices.reversed().filter { (branch.count - 1 - $0) % stride == 0 }.map { branch[$0] }
        frames = chosen.map(\.id)
        bitmap = Self.sheet(chosen.map(\.thumbnail))
    }

    /// Pictures of one width below each other.
    private static func sheet(_ pictures: [Bitmap]) -> Bitmap? {
        guard let width = pictures.first?.width else { return nil }
        let fitting = pictures.filter { $0.width == width }
        return Bitmap(
            width: width, height: fitting.reduce(0) { $0 + $1.height }, rgb: fitting.flatMap { Array($0.rgb) })
    }
}
