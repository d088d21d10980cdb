#if GIF
    import CGIF

    /// GIF: the first frame.
    enum GIFFile {
        static func dimensions(of bytes: [UInt8], path: String) throws -> (width: Int, height: Int) {
            try withFile(bytes, path: path) { try size(of: $0, path: path) }
        }

        static func decode(_ bytes: [UInt8], path: String) throws -> DecodedPicture {
            try withFile(bytes, path: path) { gif in
                let damage = { (detail: String) in FileError.damagedImage(path: path, detail: detail) }
                let (width, height) = try size(of: gif, path: path)
                guard let transparent = skipToImage(gif), DGifGetImageDesc(gif) == GIF_OK else {
                    throw damage("it holds no frame")
                }
                let frame = gif.pointee.Image
                let (left, top) = (Int(frame.Left), Int(frame.Top))
                guard left >= 0, top >= 0, frame.Width > 0, frame.Height > 0, left + Int(frame.Width) <= width,
                    top + Int(frame.Height) <= height, let map = frame.ColorMap ?? gif.pointee.SColorMap
                else { throw damage("its first frame has no colours or is not within the picture") }
                // No code of the packed stream, 9 bits at least, stands for more indices than there are codes.
                guard Int(frame.Width) * Int(frame.Height) / 4096 <= bytes.count else {
                    throw damage("the file ends too early")
                }
                // Outside the frame nothing is set: transparent.
                var rgba = [UInt8](repeating: 0, count: 4 * width * height)
                let colors = UnsafeBufferPointer(start: map.pointee.Colors, count: Int(map.pointee.ColorCount))
                var line = [UInt8](repeating: 0, count: Int(frame.Width))
                for row in rows(of: Int(frame.Height), isInterlaced: frame.Interlace) {
                    guard DGifGetLine(gif, &line, frame.Width) == GIF_OK else {
                        throw damage("the file ends too early")
                    }
                    for (column, index) in line.enumerated() where Int(index) != transparent {
                        guard Int(index) < colors.count else { throw damage("a pixel has a colour that is not there") }
                        let target = 4 * ((top + row) * width + left + column)
                        let color = colors[Int(index)]
                        (rgba[target], rgba[target + 1], rgba[target + 2]) = (color.Red, color.Green, color.Blue)
                        rgba[target + 3] = 255
                    }
                }
                let (rgb, alpha) = Transparency.composited(rgba)
                return DecodedPicture(
                    picture: Picture(width: width, height: height, rgb: rgb, alpha: alpha), profile: nil)
            }
        }

        /// To the first frame: the index that is transparent, −1 for none; nil where there is no frame.
        private static func skipToImage(_ gif: UnsafeMutablePointer<GifFileType>) -> Int? {
            var transparent = -1
            while true {
                var record = UNDEFINED_RECORD_TYPE
                guard DGifGetRecordType(gif, &record) == GIF_OK else { return nil }
                if record == IMAGE_DESC_RECORD_TYPE { return transparent }
                guard record == EXTENSION_RECORD_TYPE else { return nil }
                var (code, block) = (Int32(0), UnsafeMutablePointer<UInt8>?.none)
                guard DGifGetExtension(gif, &code, &block) == GIF_OK else { return nil }
                while let content = block {
                    if code == GRAPHICS_EXT_FUNC_CODE, content[0] >= 4 {
                        transparent = content[1] & 1 == 1 ? Int(content[4]) : -1
                    }
                    guard DGifGetExtensionNext(gif, &block) == GIF_OK else { return nil }
                }
            }
        }

        /// Rows in the order of the file.
        private static func rows(of height: Int, isInterlaced: Bool) -> [Int] {
            guard isInterlaced else { return Array(0..<height) }
            return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap { Array(stride(from: $0.0, to: height, by: $0.1)) }
        }

        private static func size(
            of gif: UnsafeMutablePointer<GifFileType>, path: String
        ) throws -> (width: Int, height: Int) {
            let (width, height) = (Int(gif.pointee.SWidth), Int(gif.pointee.SHeight))
            guard width > 0, height > 0 else {
                throw FileError.damagedImage(path: path, detail: "the header gives a size of \(width)×\(height)")
            }
            try Picture.checkSize(width: width, height: height, path: path)
            return (width, height)
        }

        private struct Source {
            let bytes: UnsafeBufferPointer<UInt8>
            var position = 0
        }

        private static func withFile<Result>(
            _ bytes: [UInt8], path: String, _ body: (UnsafeMutablePointer<GifFileType>) throws -> Result
        ) throws -> Result {
            try bytes.withUnsafeBufferPointer { buffer in
                var source = Source(bytes: buffer)
                return try withUnsafeMutablePointer(to: &source) { source in
                    var code: Int32 = 0
                    let gif = DGifOpen(
                        source,
                        { gif, target, count in
                            guard let source = gif?.pointee.UserData?.assumingMemoryBound(to: Source.self), let target
                            else { return 0 }
                            let taken = min(Int(count), source.pointee.bytes.count - source.pointee.position)
                            let rest = source.pointee.bytes[source.pointee.position...].prefix(taken)
                            _ = UnsafeMutableBufferPointer(start: target, count: taken).update(fromContentsOf: rest)
                            source.pointee.position += taken
                            return Int32(taken)
                        }, &code)
                    guard let gif else { throw FileError.damagedImage(path: path, detail: "its header is wrong") }
                    defer { DGifCloseFile(gif, nil) }
                    return try body(gif)
                }
            }
        }
    }
#endif
