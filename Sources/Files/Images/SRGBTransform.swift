import CLCMS

/// Colours from those of an ICC profile to sRGB, which everything behind reading takes pixels for. Owns LittleCMS's transform.
final class SRGBTransform<Sample: FixedWidthInteger & UnsignedInteger & BitwiseCopyable> {
    private let transform: cmsHTRANSFORM
    private let channels: Int

    /// Nil where the profile is that of sRGB, to one level of 8 bits, or cannot be used.
    ///
    /// - Parameters:
    ///   - profile: for RGB or grey.
    ///   - channels: samples of a pixel: 3, or 4 with opacity. For grey all three colours are alike.
    init?(from profile: [UInt8], channels: Int) {
        let isGrey = ICCProfile.space(of: profile) == .grey
        let bytes = UInt32(MemoryLayout<Sample>.size)
        guard
            let transform = clcms_to_srgb(profile, UInt32(profile.count), isGrey ? 1 : 0, UInt32(channels), bytes)
        else { return nil }
        self.transform = transform
        self.channels = channels
        // 9 levels of each colour: a profile is told by what it does, not by its name.
        let levels = (0...8).map { Sample(Int(Sample.max) * $0 / 8) }
        let grid =
            isGrey
            ? levels.flatMap { [Sample](repeating: $0, count: channels) }
            : levels.flatMap { red in
                levels.flatMap { green in
                    levels.flatMap { blue in [red, green, blue] + [Sample](repeating: 0, count: channels - 3) }
                }
            }
        var converted = grid
        apply(to: &converted)
        let level = Int(Sample.max) / 255
        if zip(grid, converted).allSatisfy({ abs(Int($0) - Int($1)) <= level }) { return nil }
    }

    deinit { cmsDeleteTransform(transform) }

    /// Converts colours in place, opacity stays: [pixels × channels].
    func apply(to pixels: inout [Sample]) {
        let channels = channels
        pixels.withUnsafeMutableBytes { buffer in
            // The library counts pixels in 32 bits.
            let pixelSize = channels * MemoryLayout<Sample>.size
            var offset = 0
            while offset < buffer.count {
                let count = min((buffer.count - offset) / pixelSize, 1 << 20)
                let place = buffer.baseAddress.map { $0 + offset }
                cmsDoTransform(transform, place, place, UInt32(count))
                offset += count * pixelSize
            }
        }
    }
}
