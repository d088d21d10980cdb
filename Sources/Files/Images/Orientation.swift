/// The EXIF orientation: how stored pixels are turned for viewing.
enum Orientation: UInt16 {
    case upright = 1
    case mirrored = 2
    case turnedHalf = 3
    case flipped = 4
    case transposed = 5
    case needsQuarterClockwise = 6
    case transversed = 7
    case needsQuarterCounterclockwise = 8

    /// Whether rows become columns.
    var swapsSides: Bool { rawValue >= 5 }

    /// The orientation in the payload of an APP1 segment, nil where it is not EXIF or says nothing.
    init?(app1 bytes: [UInt8]) {
        guard bytes.starts(with: Self.signature) else { return nil }
        self.init(exif: Array(bytes.dropFirst(Self.signature.count)))
    }

    /// What EXIF begins with in JPEG, and by mistake elsewhere.
    private static let signature = Array("Exif".utf8) + [0, 0]

    /// The orientation in EXIF as PNG and WebP hold it; nil where it says nothing.
    init?(exif bytes: [UInt8]) {
        let tiff = bytes.starts(with: Self.signature) ? Array(bytes.dropFirst(Self.signature.count)) : bytes
        guard tiff.count >= 8 else { return nil }
        let isBigEndian: Bool
        switch (tiff[0], tiff[1]) {
        case (0x4D, 0x4D): isBigEndian = true
        case (0x49, 0x49): isBigEndian = false
        default: return nil
        }
        func short(_ offset: Int) -> UInt16 {
            isBigEndian ? tiff.bigEndian16(at: offset) : tiff.littleEndian16(at: offset)
        }
        func long(_ offset: Int) -> Int {
            Int(isBigEndian ? tiff.bigEndian32(at: offset) : tiff.littleEndian32(at: offset))
        }
        guard short(2) == 42 else { return nil }
        let directory = long(4)
        guard directory + 2 <= tiff.count else { return nil }
        for entry in 0..<Int(short(directory)) {
            let offset = directory + 2 + 12 * entry
            guard offset + 12 <= tiff.count else { return nil }
            // Tag 0x0112, one value of type SHORT.
            if short(offset) == 0x0112, short(offset + 2) == 3, long(offset + 4) == 1 {
                self.init(rawValue: short(offset + 8))
                return
            }
        }
        return nil
    }

    /// The stored picture turned for viewing.
    func applied(to picture: Picture) -> Picture {
        if self == .upright { return picture }
        let (width, height) = (picture.width, picture.height)
        let (viewWidth, viewHeight) = swapsSides ? (height, width) : (width, height)
        // The stored pixel at view (x, y) lies at origin + x·across + y·down, counted in pixels.
        let (origin, across, down): (Int, Int, Int)
        switch self {
        case .upright: (origin, across, down) = (0, 1, width)
        case .mirrored: (origin, across, down) = (width - 1, -1, width)
        case .turnedHalf: (origin, across, down) = (width * height - 1, -1, -width)
        case .flipped: (origin, across, down) = (width * (height - 1), 1, -width)
        case .transposed: (origin, across, down) = (0, width, 1)
        case .needsQuarterClockwise: (origin, across, down) = (width * (height - 1), -width, 1)
        case .transversed: (origin, across, down) = (width * height - 1, -width, -1)
        case .needsQuarterCounterclockwise: (origin, across, down) = (width - 1, width, -1)
        }
        func turned<Sample: BitwiseCopyable>(_ colours: [Sample]) -> [Sample] {
            [Sample](unsafeUninitializedCapacity: colours.count) { target, initialized in
                colours.withUnsafeBufferPointer { source in
                    var written = 0
                    for y in 0..<viewHeight {
                        var pixel = origin + y * down
                        for _ in 0..<viewWidth {
                            target[written] = source[3 * pixel]
                            target[written + 1] = source[3 * pixel + 1]
                            target[written + 2] = source[3 * pixel + 2]
                            written += 3
                            pixel += across
                        }
                    }
                }
                initialized = colours.count
            }
        }
        let alpha = picture.alpha.map { alpha in
            (0..<viewWidth * viewHeight).map { alpha[origin + $0 / viewWidth * down + $0 % viewWidth * across] }
        }
        if let deep = picture.deep {
            return Picture(width: viewWidth, height: viewHeight, deep: turned(deep), alpha: alpha)
        }
        return Picture(
            width: viewWidth, height: viewHeight, rgb: turned(picture.rgb), alpha: alpha)
    }
}
