#if WebP
    import CWebP

    extension Animation {
        func encodedWebP(_ recipe: Recipe?, quality: Float = 88) throws -> [UInt8] {
            let failure = { (detail: String) in FileError.notEncodable(format: "WebP", detail: detail) }
            let (width, height) = (frames[0].picture.width, frames[0].picture.height)
            var (options, config) = (WebPAnimEncoderOptions(), WebPConfig())
            guard WebPAnimEncoderOptionsInit(&options) != 0,
                WebPConfigInit(&config) != 0,
                let encoder = WebPAnimEncoderNew(Int32(width), Int32(height), &options)
            else { throw failure("libwebp could not be set up") }
            defer { WebPAnimEncoderDelete(encoder) }
            config.quality = quality
            var time: Int32 = 0
            for frame in frames {
                var image = WebPPicture()
                guard WebPPictureInit(&image) != 0 else { throw failure("libwebp could not be set up") }
                defer { WebPPictureFree(&image) }
                (image.use_argb, image.width, image.height) = (1, Int32(width), Int32(height))
                let picture = frame.picture
                let status =
                    picture.alpha.map {
                        WebPPictureImportRGBA(
                            &image, Transparency.restored(rgb: picture.rgb, alpha: $0), Int32(4 * width))
                    } ?? WebPPictureImportRGB(&image, picture.rgb, Int32(3 * width))
                guard status != 0, WebPAnimEncoderAdd(encoder, &image, time, &config) != 0 else {
                    throw failure("a frame of \(width)×\(height) is refused")
                }
                time += Int32(frame.duration)
            }
            var assembled = WebPData()
            guard WebPAnimEncoderAdd(encoder, nil, time, nil) != 0,
                WebPAnimEncoderAssemble(encoder, &assembled) != 0
            else { throw failure("it cannot be put together") }
            defer { WebPDataClear(&assembled) }
            let file = Array(UnsafeBufferPointer(start: assembled.bytes, count: assembled.size))
            return try WebPFile.adding(
                [("XMP ", try recipe.map { Array(try $0.xmp().utf8) })],
                to: file)
        }
    }
#endif
