import Files

/// A picture of 8 bits a channel, gamma-encoded as its file has it; the 16 of a PNG file that has them are kept beside those for
/// the agent. Colours are in sRGB: those of a file with another profile are converted as it is read.
public struct Image: Sendable, Equatable {
    let picture: Picture

    init(_ picture: Picture) { self.picture = picture }

    /// Columns of pixels.
    public var width: Int { picture.width }
    /// Rows of pixels.
    public var height: Int { picture.height }
    /// Colours, height × width × 3 in reading order, red, green and blue together; over white where there is `opacity`.
    public var pixels: [UInt8] { picture.rgb }
    /// Opacity, height × width, 255 opaque; nil where every pixel is opaque.
    public var opacity: [UInt8]? { picture.alpha }

    /// A picture of given pixels.
    ///
    /// - Parameters:
    ///   - width: columns, at least 1.
    ///   - height: rows, at least 1.
    ///   - pixels: height × width × 3 values, as `pixels`.
    ///   - opacity: height × width values, or nil.
    public init(width: Int, height: Int, pixels: [UInt8], opacity: [UInt8]? = nil) {
        picture = Picture(width: width, height: height, rgb: pixels, alpha: opacity)
    }

    /// Reads a PNG or JPEG file of at most 16,384 pixels a side, told by its content, upright as its EXIF orientation says.
    ///
    /// - Throws: `MiniStylerError.file`.
    public init(contentsOf path: String) throws(MiniStylerError) {
        picture = try MiniStylerError.translating { try Picture.read(path) }
    }

    /// The picture shrunk to a short side of `shortSide` pixels, at least 1, in its proportions; never enlarged.
    public func resized(shortSide: Int) -> Image { Image(picture.resized(shortSide: shortSide)) }

    /// Writes a PNG file, or a JPEG file, which is over white; whichever the name ends in: `.png`, `.jpg` or `.jpeg`. The file
    /// appears whole or not at all.
    ///
    /// - Parameter quality: of a JPEG file, from 1 to 100.
    /// - Throws: `MiniStylerError.file`, also for another ending.
    public func write(to path: String, quality: Int = 95) throws(MiniStylerError) {
        precondition((1...100).contains(quality), "a JPEG quality of \(quality), expected 1 to 100")
        let ending = path.split(separator: ".").last?.lowercased()
        try MiniStylerError.translating {
            switch ending {
            case "png": try AtomicFile.write(picture.encodedPNG(), to: path)
            case "jpg", "jpeg": try AtomicFile.write(picture.encodedJPEG(quality: quality), to: path)
            default:
                throw MiniStylerError.file("\(path) does not tell its format; let it end in .png, .jpg or .jpeg.")
            }
        }
    }
}
