import Engine
import Files
import Foundation
import Glibc
import SeededInputs

/// What tests of the training verb begin from.
enum TrainingPlace {
    /// A loss network of 16 channels at each tap, with arbitrary weights.
    static func writeLossNetwork(_ place: Workplace, taps: Int = 4) throws {
        let names = (1...taps).map { "conv\($0)" }
        let layers = names.flatMap { name -> [LossNetwork.Layer] in
            (name == "conv1" ? [] : [.maxPool]) + [.convolution(name: name, isTap: true)]
        }
        var file = TensorFile(metadata: ["layers": String(decoding: try JSONEncoder().encode(layers), as: UTF8.self)])
        var generator = SeededGenerator(seed: 5)
        for name in names {
            let inputs = name == "conv1" ? 3 : 16
            let scale = (2 / Float(9 * inputs)).squareRoot()
            file[name + ".weight"] = StoredTensor(
                shape: [16, inputs, 3, 3], values: (0..<144 * inputs).map { _ in scale * generator.nextSigned() })
            file[name + ".bias"] = StoredTensor(shape: [16], values: [Float](repeating: 0.1, count: 16))
        }
        try Safetensors.write(file, to: place.path("loss.safetensors"))
    }

    static func prepared() throws -> Workplace {
        let place = try Workplace()
        try place.makeFolder("photos")
        try place.makeFolder("paintings")
        for index in 1...3 {
            try place.writePicture("photos/\(index).jpg", width: 90, height: 80, seed: UInt64(index))
            try place.writePicture("paintings/\(index).png", width: 80, height: 100, seed: UInt64(10 + index))
        }
        try writeLossNetwork(place)
        return place
    }

    static let begin = [
        "train", "--content", "photos", "--style", "paintings", "--run", "run", "--loss-network", "loss.safetensors",
        "--from-scratch",
        "--crop", "64", "--batch", "2", "--precision", "f32", "--set", "warmupEpisodes=1",
        "--set", "gradientLimit=nil", "--set", "actorRate=2e-05", "--set", #"weightBounds={"lower":0.25,"upper":8}"#,
    ]

    /// The same for a run that does not start from random weights: `--init` is to follow.
    static let beginFrom = begin.filter { $0 != "--from-scratch" } + ["--preset", "standard"]

    static func status(_ place: Workplace) -> [String: Any]? {
        (try? Data(contentsOf: URL(fileURLWithPath: place.path("run/status.json"))))
            .flatMap { try? JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    }

    static func waits(seconds: Double = 300, _ condition: () -> Bool) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            if condition() { return true }
            usleep(50_000)
        }
        return false
    }

    static let paintingTerms = [
        "palette", "contrast", "hue", "edges", "fringes", "auras", "haze", "separation", "shading", "weave", "grid",
        "strokes", "grain",
        "foreign", "range",
        "coarse", "variety",
    ]

    /// Every term that makes an agent paint, in the joint loop.
    static let painting =
        (paintingTerms.map { "painting.\($0)=[2,1]" } + [
            "painting.content=0.5", "noise=octaves", "meanShare=0.5", "wholeShare=0.5", "episodeGrowthUpdates=0",
        ]).flatMap { ["--set", $0] }
}
