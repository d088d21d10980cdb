/// Reads a sixel sequence back to pixels, strictly: anything unexpected is an error.
struct SixelDecoder {
    enum Failure: Error { case malformed(String) }

    /// Extent of the raster attributes.
    private(set) var width = 0
    private(set) var height = 0
    /// 3 bytes a pixel, row-major.
    private(set) var rgb: [UInt8] = []
    /// Pixels that the sequence sets.
    private(set) var isSet: [Bool] = []
    /// Colours defined.
    private(set) var colorCount = 0

    init(_ bytes: [UInt8]) throws {
        let prefix = Array("\u{1B}P0;1q\"".utf8)
        guard bytes.starts(with: prefix) else { throw Failure.malformed("prefix") }
        guard bytes.suffix(2) == [0x1B, 0x5C] else { throw Failure.malformed("terminator") }
        var index = prefix.count
        let end = bytes.count - 2
        func number() -> Int {
            var value = 0
            while index < end, (0x30...0x39).contains(bytes[index]) {
                value = value * 10 + Int(bytes[index]) - 0x30
                index += 1
            }
            return value
        }
        func numbers() -> [Int] {
            var list = [number()]
            while index < end, bytes[index] == UInt8(ascii: ";") {
                index += 1
                list.append(number())
            }
            return list
        }
        let raster = numbers()
        guard raster.count == 4, raster[0] == 1, raster[1] == 1 else { throw Failure.malformed("raster") }
        (width, height) = (raster[2], raster[3])
        rgb = [UInt8](repeating: 0, count: 3 * width * height)
        isSet = [Bool](repeating: false, count: width * height)
        var palette: [Int: [UInt8]] = [:]
        var color = 0
        var x = 0
        var band = 0
        while index < end {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "#"):
                let list = numbers()
                color = list[0]
                if list.count == 5 {
                    guard list[1] == 2 else { throw Failure.malformed("colour space") }
                    palette[color] = list[2...].map { UInt8(($0 * 255 + 50) / 100) }
                }
            case UInt8(ascii: "$"): x = 0
            case UInt8(ascii: "-"): (x, band) = (0, band + 1)
            case UInt8(ascii: "!"):
                let count = number()
                guard index < end else { throw Failure.malformed("repeat") }
                let sixel = bytes[index]
                index += 1
                for _ in 0..<count { try paint(sixel, &x, band, palette[color]) }
            case 0x3F...0x7E: try paint(byte, &x, band, palette[color])
            case 0x0A, 0x0D: break
            default: throw Failure.malformed("byte \(byte)")
            }
        }
        colorCount = palette.count
    }

    private mutating func paint(_ sixel: UInt8, _ x: inout Int, _ band: Int, _ color: [UInt8]?) throws {
        guard (0x3F...0x7E).contains(sixel) else { throw Failure.malformed("sixel \(sixel)") }
        for bit in 0..<6 where (sixel - 0x3F) >> UInt8(bit) & 1 == 1 {
            let y = band * 6 + bit
            guard x < width, y < height else { throw Failure.malformed("pixel \(x), \(y) outside \(width)×\(height)") }
            guard let color else { throw Failure.malformed("undefined colour") }
            for channel in 0..<3 { rgb[3 * (y * width + x) + channel] = color[channel] }
            isSet[y * width + x] = true
        }
        x += 1
    }
}
