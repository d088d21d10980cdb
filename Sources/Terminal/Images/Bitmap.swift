import Synchronization

/// A picture to show, held once and compared by identity: two bitmaps are equal only when one is a copy of the other.
package struct Bitmap: Sendable, Hashable {
    /// Unique in the process; caches of encoded pictures are keyed by it.
    package let id: Int
    /// Pixels from left to right.
    package let width: Int
    /// Pixels from top to bottom.
    package let height: Int
    /// 3·width·height bytes, row-major, interleaved sRGB.
    package var rgb: [UInt8] {
        switch storage {
        case .held(let rgb): rgb
        case .kept(let pixels): pixels.rgb
        }
    }

    private enum Storage: Sendable {
        case held([UInt8])
        case kept(any BitmapPixels)
    }

    private let storage: Storage

    private static let nextID = Atomic<Int>(1)

    /// A new bitmap with an identity of its own. `rgb` holds 3·width·height bytes, row-major, interleaved.
    package init(width: Int, height: Int, rgb: [UInt8]) {
        precondition(width > 0 && height > 0, "a bitmap needs at least one pixel, not \(width)×\(height)")
        precondition(
            rgb.count == 3 * width * height, "a bitmap of \(width)×\(height) needs 3·w·h bytes, not \(rgb.count)")
        id = Bitmap.nextID.add(1, ordering: .relaxed).oldValue
        self.width = width
        self.height = height
        storage = .held(rgb)
    }

    /// The same with its bytes elsewhere, from where they come each time that they are wanted.
    package init(width: Int, height: Int, pixels: any BitmapPixels) {
        precondition(width > 0 && height > 0, "a bitmap needs at least one pixel, not \(width)×\(height)")
        id = Bitmap.nextID.add(1, ordering: .relaxed).oldValue
        (self.width, self.height) = (width, height)
        storage = .kept(pixels)
    }

    /// Whether both are the same bitmap.
    package static func == (left: Bitmap, right: Bitmap) -> Bool { left.id == right.id }

    /// Hashes the identity.
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// Where a bitmap's bytes are while nobody looks at it.
package protocol BitmapPixels: Sendable {
    /// 3·width·height bytes.
    var rgb: [UInt8] { get }
}
