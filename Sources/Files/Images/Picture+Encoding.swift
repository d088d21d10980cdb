extension Picture {
    /// The picture as an 8-bit PNG file with its opacity, its profile and text chunks (tEXt, or iTXt beyond ASCII).
    ///
    /// Where there is `alpha`, colours are stored such that compositing over white gives `rgb` again. Throws
    /// `FileError` where a keyword is not 1–79 printable ASCII characters.
    package func encodedPNG(text: [(keyword: String, value: String)] = []) throws -> [UInt8] {
        let encoder = try PNGEncoder()
        for chunk in text {
            try encoder.add(keyword: chunk.keyword, value: chunk.value)
        }
        return try encoder.encode(self)
    }

    /// The picture over white as a JPEG file with its profile; `quality` is from 1 to 100.
    ///
    /// From 90 on, colour is kept at full resolution (4:4:4), below at a quarter (4:2:0).
    package func encodedJPEG(quality: Int = 95) throws -> [UInt8] {
        try JPEGEncoder(quality: quality).encode(self)
    }
}
