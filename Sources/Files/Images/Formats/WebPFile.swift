#if WebP
    import CWebP

    /// WebP, lossy and lossless; of an animation the first frame.
    enum WebPFile {
        static func dimensions(of bytes: [UInt8], path: String) throws -> (width: Int, height: Int) {
            let features = try features(of: bytes, path: path)
            let (width, height) = (Int(features.width), Int(features.height))
            return orientation(of: bytes).swapsSides ? (height, width) : (width, height)
        }

        static func decode(_ bytes: [UInt8], path: String) throws -> DecodedPicture {
            let features = try features(of: bytes, path: path)
            let (width, height) = (Int(features.width), Int(features.height))
            let rgba =
                features.has_animation != 0
                ? firstFrame(of: bytes, count: 4 * width * height) : still(bytes, width: width, height: height)
            guard let rgba else { throw FileError.damagedImage(path: path, detail: "its pixels do not decode") }
            let profile = ICCProfile.fitting(chunk("ICCP", of: bytes), isGrey: false)
            let (rgb, alpha) = DecodedPixels.finished(rgba, channels: 4, profile: profile)
            let picture = Picture(width: width, height: height, rgb: rgb, alpha: alpha)
            return DecodedPicture(picture: orientation(of: bytes).applied(to: picture), profile: profile)
        }

        /// The picture as a lossy file with its opacity.
        ///
        /// - Parameter xmp: a packet of metadata.
        static func encode(_ picture: Picture, quality: Int = 92, xmp: String? = nil) throws -> [UInt8] {
            let failure = { (detail: String) in FileError.notEncodable(format: "WebP", detail: detail) }
            guard max(picture.width, picture.height) <= Int(WEBP_MAX_DIMENSION) else {
                throw failure("its sides are at most \(WEBP_MAX_DIMENSION) pixels")
            }
            var encoded: UnsafeMutablePointer<UInt8>?
            let (width, height) = (Int32(picture.width), Int32(picture.height))
            let count: Int
            if let alpha = picture.alpha {
                let rgba = Transparency.restored(rgb: picture.rgb, alpha: alpha)
                count = WebPEncodeRGBA(rgba, width, height, 4 * width, Float(quality), &encoded)
            } else {
                count = WebPEncodeRGB(picture.rgb, width, height, 3 * width, Float(quality), &encoded)
            }
            defer { WebPFree(encoded) }
            guard count > 0, let encoded else { throw failure("memory is short") }
            let image = Array(UnsafeBufferPointer(start: encoded, count: count))
            return try adding([("XMP ", xmp.map { Array($0.utf8) })], to: image)
        }

        /// A file with more chunks; those without content are left out.
        static func adding(_ chunks: [(name: String, content: [UInt8]?)], to file: [UInt8]) throws -> [UInt8] {
            let failure = FileError.notEncodable(format: "WebP", detail: "it cannot be put together")
            guard chunks.contains(where: { $0.content != nil }) else { return file }
            return try withData(of: file) { data in
                guard let mux = WebPMuxCreate(&data, 1) else { throw failure }
                defer { WebPMuxDelete(mux) }
                for (name, content) in chunks {
                    guard let content else { continue }
                    try withData(of: content) { content in
                        guard WebPMuxSetChunk(mux, name, &content, 1) == WEBP_MUX_OK else { throw failure }
                    }
                }
                var assembled = WebPData()
                guard WebPMuxAssemble(mux, &assembled) == WEBP_MUX_OK else { throw failure }
                defer { WebPDataClear(&assembled) }
                return Array(UnsafeBufferPointer(start: assembled.bytes, count: assembled.size))
            }
        }

        /// The content of the first chunk of a name; nil where there is none.
        static func chunk(_ name: String, of bytes: [UInt8]) -> [UInt8]? {
            withData(of: bytes) { data in
                guard let demuxer = WebPDemux(&data) else { return nil }
                defer { WebPDemuxDelete(demuxer) }
                var iterator = WebPChunkIterator()
                guard WebPDemuxGetChunk(demuxer, name, 1, &iterator) != 0 else { return nil }
                defer { WebPDemuxReleaseChunkIterator(&iterator) }
                return Array(UnsafeBufferPointer(start: iterator.chunk.bytes, count: iterator.chunk.size))
            }
        }

        private static func features(of bytes: [UInt8], path: String) throws -> WebPBitstreamFeatures {
            var features = WebPBitstreamFeatures()
            guard WebPGetFeatures(bytes, bytes.count, &features) == VP8_STATUS_OK else {
                throw FileError.damagedImage(path: path, detail: "its header is wrong or incomplete")
            }
            try Picture.checkSize(width: Int(features.width), height: Int(features.height), path: path)
            // The length that the container tells of itself, before anything is made for the pixels.
            guard bytes.count >= 8, Int(bytes.littleEndian32(at: 4)) <= bytes.count - 8 else {
                throw FileError.damagedImage(path: path, detail: "the file ends too early")
            }
            return features
        }

        private static func still(_ bytes: [UInt8], width: Int, height: Int) -> [UInt8]? {
            var isDecoded = false
            let rgba = [UInt8](unsafeUninitializedCapacity: 4 * width * height) { target, initialized in
                isDecoded =
                    WebPDecodeRGBAInto(bytes, bytes.count, target.baseAddress, 4 * width * height, Int32(4 * width))
                    != nil
                initialized = isDecoded ? 4 * width * height : 0
            }
            return isDecoded ? rgba : nil
        }

        private static func firstFrame(of bytes: [UInt8], count: Int) -> [UInt8]? {
            withData(of: bytes) { data in
                guard let decoder = WebPAnimDecoderNew(&data, nil) else { return nil }
                defer { WebPAnimDecoderDelete(decoder) }
                var (frame, time) = (UnsafeMutablePointer<UInt8>?.none, Int32(0))
                guard WebPAnimDecoderGetNext(decoder, &frame, &time) != 0, let frame else { return nil }
                return Array(UnsafeBufferPointer(start: frame, count: count))
            }
        }

        private static func orientation(of bytes: [UInt8]) -> Orientation {
            chunk("EXIF", of: bytes).flatMap { Orientation(exif: $0) } ?? .upright
        }

        private static func withData<Result>(of bytes: [UInt8], _ body: (inout WebPData) throws -> Result) rethrows
            -> Result
        {
            try bytes.withUnsafeBufferPointer { buffer in
                var data = WebPData(bytes: buffer.baseAddress, size: buffer.count)
                return try body(&data)
            }
        }
    }
#endif
