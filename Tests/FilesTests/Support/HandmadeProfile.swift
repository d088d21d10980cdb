/// ICC profiles of version 2, put together from their numbers.
enum HandmadeProfile {
    /// Red, green and blue of Display P3 as XYZ, adapted to D50.
    static let displayP3: [[Double]] = [
        [0.515121, 0.241196, -0.001053], [0.291977, 0.692245, 0.041885], [0.157104, 0.066574, 0.784073],
    ]

    /// RGB with these primaries, and a curve that is a power.
    static func rgb(primaries: [[Double]] = displayP3, gamma: Double = 2.2) -> [UInt8] {
        let tags = zip(["rXYZ", "gXYZ", "bXYZ"], primaries).map { ($0, xyz($1)) }
        return profile("RGB ", tags + ["rTRC", "gTRC", "bTRC"].map { ($0, curve(gamma)) })
    }

    /// Grey with a curve that is a power.
    static func grey(gamma: Double) -> [UInt8] { profile("GRAY", [("kTRC", curve(gamma))]) }

    private static func profile(_ space: String, _ colours: [(name: String, content: [UInt8])]) -> [UInt8] {
        let name = "Handmade"
        let description =
            Array("desc".utf8) + [0, 0, 0, 0] + DeepPNG.bigEndian(UInt32(name.utf8.count + 1)) + Array(name.utf8)
            + [UInt8](repeating: 0, count: 79)
        let tags = [("desc", description), ("wtpt", xyz([0.9642, 1, 0.8249]))] + colours
        var table = DeepPNG.bigEndian(UInt32(tags.count))
        var data: [UInt8] = []
        for (name, content) in tags {
            let start = 132 + 12 * tags.count + data.count
            table += Array(name.utf8) + DeepPNG.bigEndian(UInt32(start)) + DeepPNG.bigEndian(UInt32(content.count))
            data += content + [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
        }
        var header = [UInt8](repeating: 0, count: 128)
        header.replaceSubrange(0..<4, with: DeepPNG.bigEndian(UInt32(128 + table.count + data.count)))
        header.replaceSubrange(8..<12, with: [2, 0x10, 0, 0])
        header.replaceSubrange(12..<24, with: Array("mntr\(space)XYZ ".utf8))
        header.replaceSubrange(36..<40, with: Array("acsp".utf8))
        header.replaceSubrange(68..<80, with: xyz([0.9642, 1, 0.8249])[8...])
        return header + table + data
    }

    private static func xyz(_ values: [Double]) -> [UInt8] {
        Array("XYZ ".utf8) + [0, 0, 0, 0] + values.flatMap { DeepPNG.bigEndian(Int32(($0 * 65536).rounded())) }
    }

    private static func curve(_ gamma: Double) -> [UInt8] {
        Array("curv".utf8) + [0, 0, 0, 0, 0, 0, 0, 1] + DeepPNG.bigEndian(UInt16((gamma * 256).rounded()))
    }
}
