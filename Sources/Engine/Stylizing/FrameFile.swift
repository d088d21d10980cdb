import Files

/// What a frame is written as.
package enum FrameFormat: String, CaseIterable, Sendable {
    case png
    case jpeg
    #if WebP
        case webp
    #endif
    /// The values as they are, unclamped.
    case safetensors

    /// By a file's name; nil where it has the extension of none.
    package init?(path: String) {
        let name = path.lowercased()
        let endings: [(String, FrameFormat)] = [
            (".png", .png), (".jpg", .jpeg), (".jpeg", .jpeg), (".safetensors", .safetensors),
        ]
        #if WebP
            if name.hasSuffix(".webp"), name.count > 5 {
                self = .webp
                return
            }
        #endif
        guard let match = endings.first(where: { name.hasSuffix($0.0) && name.count > $0.0.count }) else { return nil }
        self = match.1
    }

    fileprivate var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}

/// Writes the frames of one sequence, each whole or not at all.
struct FrameFile {
    let folder: String
    /// Where the only frame goes, whatever its step; nil for files in the folder.
    var file: String?
    let format: FrameFormat
    /// Digits of the step in the name, at least two.
    let digits: Int
    /// Gives back its alpha and profile.
    let content: Picture.Traits

    /// Where the frame of `step` goes: `frame-01.png`.
    func path(step: Int) -> String {
        if let file { return file }
        let number = String(step)
        let zeros = String(repeating: "0", count: max(0, digits - number.count))
        return AbsolutePath.joining(folder, "frame-\(zeros)\(number).\(format.fileExtension)")
    }

    /// Writes `frame`; the recipe goes where the format has room for one.
    ///
    /// - Parameter graded: what is shown in its place, where that is not the frame itself; not as safetensors.
    func write(_ frame: SequenceFrame, graded: Picture? = nil, recipe: Recipe?) throws {
        let path = path(step: frame.step)
        precondition(graded == nil || format != .safetensors, "values of a frame with other colours")
        func picture() -> Picture { graded ?? frame.picture(matching: content) }
        switch format {
        case .png:
            let text = try recipe.map { [try $0.textChunk()] } ?? []
            try AtomicFile.write(picture().encodedPNG(text: text), to: path)
        case .jpeg:
            try AtomicFile.write(picture().encodedJPEG(comment: recipe?.comment()), to: path)
        #if WebP
            case .webp:
                try AtomicFile.write(picture().encodedWebP(recipe: recipe), to: path)
        #endif
        case .safetensors:
            let image = frame.image
            var file = TensorFile()
            file["frame"] = StoredTensor(shape: [1, 3, image.height, image.width], values: image.planes)
            if let chunk = try recipe?.textChunk() { file.metadata[chunk.keyword] = chunk.value }
            try Safetensors.write(file, to: path)
        }
    }
}
