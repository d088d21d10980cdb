#if TIFF
    import CTIFF

    /// TIFF: the first page, as eight bits a channel.
    enum TIFFFile {
        static func dimensions(of bytes: [UInt8], path: String) throws -> (width: Int, height: Int) {
            try withImage(of: bytes, path: path) { tiff in
                let size = try size(of: tiff, path: path)
                let orientation = orientation(of: tiff)
                return orientation.swapsSides ? (size.height, size.width) : size
            }
        }

        static func decode(_ bytes: [UInt8], path: String) throws -> DecodedPicture {
            try withImage(of: bytes, path: path) { tiff in
                let (width, height) = try size(of: tiff, path: path)
                // As stored, first row first; it is turned below.
                let stored = orientation(of: tiff)
                // Not set before: memory is taken as rows arrive.
                let raster = try [UInt32](unsafeUninitializedCapacity: width * height) { target, initialized in
                    let status = TIFFReadRGBAImageOriented(
                        tiff, UInt32(width), UInt32(height), target.baseAddress, Int32(stored.rawValue), 1)
                    guard status != 0 else {
                        throw FileError.damagedImage(path: path, detail: "its pixels do not decode")
                    }
                    initialized = width * height
                }
                let rgba = [UInt8](unsafeUninitializedCapacity: 4 * raster.count) { result, count in
                    for (index, pixel) in raster.enumerated() {
                        let opacity = pixel >> 24
                        for channel in 0..<3 {
                            // Colours come multiplied by the opacity.
                            let value = pixel >> (8 * UInt32(channel)) & 255
                            result[4 * index + channel] = UInt8(
                                opacity == 0 ? 0 : min(255, (255 * value + opacity / 2) / opacity))
                        }
                        result[4 * index + 3] = UInt8(opacity)
                    }
                    count = 4 * raster.count
                }
                let profile = profile(of: tiff)
                let (rgb, alpha) = DecodedPixels.finished(rgba, channels: 4, profile: profile)
                let picture = Picture(width: width, height: height, rgb: rgb, alpha: alpha)
                return DecodedPicture(picture: stored.applied(to: picture), profile: profile)
            }
        }

        /// Bytes of a strip or tile.
        private static let largestBlock = 1 << 30
        /// libtiff's handlers are the process's.
        private static let isQuiet: Void = ctiff_be_quiet()

        private static func orientation(of tiff: OpaquePointer) -> Orientation {
            Orientation(rawValue: UInt16(ctiff_field16(tiff, UInt32(TIFFTAG_ORIENTATION), 1))) ?? .upright
        }

        private static func profile(of tiff: OpaquePointer) -> [UInt8]? {
            var start: UnsafeRawPointer?
            let count = Int(ctiff_profile(tiff, &start))
            guard count > 0, let start else { return nil }
            let profile = Array(UnsafeRawBufferPointer(start: start, count: count))
            let photometric = Int32(ctiff_field16(tiff, UInt32(TIFFTAG_PHOTOMETRIC), UInt32(PHOTOMETRIC_RGB)))
            let isGrey = photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE
            return ICCProfile.fitting(profile, isGrey: isGrey)
        }

        private static func size(of tiff: OpaquePointer, path: String) throws -> (width: Int, height: Int) {
            let width = Int(ctiff_field32(tiff, UInt32(TIFFTAG_IMAGEWIDTH), 0))
            let height = Int(ctiff_field32(tiff, UInt32(TIFFTAG_IMAGELENGTH), 0))
            guard width > 0, height > 0 else {
                throw FileError.damagedImage(path: path, detail: "the header gives a size of \(width)×\(height)")
            }
            try Picture.checkSize(width: width, height: height, path: path)
            return (width, height)
        }

        private static func withImage<Result>(
            of bytes: [UInt8], path: String, _ body: (OpaquePointer) throws -> Result
        ) throws -> Result {
            try bytes.withUnsafeBufferPointer { buffer in
                _ = isQuiet
                var memory = ctiff_memory(bytes: buffer.baseAddress, count: UInt64(buffer.count), position: 0)
                return try withUnsafeMutablePointer(to: &memory) { memory in
                    guard let tiff = ctiff_open(memory, largestBlock) else {
                        throw FileError.damagedImage(path: path, detail: "its directory is wrong or incomplete")
                    }
                    defer { TIFFClose(tiff) }
                    // Cameras keep a small copy first and what they saw elsewhere.
                    if ctiff_field32(tiff, UInt32(TIFFTAG_SUBFILETYPE), 0) & UInt32(FILETYPE_REDUCEDIMAGE) != 0 {
                        throw FileError.unsupportedImage(path: path, detail: "a camera's raw file")
                    }
                    return try body(tiff)
                }
            }
        }
    }
#endif
