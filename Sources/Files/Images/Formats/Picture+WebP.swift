#if WebP
    extension Picture {
        /// The picture as a lossy WebP file with its opacity and profile; sides of at most 16,383 pixels. Throws `FileError`.
        ///
        /// - Parameter recipe: written as XMP.
        package func encodedWebP(quality: Int = 92, recipe: Recipe? = nil) throws -> [UInt8] {
            try WebPFile.encode(self, quality: quality, xmp: recipe?.xmp())
        }
    }
#endif

extension Recipe {
    private static let xmpAttribute = "ministyler:recipe=\""

    /// An XMP packet with the recipe's JSON as a property.
    func xmp() throws -> String {
        let value = try textChunk().value
            .replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
        return """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
            <rdf:Description rdf:about="" xmlns:ministyler="urn:ministyler" \(Self.xmpAttribute)\(value)"/>\
            </rdf:RDF></x:xmpmeta>
            """
    }

    /// The recipe in an XMP packet; nil where it has none. Throws `FileError.damagedRecipe`.
    static func read(fromXMP packet: String, path: String) throws -> Recipe? {
        guard let start = packet.firstRange(of: xmpAttribute)?.upperBound,
            let end = packet[start...].firstIndex(of: "\"")
        else { return nil }
        let value = packet[start..<end].replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
            .replacing("&amp;", with: "&")
        return try decoded(String(value), path: path)
    }
}
