/// Endings of picture files' names, without the dot, in lower case. What a file is its content tells.
package enum PictureEndings {
    /// Of the formats that are read here.
    package static let read: Set<String> = [
        "png", "jpg", "jpeg", "jpe", "jfif", "webp", "heic", "heif", "avif", "tif", "tiff", "gif",
    ]

    /// Of others, which are named where they are passed over.
    private static let other: Set<String> = [
        "bmp", "jxl", "jp2", "svg", "psd", "dng", "cr2", "nef", "arw",
    ]

    /// Whether a name ends as a picture's does, read here or not.
    package static func hasOne(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        let ending = name[name.index(after: dot)...].lowercased()
        return read.contains(ending) || other.contains(ending)
    }
}
