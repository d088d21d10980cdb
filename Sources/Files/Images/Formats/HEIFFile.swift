#if HEIF
    import CHEIF

    /// HEIC and AVIF: the primary image, turned as the file says.
    enum HEIFFile {
        static func dimensions(of bytes: [UInt8], path: String) throws -> (width: Int, height: Int) {
            try withImage(of: bytes, path: path) { image in
                (Int(heif_image_handle_get_width(image)), Int(heif_image_handle_get_height(image)))
            }
        }

        static func decode(_ bytes: [UInt8], path: String) throws -> DecodedPicture {
            try withImage(of: bytes, path: path) { handle in
                let (width, height) = (
                    Int(heif_image_handle_get_width(handle)), Int(heif_image_handle_get_height(handle))
                )
                var image: OpaquePointer?
                try check(
                    heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGBA, nil), path)
                defer { heif_image_release(image) }
                var stride: Int32 = 0
                guard let plane = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride),
                    Int(heif_image_get_width(image, heif_channel_interleaved)) == width,
                    Int(heif_image_get_height(image, heif_channel_interleaved)) == height
                else { throw FileError.damagedImage(path: path, detail: "its pixels are not of the size it names") }
                var rgba: [UInt8] = []
                rgba.reserveCapacity(4 * width * height)
                for row in 0..<height {
                    rgba += UnsafeBufferPointer(start: plane + row * Int(stride), count: 4 * width)
                }
                if heif_image_handle_is_premultiplied_alpha(handle) != 0 {
                    for pixel in Swift.stride(from: 0, to: rgba.count, by: 4) where rgba[pixel + 3] > 0 {
                        let opacity = Int(rgba[pixel + 3])
                        for channel in pixel..<pixel + 3 {
                            rgba[channel] = UInt8(min(255, (255 * Int(rgba[channel]) + opacity / 2) / opacity))
                        }
                    }
                }
                let profile = profile(of: handle)
                let (rgb, alpha) = DecodedPixels.finished(rgba, channels: 4, profile: profile)
                return DecodedPicture(
                    picture: Picture(width: width, height: height, rgb: rgb, alpha: alpha), profile: profile)
            }
        }

        private static func profile(of handle: OpaquePointer) -> [UInt8]? {
            let count = heif_image_handle_get_raw_color_profile_size(handle)
            guard count > 0, count < 1 << 24 else { return nil }
            var profile = [UInt8](repeating: 0, count: count)
            guard heif_image_handle_get_raw_color_profile(handle, &profile).code == heif_error_Ok else { return nil }
            return ICCProfile.fitting(profile, isGrey: false)
        }

        private static func withImage<Result>(
            of bytes: [UInt8], path: String, _ body: (OpaquePointer) throws -> Result
        ) throws -> Result {
            try bytes.withUnsafeBytes { buffer in
                guard let context = heif_context_alloc() else {
                    throw FileError.unsupportedImage(path: path, detail: "libheif could not be set up")
                }
                defer { heif_context_free(context) }
                heif_context_set_maximum_image_size_limit(context, Int32(Picture.maximumSide))
                try check(
                    heif_context_read_from_memory_without_copy(context, buffer.baseAddress, buffer.count, nil), path)
                var handle: OpaquePointer?
                try check(heif_context_get_primary_image_handle(context, &handle), path)
                guard let handle else { throw FileError.damagedImage(path: path, detail: "it holds no image") }
                defer { heif_image_handle_release(handle) }
                let (width, height) = (
                    Int(heif_image_handle_get_width(handle)), Int(heif_image_handle_get_height(handle))
                )
                guard width > 0, height > 0 else {
                    throw FileError.damagedImage(path: path, detail: "the header gives a size of \(width)×\(height)")
                }
                try Picture.checkSize(width: width, height: height, path: path)
                return try body(handle)
            }
        }

        private static func check(_ error: heif_error, _ path: String) throws {
            guard error.code != heif_error_Ok else { return }
            let detail = error.message.map { String(cString: $0) } ?? "libheif does not say why"
            let unsupported = [
                heif_error_Unsupported_feature, heif_error_Unsupported_filetype, heif_error_Decoder_plugin_error,
            ]
            throw unsupported.contains(error.code)
                ? FileError.unsupportedImage(path: path, detail: detail)
                : FileError.damagedImage(path: path, detail: detail)
        }
    }
#endif
