import Foundation

/// Renders the project's sample images: `SampleImages [--output DIR] [--only NAME]`.
@main
struct SampleImages {
    static let pictures: [any SamplePicture] = [
        MountainsAtDusk(), StillLife(), StreetAtNight(), BalloonOverFields(), NightSwirls(), Pointillism(), StainedGlass(), WoodblockWave(), CubistPlanes(), InkWash(), GoldMosaic(), FauvistHarbour(),
    ]

    static func main() throws {
        var output = "assets/samples"
        var only: String?
        var arguments = CommandLine.arguments.dropFirst().makeIterator()
        while let argument = arguments.next() {
            switch (argument, arguments.next()) {
            case ("--output", let value?): output = value
            case ("--only", let value?): only = value
            default:
                FileHandle.standardError.write(Data("usage: SampleImages [--output DIR] [--only NAME]\n".utf8))
                exit(64)
            }
        }
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        for picture in pictures where only.map({ picture.name.contains($0) }) ?? true {
            let start = Date()
            let canvas = picture.render()
            var ppm = Data("P6\n\(canvas.width) \(canvas.height)\n255\n".utf8)
            for p in canvas.pixels {
                let c = clamp(p) * 255 + 0.5
                ppm.append(contentsOf: [UInt8(c.x), UInt8(c.y), UInt8(c.z)])
            }
            try ppm.write(to: URL(fileURLWithPath: "\(output)/\(picture.name).ppm"))
            print(picture.name, String(format: "%.1f s", Date().timeIntervalSince(start)))
        }
    }
}
