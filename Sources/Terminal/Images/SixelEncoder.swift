import CSixel
import Synchronization

/// Encodes RGB pixels as a sixel sequence with libsixel's encoder. libsixel's loaders and decoder stay unused: they
/// have known overflows.
enum SixelEncoder {
    /// The sequence for 3·width·height bytes, with a palette of its own unless one is given. It leaves pixels that it
    /// does not set alone (`ESC P 0;1 q`), so that nothing is cleared before it is painted over.
    static func encode(
        _ pixels: [UInt8], size: PixelSize, colors: Int, quality: ImageQuality, palette: [UInt8]? = nil
    ) -> [UInt8] {
        precondition(pixels.count == 3 * size.width * size.height, "sixel: \(pixels.count) bytes for \(size)")
        if quality == .steady {
            let palette =
                palette
                ?? chosenPalette(of: Bitmap(width: size.width, height: size.height, rgb: pixels), colors: colors)
            return encode(
                indices: SteadyDither.with(palette).indices(of: pixels, width: size.width), size: size, palette: palette
            )
        }
        let dither = palette.map { makeDither(with: $0) } ?? makeDither(choosingFrom: pixels, size, colors)
        defer { sixel_dither_unref(dither) }
        sixel_dither_set_diffusion_type(
            dither, Int32(quality == .refined ? SIXEL_DIFFUSE_FS : SIXEL_DIFFUSE_NONE))
        return sequence(pixels, size, dither)
    }

    /// The sequence for palette indices, one a pixel.
    private static func encode(indices: [UInt8], size: PixelSize, palette: [UInt8]) -> [UInt8] {
        var dither: OpaquePointer?
        check(sixel_dither_new(&dither, Int32(max(2, palette.count / 3)), nil), "sixel_dither_new")
        defer { sixel_dither_unref(dither) }
        var palette = palette + [UInt8](repeating: 0, count: max(0, 6 - palette.count))
        sixel_dither_set_palette(dither, &palette)
        sixel_dither_set_pixelformat(dither, Int32(SIXEL_PIXELFORMAT_PAL8))
        return sequence(indices, size, dither)
    }

    private static func sequence(_ pixels: [UInt8], _ size: PixelSize, _ dither: OpaquePointer?) -> [UInt8] {
        // Error diffusion works in place.
        var pixels = pixels
        let buffer = Buffer(capacity: size.width * size.height)
        var output: OpaquePointer?
        let append: sixel_write_function = { bytes, count, context in
            guard let bytes, let context else { return -1 }
            let start = UnsafeRawPointer(bytes).assumingMemoryBound(to: UInt8.self)
            Unmanaged<Buffer>.fromOpaque(context).takeUnretainedValue().bytes +=
                UnsafeBufferPointer(start: start, count: Int(count))
            return count
        }
        check(sixel_output_new(&output, append, Unmanaged.passUnretained(buffer).toOpaque(), nil), "sixel_output_new")
        defer { sixel_output_unref(output) }
        sixel_output_set_8bit_availability(output, Int32(CSIZE_7BIT.rawValue))
        let status = withExtendedLifetime(buffer) {
            sixel_encode(
                &pixels, Int32(size.width), Int32(size.height), Int32(pixels.count / (size.width * size.height)),
                dither,
                output)
        }
        check(status, "sixel_encode")
        return keepingBackground(buffer.bytes)
    }

    private static let palettes = Mutex<[(bitmapID: Int, colors: Int, palette: [UInt8])]>([])

    /// The colours that libsixel chooses for a bitmap: 3 bytes each. The last few palettes are remembered.
    static func palette(of bitmap: Bitmap, colors: Int) -> [UInt8] {
        let known = palettes.withLock { $0.first { $0.bitmapID == bitmap.id && $0.colors == colors }?.palette }
        if let known { return known }
        let palette = chosenPalette(of: bitmap, colors: colors)
        palettes.withLock { palettes in
            palettes = palettes.suffix(7) + [(bitmap.id, colors, palette)]
        }
        return palette
    }

    private static func chosenPalette(of bitmap: Bitmap, colors: Int) -> [UInt8] {
        let size = PixelSize(width: bitmap.width, height: bitmap.height)
        let dither = makeDither(choosingFrom: bitmap.rgb, size, colors)
        defer { sixel_dither_unref(dither) }
        let count = Int(sixel_dither_get_num_of_palette_colors(dither))
        return Array(UnsafeBufferPointer(start: sixel_dither_get_palette(dither), count: 3 * count))
    }

    /// A given palette. `sixel_dither_set_palette` would do without libsixel's fast lookup of colours (and take twenty
    /// times as long): instead libsixel chooses from as many different colours, and the palette replaces them.
    private static func makeDither(with palette: [UInt8]) -> OpaquePointer? {
        let count = palette.count / 3
        // It looks at every sixth pixel.
        let run = 8
        let placeholders = (0..<count * run).flatMap { (pixel: Int) -> [UInt8] in
            [UInt8(pixel / run % 32 * 8), UInt8(pixel / run / 32 * 8), 0]
        }
        let dither = makeDither(
            choosingFrom: placeholders, PixelSize(width: count * run, height: 1), max(2, count))
        let colors = UnsafeMutableBufferPointer(start: sixel_dither_get_palette(dither), count: palette.count)
        precondition(
            Int(sixel_dither_get_num_of_palette_colors(dither)) == count, "libsixel did not keep \(count) colours")
        for index in palette.indices { colors[index] = palette[index] }
        return dither
    }

    private static func makeDither(choosingFrom pixels: [UInt8], _ size: PixelSize, _ colors: Int) -> OpaquePointer? {
        var dither: OpaquePointer?
        check(sixel_dither_new(&dither, Int32(colors), nil), "sixel_dither_new")
        var pixels = pixels
        let status = sixel_dither_initialize(
            dither, &pixels, Int32(size.width), Int32(size.height), Int32(SIXEL_PIXELFORMAT_RGB888),
            Int32(SIXEL_LARGE_NORM), Int32(SIXEL_REP_CENTER_BOX), Int32(SIXEL_QUALITY_LOW))
        check(status, "sixel_dither_initialize")
        stretch(dither)
        return dither
    }

    /// libsixel counts colours with five bits a channel and leaves the lower three empty: white would come out as
    /// 248. Stretched, black and white are exact, and the others are not darker than the picture.
    private static func stretch(_ dither: OpaquePointer?) {
        guard let palette = sixel_dither_get_palette(dither) else { return }
        for index in 0..<3 * Int(sixel_dither_get_num_of_palette_colors(dither)) {
            palette[index] = UInt8(min(255, (Int(palette[index]) * 255 + 124) / 248))
        }
    }

    /// Rewrites libsixel's `ESC P q` (whatever its parameters) to `ESC P 0;1 q`. Before a picture of fewer than six
    /// rows libsixel 1.10 also writes a line feed, which would move it down; that one is left out.
    private static func keepingBackground(_ bytes: [UInt8]) -> [UInt8] {
        guard let introducer = bytes.firstIndex(of: UInt8(ascii: "q")) else {
            preconditionFailure("libsixel wrote no sixel sequence")
        }
        let rest = bytes[(introducer + 1)...]
        // Raster attributes and colours are made of digits, semicolons, " and #; sixels begin at ?.
        let header = rest.prefix { (0x22...0x3B).contains($0) && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "$") }
        let body = rest[header.endIndex...]
        let start = Array("\u{1B}P0;1q".utf8) + header
        return start + (body.first == UInt8(ascii: "-") ? body.dropFirst() : body)
    }

    private static func check(_ status: SIXELSTATUS, _ call: String) {
        // Sizes and formats are checked before: only memory can run out.
        precondition(
            status & 0x1000 == 0,
            "\(call) failed: \(sixel_helper_format_error(status).map { String(cString: $0) } ?? String(status))")
    }

    private final class Buffer {
        var bytes: [UInt8] = []
        init(capacity: Int) { bytes.reserveCapacity(capacity) }
    }
}
