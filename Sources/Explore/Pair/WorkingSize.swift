import Engine
import Files
import Screens

/// The short side that pictures are reduced to when they are opened, so that a step stays interactive.
struct WorkingSize: Equatable, Sendable {
    /// Sizes that one key goes through; the last is the picture's own.
    static let presets = [384, 512, 768, 1024, 2048].map { WorkingSize(shortSide: $0) } + [.full]

    /// The largest side that is opened, pixels: beyond it a step takes too long to wait for.
    static let maximumSide = 4096

    static let standard = WorkingSize(shortSide: 1024)
    static let full = WorkingSize(shortSide: nil)

    /// Pixels of the short side at most; nil for the picture's own size.
    let shortSide: Int?

    /// Whether the picture would be opened with another size than it has.
    func changes(_ picture: SourcePicture) -> Bool {
        opened(picture) != (picture.width, picture.height)
    }

    /// Whether the engine takes the picture at this size.
    func isPossible(for picture: SourcePicture) -> Bool {
        let size = opened(picture)
        return max(size.width, size.height) <= Self.maximumSide
    }

    private func opened(_ picture: SourcePicture) -> (width: Int, height: Int) {
        Picture.reduced((picture.originalWidth, picture.originalHeight), shortSide: shortSide)
    }

    var label: String { shortSide.map { "short side ≤ \($0)" } ?? "full size" }

    /// The next larger preset; after the largest, the smallest.
    var next: WorkingSize {
        guard let shortSide else {
            return Self.presets[0]
        }
        return Self.presets.first { ($0.shortSide ?? .max) > shortSide } ?? .full
    }
}
