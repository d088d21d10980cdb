/// What a file's first bytes say it is.
enum ImageFormat {
    case png
    case jpeg
    /// Known but not read here, with a name for messages.
    case other(String)
    case unknown

    static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Tells the format of a file that begins with `bytes`; a dozen of them are enough.
    init(of bytes: [UInt8]) {
        func begins(_ text: String, at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: text.utf8)
        }
        if bytes.starts(with: Self.pngSignature) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if begins("GIF8") {
            self = .other("GIF")
        } else if begins("RIFF"), begins("WEBP", at: 8) {
            self = .other("WebP")
        } else if begins("BM") {
            self = .other("BMP")
        } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
            self = .other("TIFF or camera raw")
        } else if begins("ftypavif", at: 4) {
            self = .other("AVIF")
        } else if begins("ftyphei", at: 4) || begins("ftypmif1", at: 4) {
            self = .other("HEIC")
        } else if begins("%PDF") {
            self = .other("PDF")
        } else if begins("<svg") || begins("<?xml") {
            self = .other("SVG or XML")
        } else {
            self = .unknown
        }
    }
}
