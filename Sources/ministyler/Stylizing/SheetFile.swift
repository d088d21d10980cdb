import Engine
import Files

/// The file of `stylize --sheet`: frames gathered small, and written at the end.
struct SheetFile {
    private let path: String
    private let format: FrameFormat
    private let pairs: [PicturePair]
    /// Of a single pair all frames, of several the last one of each.
    private var frames: [[Picture]]

    /// - Parameter output: the file of the frames, where there is one.
    /// - Throws: where the file's name is neither that of a PNG nor of a JPEG, or another's.
    init(_ path: String, pairs: [PicturePair], output: String?) throws {
        guard let format = FrameFormat(path: path), format == .png || format == .jpeg else {
            throw CommandError("--sheet \(path) is no name of a picture: let it end in .png or .jpg.")
        }
        if PathKind(of: path) == .folder { throw CommandError("--sheet \(path) is a folder: name a file.") }
        for other in pairs.flatMap({ [$0.content, $0.style] }) + [output].compactMap({ $0 })
        where path == other || AbsolutePath.isSameFile(path, other) {
            throw CommandError("--sheet \(path) would replace the picture \(other): choose another name.")
        }
        (self.path, self.format, self.pairs) = (path, format, pairs)
        frames = Array(repeating: [], count: pairs.count)
    }

    mutating func add(_ frame: Picture, of pair: PicturePair) {
        guard let place = pairs.firstIndex(of: pair) else { return }
        frames[place] = pairs.count == 1 ? frames[place] + [frame] : [frame]
    }

    /// - Returns: the path; nil where there was no frame.
    func write() throws -> String? {
        guard frames.contains(where: { !$0.isEmpty }) else { return nil }
        try OutputFolder.prepare(AbsolutePath.parent(of: path))
        let picture = sheet().picture()
        try AtomicFile.write(try format == .jpeg ? picture.encodedJPEG() : picture.encodedPNG(), to: path)
        return path
    }

    private func sheet() -> ContactSheet {
        if pairs.count == 1 {
            return ContactSheet([small(pairs[0].content)].compactMap { $0 } + frames[0], isNumbered: true)
        }
        let contents = unique(pairs.map(\.content))
        let styles = unique(pairs.map(\.style))
        // What all have in common stands first.
        let common = styles.count == 1 ? styles[0] : contents.count == 1 ? contents[0] : nil
        if let common { return ContactSheet([small(common)].compactMap { $0 } + frames.joined(), isNumbered: false) }
        let empty = Picture(width: 1, height: 1, rgb: [128, 128, 128])
        let rows = contents.map { content in
            [small(content) ?? empty]
                + styles.map { style in
                    pairs.firstIndex { $0.content == content && $0.style == style }.flatMap { frames[$0].first }
                        ?? empty
                }
        }
        return ContactSheet(rows: [[empty] + styles.map { small($0) ?? empty }] + rows)
    }

    /// Nil where the file cannot be read, which was told before.
    private func small(_ path: String) -> Picture? {
        // As small as the frames are.
        let frame = frames.lazy.compactMap(\.first).first
        let side = frame.map { min($0.width, $0.height) } ?? ContactSheet.shortSide
        return (try? Picture.read(path))?.resized(shortSide: side)
    }

    private func unique(_ paths: [String]) -> [String] {
        var seen: Set<String> = []
        return paths.filter { seen.insert($0).inserted }
    }
}
