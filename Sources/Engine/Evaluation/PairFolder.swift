import Files

/// A folder of pairs to evaluate on: `NNN/content.png` and `NNN/style.png`, in name order.
package struct PairFolder: Sendable {
    /// One pair's files.
    package struct Pair: Sendable, Equatable {
        /// The folder's name, `NNN`.
        package let name: String
        /// The two images.
        package let content: String, style: String
    }

    /// All pairs, in name order.
    package let pairs: [Pair]
    /// Folders that have one image of the two, in name order.
    package let incomplete: [String]

    /// - Throws: `EngineError.failed` where `path` cannot be listed or holds no pair.
    package init(_ path: String) throws {
        guard let names = try? Folder.names(in: path) else {
            throw EngineError.failed("The folder \(path) cannot be read; check its name and permissions.")
        }
        let find = { (folder: String, stem: String) in
            ["png", "jpg", "jpeg"].map { "\(folder)/\(stem).\($0)" }
                // A link that leads nowhere is told as a picture that cannot be read.
                .first { PathKind(of: $0) != .missing || LinkTarget.of($0) != nil }
        }
        var pairs: [Pair] = []
        var incomplete: [String] = []
        for name in names.sorted() {
            let folder = path + "/" + name
            switch (find(folder, "content"), find(folder, "style")) {
            case (let content?, let style?): pairs.append(Pair(name: name, content: content, style: style))
            case (nil, nil): break
            default: incomplete.append(folder)
            }
        }
        self.pairs = pairs
        self.incomplete = incomplete
        guard !pairs.isEmpty else {
            throw EngineError.failed(
                "\(path) holds no pairs; expected folders with a content.png and a style.png each.")
        }
    }
}
