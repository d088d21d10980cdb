/// A content, a style, and the folder that their frames go into.
struct PicturePair: Equatable, Sendable {
    let content: String
    let style: String
    let folder: String

    /// Every content with every style, contents first.
    ///
    /// Two files write into `output` itself. Where either argument is a folder, each pair gets the folder
    /// `content+style` within `output`, numbered where two pairs would share a name.
    ///
    /// - Throws: `CommandError` where a folder holds no image.
    static func all(content: String, style: String, output: String) throws -> [PicturePair] {
        guard PictureFolder.isFolder(content) || PictureFolder.isFolder(style) else {
            return [PicturePair(content: content, style: style, folder: output)]
        }
        let contents = PictureFolder.isFolder(content) ? try PictureFolder.images(in: content) : [content]
        let styles = PictureFolder.isFolder(style) ? try PictureFolder.images(in: style) : [style]
        var taken: Set<String> = []
        return contents.flatMap { content in
            styles.map { style in
                let base = "\(AbsolutePath.stem(of: content))+\(AbsolutePath.stem(of: style))"
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
}
