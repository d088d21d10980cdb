import Tensors

/// An image, 1×C×H×W, cut into bands of rows from top to bottom that keep a network's feature maps within the caches.
struct ImageBands: Sequence, IteratorProtocol {
    /// Bytes that the widest map of a band takes, 32 channels at the image's own extent: some of them fit the last cache.
    private static let bandBytes = 8 << 20
    private static let widestChannels = 32

    private let image: any RowSource
    private var first = 0
    private let count: Int

    /// - Parameter scale: how many times smaller the map is than the image that the network makes of it or made it from.
    init(_ image: any RowSource, scale: Int = 1) {
        self.image = image
        let row = image.shape.width * scale * Self.widestChannels * MemoryLayout<Float>.stride
        // Tiles of 4×4 at a quarter of the extent come out whole.
        count = Swift.max(16, Self.bandBytes / row / 16 * 16) / scale
    }

    mutating func next() -> (rows: Tensor, isLast: Bool)? {
        let height = image.shape.height
        guard first < height else { return nil }
        // A short rest goes with the band before it.
        let rows = height - first < count + count / 2 ? height - first : count
        defer { first += rows }
        return (image.rows(from: first, count: rows), first + rows == height)
    }
}
