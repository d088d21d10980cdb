/// A picture in an event file; its bytes stay in the file until they are wanted.
public struct LoggedImage: Sendable, Hashable {
    /// Training step at which it was logged.
    public let step: Int64
    /// Seconds since 1970.
    public let wallTime: Double
    /// Pixels from left to right, as logged.
    public let width: Int
    /// Pixels from top to bottom, as logged.
    public let height: Int
    /// The event file.
    public let path: String
    /// Where the encoded picture lies in it.
    public let offset: Int
    /// Its length in bytes.
    public let count: Int

    /// The encoded picture, as a rule PNG or JPEG.
    /// - Throws: `FileError`, `.damagedImage` where the file has become shorter.
    public func bytes() throws -> [UInt8] {
        let bytes = try ReadableFile(path).bytes(at: offset, count: count)
        if bytes.count < count {
            throw FileError.damagedImage(path: path, detail: "the event file was cut short")
        }
        return bytes
    }

    /// The picture itself.
    /// - Throws: `FileError`.
    public func picture() throws -> Picture {
        try Picture(decoding: bytes(), named: "\(path) (step \(step))")
    }
}
