import Engine
import Files

/// The file of `stylize --sheet`: frames gathered small, and written at the end.
struct SheetFile {
    private let path: String
    private let format: FrameFormat
    private let pairs: [PicturePair]
    /// Of a single pair all frames, of several the last one of each.
    private var frames: [[Picture]]

    /// - Throws: where the file's name is neither that of a PNG nor of a JPEG.
    init(_ path: String, pairs: [PicturePair]) throws {
        guard let format = FrameFormat(path: path), format == .png || format == .jpeg else {
            throw CommandError("--sheet \(path) is no name of a picture: let it end in .png or .jpg.")
        }
        (self.path, self.format, self.pairs) = (path, format, pairs)
        frames = Array(repeating: [], count: pairs.count)
    }

    mutating func add(_ frame: Picture, of pair: PicturePair, step: Int) {
        guard let place = pairs.firstIndex(of: pair) else { return }
        frames[place] = pairs.count == 1 ? frames[place] + [frame] : [frame]
    }

    /// - Returns: the path; nil where there was no frame.
    func write() throws -> String? {
        guard frames.contains(where: { !$0.isEmpty }) else { return nil }
        try OutputFolder.prepare(AbsolutePath.parent(of: path))
        let picture = try sheet().picture()
        try AtomicFile.write(try format == .jpeg ? picture.encodedJPEG() : picture.encodedPNG(), to: path)
        return path
    }

    private func sheet() throws -> ContactSheet {
        if pairs.count == 1 { return ContactSheet([try small(pairs[0].content)] + frames[0], isNumbered: true) }
        let contents = unique(pairs.map(\.content))
        let styles = unique(pairs.map(\.style))
        // What all have in common stands first.
        if styles.count == 1 { return ContactSheet([try small(styles[0])] + frames.joined(), isNumbered: false) }
        if contents.count == 1 { return ContactSheet([try small(contents[0])] + frames.joined(), isNumbered: false) }
        let empty = Picture(width: 1, height: 1, rgb: [128, 128, 128])
        let rows = try contents.map { content in
            try [small(content)]
                + styles.map { style in
                    pairs.firstIndex { $0.content == content && $0.style == style }.flatMap { frames[$0].first }
                        ?? empty
                }
        }
        return ContactSheet(rows: [[empty] + (try styles.map(small))] + rows)
    }

    private func small(_ path: String) throws -> Picture {
        // As small as the frames are.
        let frame = frames.lazy.compactMap(\.first).first
        let side = frame.map { min($0.width, $0.height) } ?? ContactSheet.shortSide
        return try Picture.read(path).resized(shortSide: side)
    }

    private func unique(_ paths: [String]) -> [String] {
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }
    }
}
