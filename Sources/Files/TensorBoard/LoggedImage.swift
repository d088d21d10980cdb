/// A picture in an event file; its bytes stay in the file until they are wanted.
package struct LoggedImage: Sendable, Hashable {
    /// Training step at which it was logged.
    package let step: Int64
    /// Seconds since 1970.
    package let wallTime: Double
    /// Pixels from left to right, as logged.
    package let width: Int
    /// Pixels from top to bottom, as logged.
    package let height: Int
    /// The event file.
    package let path: String
    /// Where the encoded picture lies in it.
    package let offset: Int
    /// Its length in bytes.
    package let count: Int

    /// The encoded picture, as a rule PNG or JPEG.
    /// - Throws: `FileError`, `.damagedImage` where the file has become shorter.
    package func bytes() throws -> [UInt8] {
        let bytes = try ReadableFile(path).bytes(at: offset, count: count)
        if bytes.count < count {
            throw FileError.damagedImage(path: path, detail: "the event file was cut short")
        }
        return bytes
    }

    /// The picture itself.
    /// - Throws: `FileError`.
    package func picture() throws -> Picture {
        try Picture(decoding: bytes(), named: "\(path) (step \(step))")
    }
}
