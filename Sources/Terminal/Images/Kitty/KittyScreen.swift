/// What a terminal with kitty's graphics protocol keeps and shows. A picture is sent once and then placed by its number, in parts
/// where something lies above it.
struct KittyScreen {
    /// A part of a kept picture in whole cells.
    private struct Part: Hashable {
        let key: ImageKey
        let rect: Rect
        /// Of the picture's pixels.
        let source: PixelRect
    }

    private struct Kept {
        let id: Int
        let byteCount: Int
        var lastUse: Int
        var sharedMemory: String?
    }

    /// Most bytes of pixels left with the terminal, well within the 320 MB that kitty allows for all programs.
    private let capacity: Int
    private var kept: [ImageKey: Kept] = [:]
    private var placed: [Part: Int] = [:]
    private var nextID = ProbeReplies.firstPicture
    private var nextPlacement = 1
    private var clock = 0
    /// Whether pixels were refused in shared memory, and are sent from then on.
    private var isMemoryRefused = false
    /// What became of a picture again and again: not taken counts ten, taken and dropped, as a full terminal does, one.
    private var failures: [ImageKey: Int] = [:]
    private static let mostFailures = 30

    init(capacity: Int = 128 << 20) { self.capacity = capacity }

    /// Whether the terminal has a picture.
    func holds(_ key: ImageKey) -> Bool { kept[key] != nil }

    /// Makes the terminal show these pictures and no others: what is new first, so that no place is empty meanwhile.
    /// - Parameter move: the sequence that places the cursor.
    mutating func show(_ pictures: [ImageCompositor.Shown], cell: PixelSize, move: (Position) -> [UInt8]) -> [UInt8] {
        clock += 1
        var bytes: [UInt8] = []
        var next: [Part: Int] = [:]
        for picture in pictures {
            if case .kitty(let pixels) = picture.image, kept[picture.key] == nil,
                failures[picture.key, default: 0] < Self.mostFailures
            {
                bytes += transmit(pixels, for: picture.key)
            }
            guard let id = kept[picture.key]?.id else { continue }
            kept[picture.key]?.lastUse = clock
            for part in parts(of: picture, cell: cell) {
                if let known = placed[part] {
                    next[part] = known
                    continue
                }
                let source = part.source
                bytes += move(part.rect.origin)
                bytes +=
                    "\u{1B}_Ga=p,i=\(id),p=\(nextPlacement),x=\(source.x),y=\(source.y),w=\(source.width),h=\(source.height),C=1,q=1\u{1B}\\"
                    .utf8
                next[part] = nextPlacement
                nextPlacement += 1
            }
        }
        for (part, placement) in placed where next[part] != placement {
            guard let id = kept[part.key]?.id else { continue }
            bytes += "\u{1B}_Ga=d,d=i,i=\(id),p=\(placement),q=2\u{1B}\\".utf8
        }
        placed = next
        return bytes + dropOldest(shown: Set(pictures.map(\.key)))
    }

    /// Takes all pictures off the screen; the terminal keeps them.
    mutating func clear() -> [UInt8] {
        defer { placed = [:] }
        return placed.isEmpty ? [] : Array("\u{1B}_Ga=d,d=a,q=2\u{1B}\\".utf8)
    }

    /// Notes that the terminal has not got a picture, be it that it could not take it or dropped it.
    /// - Returns: whether it has to be shown anew.
    mutating func take(_ answer: KittyAnswer) -> Bool {
        guard !answer.isSuccess, let key = kept.first(where: { $0.value.id == answer.id })?.key else { return false }
        let memory = kept.removeValue(forKey: key)?.sharedMemory
        placed = placed.filter { $0.key.key != key }
        failures[key, default: 0] += answer.isOfPlacement ? 1 : 10
        if let memory {
            SharedMemory.remove(memory)
            if !answer.isOfPlacement { isMemoryRefused = true }
        }
        return true
    }

    /// Forgets everything, as the terminal does when a program leaves its screen.
    mutating func forget() {
        // What it has not fetched, nobody will.
        for case let name? in kept.values.map(\.sharedMemory) { SharedMemory.remove(name) }
        (kept, placed) = ([:], [:])
    }

    private mutating func transmit(_ pixels: KittyPixels, for key: ImageKey) -> [UInt8] {
        let memory = pixels.isCompressed || isMemoryRefused ? nil : SharedMemory.put(pixels.bytes)
        let id = nextID
        nextID += 1
        kept[key] = Kept(
            id: id, byteCount: 4 * pixels.size.width * pixels.size.height, lastUse: clock, sharedMemory: memory)
        return memory.map { pixels.transmission(id: id, sharedMemory: $0) } ?? pixels.transmission(id: id)
    }

    private mutating func dropOldest(shown: Set<ImageKey>) -> [UInt8] {
        var total = kept.values.reduce(0) { $0 + $1.byteCount }
        if total <= capacity { return [] }
        var bytes: [UInt8] = []
        for (key, picture) in kept.sorted(by: { $0.value.lastUse < $1.value.lastUse }) where total > capacity {
            if shown.contains(key) { continue }
            bytes += "\u{1B}_Ga=d,d=I,i=\(picture.id),q=2\u{1B}\\".utf8
            total -= picture.byteCount
            kept[key] = nil
        }
        return bytes
    }

    /// A picture without what lies above it.
    private func parts(of picture: ImageCompositor.Shown, cell: PixelSize) -> [Part] {
        let samples = picture.key.samples
        return picture.overlays.reduce([picture.rect]) { rects, overlay in
            rects.flatMap { $0.subtracting(overlay) }
        }.compactMap { rect in
            let x = (rect.column - picture.rect.column) * cell.width
            let y = (rect.row - picture.rect.row) * cell.height
            let width = min(rect.columns * cell.width, samples.width - x)
            let height = min(rect.rows * cell.height, samples.height - y)
            guard width > 0, height > 0 else { return nil }
            return Part(
                key: picture.key, rect: rect, source: PixelRect(x: x, y: y, width: width, height: height))
        }
    }
}
