import Engine
import Files
import Foundation
import SeededInputs
import Tensors

/// A temporary folder with what a test needs; removed with the value.
final class Workplace {
    let folder: String
    var program: Program

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("ministyler-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
        program = Program(folder: url.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    /// Names in a folder of the workplace, hidden ones too, sorted.
    func names(in name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    }

    /// A picture of smooth colours with some grain, different for each seed.
    static func picture(width: Int, height: Int, seed: UInt64 = 1, alpha: Bool = false) -> Picture {
        var generator = SeededGenerator(seed: seed)
        var rgb: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let grain = Int(generator.next() % 32)
                rgb.append(UInt8((x * 200 / width + grain) & 255))
                rgb.append(UInt8((y * 200 / height + grain) & 255))
                rgb.append(UInt8((Int(seed) * 40 + (x + y) * 2 + grain) & 255))
            }
        }
        let opacity = alpha ? (0..<width * height).map { UInt8($0 % 256) } : nil
        return Picture(width: width, height: height, rgb: rgb, alpha: opacity)
    }

    /// Writes such a picture as PNG, or as JPEG where the name says so.
    func writePicture(_ name: String, width: Int = 24, height: Int = 16, seed: UInt64 = 1, alpha: Bool = false) throws {
        let picture = Self.picture(width: width, height: height, seed: seed, alpha: alpha)
        try AtomicFile.write(name.hasSuffix(".jpg") ? picture.encodedJPEG() : picture.encodedPNG(), to: path(name))
    }

    /// Random weights of the right names and shapes, small enough that frames stay near [0, 1].
    static func weights(seed: UInt64 = 7) -> TensorFile {
        var generator = SeededGenerator(seed: seed)
        var file = TensorFile(metadata: ["kind": "agent", "origin": "test"])
        for declaration in Agent.expectedTensors {
            let count = declaration.extents.reduce(1, *)
            let fanIn = max(1, count / declaration.extents[0])
            let bound = declaration.extents.count == 1 ? 0.1 : 1 / Float(fanIn).squareRoot()
            file[declaration.name] = StoredTensor(
                shape: declaration.extents, values: (0..<count).map { _ in bound * generator.nextSigned() })
        }
        return file
    }

    func writeWeights(_ name: String = "weights.safetensors", seed: UInt64 = 7) throws {
        try Safetensors.write(Self.weights(seed: seed), to: path(name))
    }
}
