/// What a file's first bytes say it is.
enum ImageFormat {
    case png
    case jpeg
    case webp
    /// HEIC or AVIF.
    case heif
    case tiff
    case gif
    /// Known but not read here, with a name for messages.
    case other(String)
    case unknown

    // What is built without a library is known by name alone.
    #if WebP
        private static let webpHere = ImageFormat.webp
    #else
        private static let webpHere = ImageFormat.other("WebP")
    #endif
    #if HEIF
        private static let heifHere = ImageFormat.heif
    #else
        private static let heifHere = ImageFormat.other("HEIC or AVIF")
    #endif
    #if TIFF
        private static let tiffHere = ImageFormat.tiff
    #else
        private static let tiffHere = ImageFormat.other("TIFF")
    #endif
    #if GIF
        private static let gifHere = ImageFormat.gif
    #else
        private static let gifHere = ImageFormat.other("GIF")
    #endif

    static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// For messages; nil where it is unknown.
    var name: String? {
        switch self {
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .webp: "WebP"
        case .heif: "HEIC or AVIF"
        case .tiff: "TIFF"
        case .gif: "GIF"
        case .other(let name): name
        case .unknown: nil
        }
    }

    /// Whether it is read here.
    var isRead: Bool {
        switch self {
        case .png, .jpeg, .webp, .heif, .tiff, .gif: true
        case .other, .unknown: false
        }
    }

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
            self = Self.gifHere
        } else if begins("RIFF"), begins("WEBP", at: 8) {
            self = Self.webpHere
        } else if begins("BM") {
            self = .other("BMP")
        } else if bytes.starts(with: [0x49, 0x49, 0x2A, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
            self = Self.tiffHere
        } else if ["ftypavif", "ftypavis", "ftyphei", "ftyphev", "ftypmif1", "ftypmsf1"].contains(where: {
            begins($0, at: 4)
        }) {
            self = Self.heifHere
        } else if begins("%PDF") {
            self = .other("PDF")
        } else if begins("<svg") || begins("<?xml") {
            self = .other("SVG or XML")
        } else {
            self = .unknown
        }
    }
}
