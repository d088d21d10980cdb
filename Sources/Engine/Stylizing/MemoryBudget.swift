import Files

/// How much memory sequences may take.
package struct MemoryBudget: Sendable, Equatable {
    /// Bytes that are allowed.
    package let bytes: Int

    package init(bytes: Int) { self.bytes = bytes }

    /// Half of what the machine has free; what can be freed at once counts as free.
    package static var standard: MemoryBudget { MemoryBudget(bytes: (AvailableMemory.bytes() ?? 4 << 30) / 2) }

    /// A size such as 900M, 1.5G or 2GiB, in binary units; nil where the text is none.
    package init?(_ text: String) {
        let number = text.prefix { $0.isNumber || $0 == "." }
        let units = ["": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40]
        var unit = text.dropFirst(number.count).uppercased()
        if unit.hasSuffix("B") { unit.removeLast() }
        if unit.hasSuffix("I"), unit.count > 1 { unit.removeLast() }
        guard let value = Double(number), let factor = units[unit], value * Double(factor) < 1e18, value > 0 else {
            return nil
        }
        bytes = Int(value * Double(factor))
    }

    /// About what a sequence takes at most, from reading its pictures to writing a frame. Measured: a step from 4032×3024 took
    /// 0.75 GB, one from 8192×8192 1.85 GB, two of them 2.4 GB.
    ///
    /// - Parameters:
    ///   - steps: of the sequence.
    ///   - keepsFrames: whether all frames are kept for an animation, with the file that they become.
    ///   - deepPixels: how many of both pictures' pixels have 16 bits.
    ///   - brush: of a coarse-to-fine schedule; 1 for none.
    package static func estimate(
        content: (width: Int, height: Int), style: (width: Int, height: Int), steps: Int, keepsFrames: Bool = false,
        deepPixels: Int = 0, brush: Double = 1
    ) -> Int {
        let (pixels, stylePixels) = (content.width * content.height, style.width * style.height)
        // The program, and rows on their way through the networks.
        let base = 160 << 20 + 20_000 * max(content.width, style.width)
        // The moving image has 12 bytes a pixel, the action 16, an 8-bit picture 3, one of 16 bits 6 more.
        let stepping = pixels * (pixels <= SourceImage.largeArea ? 45 : steps > 1 ? 32 : 24)
        let opening = 15 * (pixels + stylePixels) + 6 * deepPixels
        let frames = keepsFrames ? 8 * pixels * (steps + 1) : 0
        guard brush > 1 else { return base + max(stepping, opening) + frames }
        // The content and two frames are there as well, and what an enlargement takes: counted, not measured, for a moving
        // image of nearly the content's size with eleven planes of the filter.
        let enlarging = 130 * pixels
        return base + max(stepping + 36 * pixels, enlarging, 2 * opening) + frames
    }

    /// The same of two files, and the extents that they are worked on with. Throws `FileError`.
    package static func estimate(
        content: String, style: String, size: Int?, steps: Int, keepsFrames: Bool = false, brush: Double = 1
    ) throws -> (bytes: Int, extents: [(width: Int, height: Int)]) {
        let files = [content, style]
        let extents = try files.map { Picture.reduced(try Picture.dimensions(of: $0), shortSide: size) }
        let deepPixels = try zip(files, extents).map { try Picture.hasSixteenBits($0) ? $1.width * $1.height : 0 }
        let bytes = estimate(
            content: extents[0], style: extents[1], steps: steps, keepsFrames: keepsFrames,
            deepPixels: deepPixels.reduce(0, +), brush: brush)
        return (bytes, extents)
    }

    /// A number of bytes for people.
    package static func text(_ bytes: Int) -> String {
        AvailableMemory.text(bytes)
    }

    /// - Throws: `EngineError.unsuitableImage` where two pictures need more.
    func check(_ pair: PicturePair, size: Int?, steps: Int, keepsFrames: Bool, brush: Double = 1) throws {
        let (needed, extents) = try Self.estimate(
            content: pair.content, style: pair.style, size: size, steps: steps, keepsFrames: keepsFrames, brush: brush)
        guard needed > bytes else { return }
        let larger = extents[0].width * extents[0].height >= extents[1].width * extents[1].height ? 0 : 1
        let path = larger == 0 ? pair.content : pair.style
        throw EngineError.unsuitableImage(
            problem:
                "\(path) at \(extents[larger].width)×\(extents[larger].height) takes about \(Self.text(needed)) of "
                + "memory, more than the \(Self.text(bytes)) allowed: shrink it with --size, or allow more with --memory."
        )
    }
}
