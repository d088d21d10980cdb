/// The few fields of an ICC profile that decide whether it can be kept.
enum ICCProfile {
    /// Whether `profile` is whole and describes RGB: one for grey or CMYK does not fit the decoded pixels.
    static func describesRGB(_ profile: [UInt8]) -> Bool {
        profile.count >= 132
            && Int(profile.bigEndian32(at: 0)) == profile.count
            && profile[16..<20].elementsEqual("RGB ".utf8)
            && profile[36..<40].elementsEqual("acsp".utf8)
    }
}
