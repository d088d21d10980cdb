#if GIF
    import CGIF

    extension Animation {
        /// One palette for all frames, with error diffusion.
        func encodedGIF() throws -> [UInt8] {
            let failure = FileError.notEncodable(format: "GIF", detail: "giflib refuses it")
            let (width, height) = (frames[0].picture.width, frames[0].picture.height)
            guard max(width, height) <= 65_535, let palette = GIFPalette(frames.map(\.picture)) else { throw failure }
            final class Output { var bytes: [UInt8] = [] }
            let output = Output()
            return try withExtendedLifetime(output) {
                var code: Int32 = 0
                let gif = EGifOpen(
                    Unmanaged.passUnretained(output).toOpaque(),
                    { gif, bytes, count in
                        guard let context = gif?.pointee.UserData else { return 0 }
                        Unmanaged<Output>.fromOpaque(context).takeUnretainedValue().bytes +=
                            UnsafeBufferPointer(start: bytes, count: Int(count))
                        return count
                    }, &code)
                guard let gif else { throw failure }
                var isOpen = true
                defer { if isOpen { EGifCloseFile(gif, nil) } }
                func check(_ status: Int32) throws { if status != GIF_OK { throw failure } }
                EGifSetGifVersion(gif, true)
                let map = GifMakeMapObject(Int32(GIFPalette.count), palette.colors)
                defer { GifFreeMapObject(map) }
                try check(EGifPutScreenDesc(gif, Int32(width), Int32(height), 8, 0, map))
                // Again and again.
                try check(EGifPutExtensionLeader(gif, Int32(APPLICATION_EXT_FUNC_CODE)))
                try check(EGifPutExtensionBlock(gif, 11, "NETSCAPE2.0"))
                try check(EGifPutExtensionBlock(gif, 3, [1, 0, 0] as [UInt8]))
                try check(EGifPutExtensionTrailer(gif))
                for frame in frames {
                    let hundredths = max(2, (frame.duration + 5) / 10)
                    let control: [UInt8] = [1 << 2, UInt8(hundredths & 255), UInt8(hundredths >> 8), 0]
                    try check(EGifPutExtension(gif, Int32(GRAPHICS_EXT_FUNC_CODE), 4, control))
                    try check(EGifPutImageDesc(gif, 0, 0, Int32(width), Int32(height), false, nil))
                    var indices = palette.indices(of: frame.picture)
                    try indices.withUnsafeMutableBufferPointer { indices in
                        guard let start = indices.baseAddress else { throw failure }
                        for row in 0..<height { try check(EGifPutLine(gif, start + row * width, Int32(width))) }
                    }
                }
                isOpen = false
                try check(EGifCloseFile(gif, nil))
                return output.bytes
            }
        }
    }

    /// 256 colours for several pictures (giflib's median cut), and pictures in them by error diffusion (Floyd and Steinberg).
    private struct GIFPalette {
        static let count = 256
        /// Pixels that colours are chosen from.
        private static let sampleCount = 1 << 18

        let colors: [GifColorType]
        /// The nearest colour to each of 32,768.
        private let nearest: [UInt8]

        init?(_ pictures: [Picture]) {
            let all = pictures.reduce(0) { $0 + $1.width * $1.height }
            let stride = max(1, all / Self.sampleCount)
            var (reds, greens, blues) = ([UInt8](), [UInt8](), [UInt8]())
            for picture in pictures {
                for pixel in Swift.stride(from: 0, to: picture.width * picture.height, by: stride) {
                    reds.append(picture.rgb[3 * pixel])
                    greens.append(picture.rgb[3 * pixel + 1])
                    blues.append(picture.rgb[3 * pixel + 2])
                }
            }
            let count = reds.count
            var size = Int32(Self.count)
            var indices = [UInt8](repeating: 0, count: count)
            var map = [GifColorType](repeating: GifColorType(Red: 0, Green: 0, Blue: 0), count: Self.count)
            guard
                GifQuantizeBuffer(
                    UInt32(count), 1, &size, &reds, &greens, &blues, &indices, &map) == GIF_OK
            else { return nil }
            var samples: [SIMD3<Int>] = []
            for index in Swift.stride(from: 0, to: count, by: max(1, count >> 13)) {
                samples.append(SIMD3(Int(reds[index]), Int(greens[index]), Int(blues[index])))
            }
            Self.refine(&map, on: samples)
            colors = map
            nearest = (0..<32768).map { color -> UInt8 in
                let (red, green, blue) = ((color >> 10) * 8 + 4, (color >> 5 & 31) * 8 + 4, (color & 31) * 8 + 4)
                return UInt8(Self.nearest(to: SIMD3(red, green, blue), in: map))
            }
        }

        /// Moves each colour to the mean of the samples that are nearest to it (Lloyd's algorithm): the median cut alone wastes some.
        private static func refine(_ colors: inout [GifColorType], on samples: [SIMD3<Int>]) {
            for _ in 0..<4 {
                var sums = [SIMD3<Int>](repeating: .zero, count: count)
                var counts = [Int](repeating: 0, count: count)
                for sample in samples {
                    let index = nearest(to: sample, in: colors)
                    sums[index] &+= sample
                    counts[index] += 1
                }
                for index in 0..<count where counts[index] > 0 {
                    let mean = (sums[index] &+ SIMD3(repeating: counts[index] / 2)) / SIMD3(repeating: counts[index])
                    colors[index] = GifColorType(Red: UInt8(mean.x), Green: UInt8(mean.y), Blue: UInt8(mean.z))
                }
            }
        }

        private static func nearest(to color: SIMD3<Int>, in colors: [GifColorType]) -> Int {
            var (best, least) = (0, Int.max)
            for (index, entry) in colors.enumerated() {
                let red = color.x - Int(entry.Red)
                let green = color.y - Int(entry.Green)
                let blue = color.z - Int(entry.Blue)
                let distance = red * red + green * green + blue * blue
                if distance < least { (best, least) = (index, distance) }
            }
            return best
        }

        func indices(of picture: Picture) -> [UInt8] {
            let width = picture.width
            // What rows pass on, sixteenths, with a margin at both sides.
            var (here, below) = (
                [Int](repeating: 0, count: 3 * (width + 2)), [Int](repeating: 0, count: 3 * (width + 2))
            )
            var result = [UInt8](repeating: 0, count: width * picture.height)
            for row in 0..<picture.height {
                for column in 0..<width {
                    let (pixel, place) = (row * width + column, 3 * (column + 1))
                    var wanted = (0, 0, 0)
                    wanted.0 = min(max(Int(picture.rgb[3 * pixel]) + here[place] / 16, 0), 255)
                    wanted.1 = min(max(Int(picture.rgb[3 * pixel + 1]) + here[place + 1] / 16, 0), 255)
                    wanted.2 = min(max(Int(picture.rgb[3 * pixel + 2]) + here[place + 2] / 16, 0), 255)
                    let index = nearest[(wanted.0 >> 3) << 10 | (wanted.1 >> 3) << 5 | wanted.2 >> 3]
                    result[pixel] = index
                    let color = colors[Int(index)]
                    let misses = (
                        wanted.0 - Int(color.Red), wanted.1 - Int(color.Green), wanted.2 - Int(color.Blue)
                    )
                    for (channel, miss) in [misses.0, misses.1, misses.2].enumerated() {
                        here[place + 3 + channel] += 7 * miss
                        below[place - 3 + channel] += 3 * miss
                        below[place + channel] += 5 * miss
                        below[place + 3 + channel] += miss
                    }
                }
                swap(&here, &below)
                for index in below.indices { below[index] = 0 }
            }
            return result
        }
    }
#endif
