/// The few fields of an ICC profile that decide whether it fits decoded pixels.
enum ICCProfile {
    /// What the numbers of a profile's pixels are.
    enum Space {
        case rgb
        case grey
    }

    /// The space of a profile that is whole; nil for others, such as CMYK, and for what is no profile.
    static func space(of profile: [UInt8]) -> Space? {
        guard profile.count >= 132, Int(profile.bigEndian32(at: 0)) == profile.count,
            profile[36..<40].elementsEqual("acsp".utf8)
        else { return nil }
        if profile[16..<20].elementsEqual("RGB ".utf8) { return .rgb }
        return profile[16..<20].elementsEqual("GRAY".utf8) ? .grey : nil
    }

    /// The profile where it describes the pixels of a file; nil otherwise.
    ///
    /// - Parameter isGrey: the file's pixels are stored as grey, for which a profile of RGB is right too.
    static func fitting(_ profile: [UInt8]?, isGrey: Bool) -> [UInt8]? {
        guard let profile, let space = space(of: profile), space == .rgb || isGrey else { return nil }
        return profile
    }
}
