/// A picture to encode: everything an encoder needs, on any thread.
struct ImageJob: Sendable {
    let bitmap: Bitmap
    let palette: Bitmap?
    let key: ImageKey

    /// Nil where the terminal shows no pictures or the placement has no room.
    init?(_ placement: ImagePlacement, layout: ImageLayout, on capabilities: Capabilities) {
        guard let encoding = ImageEncoding(placement, on: capabilities), !layout.rect.isEmpty else { return nil }
        bitmap = placement.bitmap
        palette = placement.palette
        key = ImageKey(
            bitmapID: placement.bitmap.id, source: layout.source, samples: layout.samples, encoding: encoding)
    }

    /// Scales and encodes.
    func encoded() -> EncodedImage {
        let isCoarse = if case .sixel(_, .coarse, _) = key.encoding { true } else { false }
        let pixels = isCoarse ? coarsePixels : ImageScaler.scaled(bitmap, source: key.source, to: key.samples)
        switch key.encoding {
        case .sixel(let colors, let quality, _):
            let shared = palette.map { SixelEncoder.palette(of: $0, colors: colors) }
            return .sequence(
                SixelEncoder.encode(pixels, size: key.samples, colors: colors, quality: quality, palette: shared))
        case .kitty(let isCompressed):
            return .kitty(
                KittyPixels(
                    bytes: isCompressed ? PixelFile.png(pixels, size: key.samples) : pixels, size: key.samples,
                    isCompressed: isCompressed))
        case .iterm:
            return .sequence(InlineEncoder.encode(pixels, size: key.samples))
        case .blocks(let trueColor, let shapes):
            return .rows(
                BlockEncoder.encode(pixels, size: key.samples, trueColor: trueColor, shapes: shapes))
        case .characters(let darkBackground):
            return .characters(
                CharacterEncoder.encode(pixels, size: key.samples, darkBackground: darkBackground))
        }
    }

    /// Each pixel of half the width and height twice across and down: runs of equal sixels are short to write.
    private var coarsePixels: [UInt8] {
        let size = key.samples
        let half = PixelSize(width: (size.width + 1) / 2, height: (size.height + 1) / 2)
        let small = ImageScaler.scaled(bitmap, source: key.source, to: half)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(3 * size.width * size.height)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let index = 3 * (y / 2 * half.width + x / 2)
                pixels += small[index..<index + 3]
            }
        }
        return pixels
    }
}
