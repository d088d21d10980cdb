import Foundation
import MiniStyler

/// Renders the project's sample images: `SampleImages [--output DIR] [--only NAME]`.
@main
struct SampleImages {
    static let pictures: [any SamplePicture] = [
        MountainsAtDusk(), LakeInAutumn(), StreetAtNight(), StillLife(), BalloonOverFields(), NightSwirls(),
        Pointillism(), CubistPlanes(), WoodblockWave(), StainedGlass(), InkWash(), GoldMosaic(), FauvistHarbour(),
    ]

    static func main() {
        var output = "assets/samples"
        var only: String?
        var arguments = CommandLine.arguments.dropFirst().makeIterator()
        while let argument = arguments.next() {
            switch (argument, arguments.next()) {
            case ("--output", let value?): output = value
            case ("--only", let value?): only = value
            default: fail("usage: SampleImages [--output DIR] [--only NAME]", status: 64)
            }
        }
        let chosen = pictures.filter { picture in only.map { picture.name.contains($0) } ?? true }
        guard !chosen.isEmpty else {
            fail(
                "No sample is named \(only ?? ""); there are \(pictures.map(\.name).joined(separator: ", ")).",
                status: 64)
        }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            for picture in chosen {
                let start = Date()
                let path = "\(output)/\(picture.name).jpg"
                try image(picture.render()).write(to: path, quality: 90)
                print(path + String(format: ": %.1f s", Date().timeIntervalSince(start)))
            }
        } catch {
            fail("\(error)", status: 1)
        }
    }

    private static func image(_ canvas: Canvas) -> Image {
        var rgb: [UInt8] = []
        rgb.reserveCapacity(canvas.pixels.count * 3)
        for pixel in canvas.pixels {
            let value = clamp(pixel) * 255 + 0.5
            rgb += [UInt8(value.x), UInt8(value.y), UInt8(value.z)]
        }
        return Image(width: canvas.width, height: canvas.height, pixels: rgb)
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
        exit(status)
    }
}
