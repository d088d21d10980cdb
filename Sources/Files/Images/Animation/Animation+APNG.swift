import CISAL

extension Animation {
    /// A PNG whose further pictures are in chunks of their own (`acTL`, `fcTL`, `fdAT` of the PNG specification, third edition).
    func encodedAPNG(_ recipe: Recipe?) throws -> [UInt8] {
        // All with opacity or none: one header stands for all.
        let isTransparent = frames.contains { $0.picture.alpha != nil }
        let text = try recipe.map { [try $0.textChunk()] } ?? []
        var result = ImageFormat.pngSignature
        var sequence: UInt32 = 0
        func numbered() -> [UInt8] {
            defer { sequence += 1 }
            return Self.bytes(sequence)
        }
        for (index, frame) in frames.enumerated() {
            var picture = frame.picture
            if isTransparent, picture.alpha == nil {
                picture.alpha = [UInt8](repeating: 255, count: picture.width * picture.height)
            }
            // Extent, place, duration in thousandths; the frame replaces the last one.
            let extent: [UInt8] = [picture.width, picture.height, 0, 0].flatMap { (side: Int) in
                Self.bytes(UInt32(side))
            }
            let control = extent + Self.bytes(UInt32(frame.duration) << 16 | 1000) + [0, 0]
            var hasControl = false
            for (name, content) in Self.chunks(of: try picture.encodedPNG(text: index == 0 ? text : [])) {
                let isPixels = name == "IDAT"
                if isPixels, !hasControl {
                    result += Self.chunk("fcTL", numbered() + control)
                    hasControl = true
                }
                switch (index, name) {
                case (_, "IEND"): break
                case (0, "IHDR"):
                    result += Self.chunk(name, content)
                    result += Self.chunk("acTL", Self.bytes(UInt32(frames.count)) + Self.bytes(0))
                case (0, _): result += Self.chunk(name, content)
                case (_, "IDAT"): result += Self.chunk("fdAT", numbered() + content)
                default: break
                }
            }
        }
        return result + Self.chunk("IEND", [])
    }

    private static func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }

    private static func chunks(of png: [UInt8]) -> [(name: String, content: ArraySlice<UInt8>)] {
        var result: [(String, ArraySlice<UInt8>)] = []
        var offset = ImageFormat.pngSignature.count
        while offset + 12 <= png.count {
            let length = Int(png.bigEndian32(at: offset))
            let content = png[offset + 8..<offset + 8 + length]
            result.append((String(decoding: png[offset + 4..<offset + 8], as: UTF8.self), content))
            offset += 12 + length
        }
        return result
    }

    private static func chunk(_ name: String, _ content: some Collection<UInt8>) -> [UInt8] {
        let body = Array(name.utf8) + content
        let checksum = body.withUnsafeBufferPointer { crc32_gzip_refl(0, $0.baseAddress, UInt64($0.count)) }
        return bytes(UInt32(content.count)) + body + bytes(checksum)
    }
}
