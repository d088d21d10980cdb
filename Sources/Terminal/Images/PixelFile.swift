import CPNG

/// Pixels as the file that terminals with a picture protocol take.
enum PixelFile {
    /// A PNG of 3·width·height bytes. It crosses a terminal's line once: written soon rather than small.
    static func png(_ pixels: [UInt8], size: PixelSize) -> [UInt8] {
        guard let writer = cpng_writer_create() else { preconditionFailure("libpng could not be set up") }
        defer { cpng_writer_destroy(writer) }
        var pixels = pixels
        let isWritten = pixels.withUnsafeMutableBufferPointer { pixels in
            var rows: [png_bytep?] = (0..<size.height).map { row in
                pixels.baseAddress.map { $0 + 3 * size.width * row }
            }
            return cpng_set_size(writer, UInt32(size.width), UInt32(size.height), 3) != 0
                && cpng_set_quick(writer) != 0 && cpng_write_pixels(writer, &rows) != 0
        }
        // Only memory can run out.
        precondition(isWritten, "libpng wrote no picture of \(size)")
        return Array(UnsafeBufferPointer(start: writer.pointee.bytes, count: writer.pointee.count))
    }
}
