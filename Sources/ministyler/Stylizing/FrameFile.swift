import Engine
import Files

/// Writes the frames of one sequence, each whole or not at all.
struct FrameFile {
    let folder: String
    let format: FrameFormat
    /// Digits of the step in the name, at least two.
    let digits: Int
    /// Gives back its alpha and profile.
    let content: Picture

    /// Where the frame of `step` goes: `frame-01.png`.
    func path(step: Int) -> String {
        let number = String(step)
        let zeros = String(repeating: "0", count: max(0, digits - number.count))
        return AbsolutePath.joining(folder, "frame-\(zeros)\(number).\(format.fileExtension)")
    }

    /// Writes `frame`; the recipe goes where the format has room for one. Returns the path.
    func write(_ frame: SequenceFrame, recipe: Recipe?) throws -> String {
        let path = path(step: frame.step)
        switch format {
        case .png:
            let text = try recipe.map { [try $0.textChunk()] } ?? []
            let bytes = try frame.image.picture(matching: content).encodedPNG(text: text)
            try Interruption.whileWriting { try AtomicFile.write(bytes, to: path) }
        case .jpeg:
            let bytes = try frame.image.picture(matching: content).encodedJPEG()
            try Interruption.whileWriting { try AtomicFile.write(bytes, to: path) }
        case .safetensors:
            let image = frame.image
            var file = TensorFile()
            file["frame"] = StoredTensor(shape: [1, 3, image.height, image.width], values: image.planes)
            if let chunk = try recipe?.textChunk() { file.metadata[chunk.keyword] = chunk.value }
            try Interruption.whileWriting { try Safetensors.write(file, to: path) }
        }
        return path
    }
}
