import Foundation
import MiniStyler

/// A temporary folder with pictures; removed with the value.
final class Workplace {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("ministyler-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }

    /// Three pictures each in the folders `photos` and `paintings`.
    func makeTrainingImages() throws {
        for (place, folder) in ["photos", "paintings"].enumerated() {
            try FileManager.default.createDirectory(atPath: path(folder), withIntermediateDirectories: true)
            for index in 1...3 {
                let image = Self.image(width: 70 + index, height: 66, seed: 10 * place + index)
                try image.write(to: path("\(folder)/\(index).png"))
            }
        }
    }

    /// Smooth colours under a grid, other ones for each seed.
    static func image(width: Int, height: Int, seed: Int, hasOpacity: Bool = false) -> Image {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let grid = (x / (3 + seed % 5) + y / 4) % 2 * 40
                pixels += [
                    UInt8((x * 180 / width + grid + 17 * seed) & 255), UInt8((y * 180 / height + grid) & 255),
                    UInt8((53 * seed + x + 2 * y) & 255),
                ]
            }
        }
        let opacity = hasOpacity ? (0..<width * height).map { UInt8(128 + $0 % 128) } : nil
        return Image(width: width, height: height, pixels: pixels, opacity: opacity)
    }
}
