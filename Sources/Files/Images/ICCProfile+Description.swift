extension ICCProfile {
    /// The name in the profile's `desc` tag: ASCII in version 2, the first language's UTF-16 in version 4.
    static func description(of profile: [UInt8]) -> String? {
        guard profile.count >= 132 else { return nil }
        let count = min(Int(profile.bigEndian32(at: 128)), (profile.count - 132) / 12)
        for entry in 0..<count {
            let offset = 132 + 12 * entry
            guard profile[offset..<offset + 4].elementsEqual("desc".utf8) else { continue }
            let start = Int(profile.bigEndian32(at: offset + 4))
            let length = Int(profile.bigEndian32(at: offset + 8))
            guard start <= profile.count, length <= profile.count - start else { return nil }
            return name(in: Array(profile[start..<start + length]))
        }
        return nil
    }

    private static func name(in tag: [UInt8]) -> String? {
        guard tag.count >= 28 else { return nil }
        if tag.starts(with: "desc".utf8) {
            let length = Int(tag.bigEndian32(at: 8))
            return String(decoding: tag.dropFirst(12).prefix(length).prefix { $0 != 0 }, as: UTF8.self)
        }
        guard tag.starts(with: "mluc".utf8), tag.bigEndian32(at: 8) > 0 else { return nil }
        let length = Int(tag.bigEndian32(at: 20))
        let start = Int(tag.bigEndian32(at: 24))
        guard start <= tag.count, length <= tag.count - start else { return nil }
        let units = stride(from: start, to: start + length - 1, by: 2).map { tag.bigEndian16(at: $0) }
        return String(decoding: units, as: UTF16.self)
    }
}
