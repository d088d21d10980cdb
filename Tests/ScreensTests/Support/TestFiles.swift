import Engine
import Files
import SeededInputs

/// Files made on the spot.
enum TestFiles {
    /// A gradient, each channel in a direction of its own.
    static func picture(width: Int, height: Int, seed: Int = 0) -> Picture {
        var rgb: [UInt8] = []
        rgb.reserveCapacity(3 * width * height)
        for y in 0..<height {
            for x in 0..<width {
                rgb += [UInt8((x * 5 + seed) & 255), UInt8((y * 7 + seed) & 255), UInt8(((x + y) * 3) & 255)]
            }
        }
        return Picture(width: width, height: height, rgb: rgb)
    }

    @discardableResult
    static func png(_ path: String, width: Int, height: Int, seed: Int = 0) throws -> String {
        try AtomicFile.write(picture(width: width, height: height, seed: seed).encodedPNG(), to: path)
        return path
    }

    /// An agent with small random weights: no beauty, but every tensor in its place.
    @discardableResult
    static func weights(_ path: String) throws -> String {
        var generator = SeededGenerator(seed: 11)
        var file = TensorFile(metadata: [:])
        for declaration in Agent.expectedTensors {
            let count = declaration.extents.reduce(1, *)
            let values = (0..<count).map { _ in Float.random(in: -0.1...0.1, using: &generator) }
            file[declaration.name] = StoredTensor(shape: declaration.extents, values: values)
        }
        try Safetensors.write(file, to: path)
        return path
    }
}
