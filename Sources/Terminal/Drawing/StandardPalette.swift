/// xterm's palette of 256: 16 basic colours, a 6×6×6 cube, 24 greys.
enum StandardPalette {
    /// The basic colours as xterm has them; terminals differ.
    private static let basic: [(Int, Int, Int)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
        (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255),
        (0, 255, 255), (255, 255, 255),
    ]

    /// An entry's colour.
    static func rgb(_ index: UInt8) -> (UInt8, UInt8, UInt8) {
        let value = Int(index)
        if value < 16 {
            let (red, green, blue) = basic[value]
            return (UInt8(red), UInt8(green), UInt8(blue))
        }
        if value < 232 {
            let cube = value - 16
            return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        let grey = UInt8(8 + 10 * (value - 232))
        return (grey, grey, grey)
    }

    /// The nearest of entries 16–255, which all terminals agree on.
    static func nearest256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        let cube = (nearestLevel(red), nearestLevel(green), nearestLevel(blue))
        let cubeIndex = UInt8(16 + 36 * cube.0 + 6 * cube.1 + cube.2)
        let mean = (Int(red) + Int(green) + Int(blue)) / 3
        let greyIndex = UInt8(232 + min(23, max(0, (mean - 3) / 10)))
        let target = (red, green, blue)
        return distance(rgb(greyIndex), target) < distance(rgb(cubeIndex), target) ? greyIndex : cubeIndex
    }

    /// The nearest of the first `count` (8 or 16) entries.
    static func nearestBasic(_ red: UInt8, _ green: UInt8, _ blue: UInt8, count: Int) -> UInt8 {
        let target = (red, green, blue)
        return (0..<UInt8(count)).min { distance(rgb($0), target) < distance(rgb($1), target) } ?? 7
    }

    private static func level(_ index: Int) -> UInt8 { index == 0 ? 0 : UInt8(55 + 40 * index) }

    private static func nearestLevel(_ value: UInt8) -> Int {
        value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
    }

    private static func distance(_ one: (UInt8, UInt8, UInt8), _ other: (UInt8, UInt8, UInt8)) -> Int {
        let red = Int(one.0) - Int(other.0)
        let green = Int(one.1) - Int(other.1)
        let blue = Int(one.2) - Int(other.2)
        return 2 * red * red + 4 * green * green + 3 * blue * blue
    }
}
