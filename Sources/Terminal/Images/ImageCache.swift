/// Encoded pictures within a bound of memory; the one used longest ago goes first.
struct ImageCache {
    private struct Entry {
        let image: EncodedImage
        var lastUse: Int
    }

    /// Most bytes kept; a single larger picture is kept until the next comes.
    let capacity: Int
    /// Bytes kept now.
    private(set) var byteCount = 0
    private var entries: [ImageKey: Entry] = [:]
    private var clock = 0

    init(capacity: Int) { self.capacity = capacity }

    /// How many pictures are kept.
    var count: Int { entries.count }

    /// A kept picture, which counts as a use.
    mutating func image(for key: ImageKey) -> EncodedImage? {
        guard let image = entries[key]?.image else { return nil }
        clock += 1
        entries[key]?.lastUse = clock
        return image
    }

    /// Whether a picture is kept; does not count as a use.
    func contains(_ key: ImageKey) -> Bool { entries[key] != nil }

    /// Drops a picture, where it is kept.
    mutating func remove(_ key: ImageKey) {
        if let entry = entries.removeValue(forKey: key) { byteCount -= entry.image.byteCount }
    }

    /// Drops all.
    mutating func removeAll() { (entries, byteCount) = ([:], 0) }

    /// Keeps a picture and drops others where there is no room.
    mutating func insert(_ image: EncodedImage, for key: ImageKey) {
        clock += 1
        if let old = entries.updateValue(Entry(image: image, lastUse: clock), forKey: key) {
            byteCount -= old.image.byteCount
        }
        byteCount += image.byteCount
        if byteCount <= capacity { return }
        for (oldest, entry) in entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            if byteCount <= capacity || oldest == key { break }
            entries[oldest] = nil
            byteCount -= entry.image.byteCount
        }
    }
}
