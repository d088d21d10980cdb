import Files

@testable import Engine

/// PNG files of a test's own.
struct SourcePictures {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes a picture that differs by `seed` and gives its path.
    @discardableResult
    func write(_ name: String, width: Int, height: Int, seed: Int) throws -> String {
        let rgb = (0..<3 * width * height).map { UInt8(truncatingIfNeeded: $0 * (7 + 4 * seed) / 3 + 31 * seed) }
        let path = folder.adding(name)
        try AtomicFile.write(Picture(width: width, height: height, rgb: rgb).encodedPNG(), to: path)
        return path
    }
}
