/// Pictures of one size shown one after the other, again and again.
package struct Animation: Sendable {
    /// What it is written as.
    package enum Format: String, CaseIterable, Sendable {
        /// Every colour; browsers and viewers show it, others its first picture.
        case apng
        #if WebP
            /// Small.
            case webp
        #endif
        #if GIF
            /// 256 colours for all of it; shown everywhere.
            case gif
        #endif

        /// For people.
        package var label: String { rawValue == "webp" ? "WebP" : rawValue.uppercased() }

        package var fileExtension: String { self == .apng ? "png" : rawValue }
    }

    /// One picture and how long it stays.
    package struct Frame: Sendable {
        let picture: Picture
        /// Milliseconds.
        let duration: Int
    }

    package private(set) var frames: [Frame] = []

    package init() {}

    /// The frames of a sequence: a quarter of a second for each step, the first and the last picture longer.
    package init(sequence pictures: [Picture], picturesPerStep: Int = 1) {
        for (index, picture) in pictures.enumerated() {
            append(picture, duration: index == 0 ? 800 : index == pictures.count - 1 ? 1600 : 250 / picturesPerStep)
        }
    }

    /// Adds a picture of the size of those before it.
    package mutating func append(_ picture: Picture, duration: Int) {
        precondition(
            frames.first.map { ($0.picture.width, $0.picture.height) == (picture.width, picture.height) } ?? true,
            "a frame of \(picture.width)×\(picture.height) after others of another size")
        precondition((1...65_535).contains(duration), "a frame for \(duration) ms")
        frames.append(Frame(picture: picture, duration: duration))
    }

    /// The whole file.
    ///
    /// - Parameter recipe: how the last frame was made; a GIF has no room for it.
    /// - Throws: `FileError`.
    package func encoded(as format: Format, recipe: Recipe? = nil) throws -> [UInt8] {
        guard !frames.isEmpty else { throw FileError.notEncodable(format: format.rawValue, detail: "it has no frames") }
        switch format {
        case .apng: return try encodedAPNG(recipe)
        #if WebP
            case .webp: return try encodedWebP(recipe)
        #endif
        #if GIF
            case .gif: return try encodedGIF()
        #endif
        }
    }
}
