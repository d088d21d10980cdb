import FoundationEssentials

extension Recipe {
    /// The keyword of the PNG text chunk whose value is the recipe as JSON.
    package static let keyword = "ministyler"

    /// The text chunk for `Picture.encodedPNG(text:)`.
    package func textChunk() throws -> (keyword: String, value: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (Recipe.keyword, String(decoding: try encoder.encode(self), as: UTF8.self))
    }

    /// The text of a JPEG's comment: the keyword, a colon and the value.
    package func comment() throws -> String {
        let chunk = try textChunk()
        return "\(chunk.keyword): \(chunk.value)"
    }

    /// The recipe in the PNG, JPEG or WebP file at `path`; nil where the file is none of them or has none. Throws `FileError`.
    package static func read(from path: String) throws -> Recipe? {
        let file = try ReadableFile(path)
        guard ImageFormat(of: try file.bytes(at: 0, count: 16)).isRead else { return nil }
        let bytes = try Picture.bytes(of: file)
        if case .jpeg = ImageFormat(of: bytes) {
            let prefix = "\(keyword): "
            let comments = try JPEGHeader(of: bytes, path: path).comments
            return try comments.first { $0.hasPrefix(prefix) }.map {
                try decoded(String($0.dropFirst(prefix.count)), path: path)
            }
        }
        #if WebP
            if case .webp = ImageFormat(of: bytes) {
                return try WebPFile.chunk("XMP ", of: bytes).flatMap {
                    try read(fromXMP: String(decoding: $0, as: UTF8.self), path: path)
                }
            }
        #endif
        return try PNGText.value(of: keyword, in: bytes, path: path).map { try decoded($0, path: path) }
    }

    /// The recipe that the text of a PNG's chunk, or of a safetensors file's metadata, holds. Throws
    /// `FileError.damagedRecipe` with the file's path.
    package static func decoded(_ text: String, path: String) throws -> Recipe {
        let recipe: Recipe
        do {
            recipe = try JSONDecoder().decode(Recipe.self, from: Data(text.utf8))
        } catch DecodingError.keyNotFound(let key, _) {
            throw FileError.damagedRecipe(path: path, detail: "it lacks \(key.stringValue)")
        } catch {
            throw FileError.damagedRecipe(path: path, detail: "its JSON does not read")
        }
        if let problem = recipe.problem { throw FileError.damagedRecipe(path: path, detail: problem) }
        return recipe
    }

    /// A number that no picture was made with, as a clause; nil where there is none.
    private var problem: String? {
        if step < 0 { return "its step is \(step)" }
        if let size, size < 1 { return "its size is \(size)" }
        if let brush, !(brush >= 1) { return "its brush is \(brush)" }
        if let brushSteps, brushSteps < 1 { return "its brushSteps is \(brushSteps)" }
        if let detail, !(0...1).contains(detail) { return "its detail is \(detail)" }
        if let position, !(0...Double(step) + 1).contains(position) { return "its position is \(position)" }
        if let keepColours, !(0...1).contains(keepColours) { return "its keepColours is \(keepColours)" }
        if let takePalette, !(0...1).contains(takePalette) { return "its takePalette is \(takePalette)" }
        return ([alpha] + (steps ?? []).map(\.alpha)).first { !(0...1).contains($0) }.map { "its alpha is \($0)" }
    }
}
