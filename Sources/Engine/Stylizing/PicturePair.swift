import Files

/// A content, a style, and the folder that their frames go into.
package struct PicturePair: Equatable, Sendable {
    package let content: String
    package let style: String
    package let folder: String

    /// Every content with every style, contents first.
    ///
    /// Two files write into `output` itself. Where either argument is a folder, each pair gets the folder
    /// `content+style` within `output`, numbered where two pairs would share a name.
    ///
    /// - Parameter pass: told once of each file in a folder that `PictureFolder` passes over.
    /// - Throws: `EngineError.failed` where a folder holds no image.
    package static func all(
        content: String, style: String, output: String, passingOver pass: (SkippedImage) -> Void
    ) throws -> [PicturePair] {
        let (isContentFolder, isStyleFolder) = (PathKind(of: content) == .folder, PathKind(of: style) == .folder)
        guard isContentFolder || isStyleFolder else {
            return [PicturePair(content: content, style: style, folder: output)]
        }
        var passed: Set<String> = []
        func images(_ folder: String) throws -> [String] {
            try PictureFolder.images(in: folder) { if passed.insert($0.path).inserted { pass($0) } }
        }
        let contents = isContentFolder ? try images(content) : [content]
        let styles = isStyleFolder ? try images(style) : [style]
        var taken: Set<String> = []
        return contents.flatMap { content in
            styles.map { style in
                let base = Self.label(content: content, style: style)
                var name = base
                var number = 1
                while !taken.insert(name).inserted {
                    number += 1
                    name = "\(base)-\(number)"
                }
                return PicturePair(
                    content: content, style: style, folder: AbsolutePath.joining(output, name))
            }
        }
    }

    /// `content+style`, after the names of the files.
    package var label: String { Self.label(content: content, style: style) }

    private static func label(content: String, style: String) -> String {
        "\(AbsolutePath.stem(of: content))+\(AbsolutePath.stem(of: style))"
    }
}
