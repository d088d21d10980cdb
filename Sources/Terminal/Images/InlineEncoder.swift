import Foundation

/// Encodes RGB pixels as an inline picture of iTerm2 (https://iterm2.com/documentation-images.html).
enum InlineEncoder {
    /// `OSC 1337 ; File` with a PNG of 3·width·height bytes, shown in as many pixels, the cursor left where it is.
    static func encode(_ pixels: [UInt8], size: PixelSize) -> [UInt8] {
        let file = PixelFile.png(pixels, size: size)
        let header =
            "\u{1B}]1337;File=inline=1;size=\(file.count);width=\(size.width)px;height=\(size.height)px"
            + ";preserveAspectRatio=0;doNotMoveCursor=1:"
        return Array(header.utf8) + Data(file).base64EncodedData() + [0x07]
    }
}
